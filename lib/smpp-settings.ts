/** The settings of CARRIER=smpp, a part of those of `lib/env.ts`. docs/smpp.md explains them. */
import { z } from 'zod';
import { flag, wholeNumber } from '#lib/setting-kinds.ts';

const standardPorts = { smpp: 2775, smpps: 3550 };

/** One message centre. */
export interface SmppUrl {
  host: string;
  port: number;
  tls: boolean;
}

/** Null for what is no address of a centre. Name and password have settings of their own, so that an address may be shown. */
function readSmppUrl(text: string): SmppUrl | null {
  const url = URL.parse(text.trim());
  if (!url || !/^smpps?:$/.test(url.protocol) || !url.hostname || url.port === '0') return null;
  if (url.username || url.password || url.search || url.hash || url.pathname.length > 1) return null;
  const tls = url.protocol === 'smpps:';
  return { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(url.port || standardPorts[tls ? 'smpps' : 'smpp']), tls };
}

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
};

export const smppSettings = {
  SMPP_URL: z
    .string()
    .transform((value, context): SmppUrl[] => {
      const urls = value.split(',').map(readSmppUrl);
      if (urls.includes(null)) context.addIssue({ code: 'custom', message: 'must be an address such as smpp://smsc.example.com:2775 or smpps://smsc.example.com:3550, or several divided by commas, without name and password' });
      return urls.filter((url) => url !== null);
    })
    .optional()
    .describe('The message centres, divided by commas, each a link of its own: smpp://host:2775, or smpps://host:3550 with TLS. Demanded with CARRIER=smpp.'),
  SMPP_SYSTEM_ID: z.string().min(1).optional().describe('The name of the account at the message centre. Demanded with CARRIER=smpp.'),
  SMPP_PASSWORD: z.string().min(1).optional().describe('The password of that account. Demanded with CARRIER=smpp.'),
  SMPP_SYSTEM_TYPE: z.string().default('').describe('The system_type of the bind, where the centre wants one.'),
  SMPP_TLS_CA: z.string().min(1).optional().describe('A file with the certificates (PEM) that sign the centre’s own. Left out, the authorities that Node.js knows. It is always checked.'),
  SMPP_BINDS: wholeNumber(1, 32, 1).describe('How many transceivers are bound to each centre.'),
  SMPP_WINDOW: wholeNumber(1, 1000, 16).describe('How many requests of a bind may be without an answer.'),
  SMPP_SEGMENTS_PER_SECOND: wholeNumber(1, 10_000, 50).describe('How many segments a second the contract allows on a link. Below that the pace is learned.'),
  SMPP_RESPONSE_SECONDS: wholeNumber(1, 600, 30).describe('How long an answer is waited for before a submit is in doubt.'),
  SMPP_ENQUIRE_SECONDS: wholeNumber(1, 3600, 30).describe('How often a bind asks whether the centre is still there (enquire_link).'),
  SMPP_ENQUIRE_ANSWER_SECONDS: wholeNumber(1, 600, 10).describe('How long that answer is waited for before the connection is made anew.'),
  SMPP_CONCATENATION: z
    .enum(['udh8', 'udh16', 'sar', 'payload'], { error: 'must be udh8, udh16, sar or payload' })
    .default('udh8')
    .describe('How a text of several segments leaves: with a header of 8 or 16 bits, with the sar fields, or whole in message_payload.'),
  SMPP_MAX_SEGMENTS: wholeNumber(1, 255, 10).describe('The most segments of one text; a longer one is refused.'),
  SMPP_DEFAULT_ALPHABET: z.enum(['gsm7', 'latin1'], { error: 'must be gsm7 or latin1' }).default('gsm7').describe('What the centre takes data coding 0 for.'),
  SMPP_LATIN1: flag(false).describe('Whether the centre takes data coding 3 (ISO-8859-1), which spares segments for words with accents.'),
  SMPP_SERVICE_TYPE: z.string().max(5, { error: 'must have at most 5 characters' }).default('').describe('The service_type of each submit, where the centre wants one.'),
  SMPP_SHORT_CODE_TON: wholeNumber(0, 6, 3).describe('The type of number of short codes: 3 network-specific, 6 abbreviated.'),
  SMPP_SHORT_CODE_NPI: wholeNumber(0, 18, 0).describe('The numbering plan of short codes: 0 unknown, 1 E.164, 9 private.'),
  SMPP_VALIDITY: z
    .enum(['relative', 'absolute', 'none'], { error: 'must be relative, absolute or none' })
    .default('relative')
    .describe('How the centre is told until when to try: as a span, as a moment (both clocks must agree), or not at all.'),
  SMPP_REFERENCE: flag(true).describe('Whether each submit carries user_message_reference, by which a receipt finds a submit whose answer was lost.'),
  SMPP_TIME_ZONE: z.string().default('UTC').refine(isTimeZone, { error: 'must be a time zone such as UTC or America/New_York' }).describe('The time zone of the dates in receipts.'),
} as const;

/** The settings that CARRIER=smpp cannot do without, and what to put there. */
export const demandedSmppSettings = [
  ['SMPP_URL', 'the address of the message centre, such as smpp://smsc.example.com:2775 (docs/smpp.md)'],
  ['SMPP_SYSTEM_ID', 'the name of your account at the message centre'],
  ['SMPP_PASSWORD', 'the password of that account'],
] as const;
