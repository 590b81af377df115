import { type SmppTexts, smppTextsOf } from '#lib/carriers/smpp/texts.ts';
import type { Env } from '#lib/env.ts';

export interface SmppAddress {
  host: string;
  port: number;
  /** Null for a connection without TLS. The certificate is always checked. */
  tls: { ca?: string } | null;
}

/** Field names of bind_transceiver (SMPP 3.4, 4.1.5). */
export interface SmppAccount {
  system_id: string;
  password: string;
  system_type: string;
}

export interface TypeOfNumber {
  ton: number;
  npi: number;
}

export interface SmppTimes {
  connectMs: number;
  /** For the answer to a request. */
  responseMs: number;
  enquireEveryMs: number;
  enquireAnswerMs: number;
  /** The pause after the first failure of a bind and the longest: doubled each time, with jitter. */
  rebindFirstMs: number;
  rebindLongestMs: number;
  /** The same after the centre refused the account. */
  refusedFirstMs: number;
  refusedLongestMs: number;
}

export interface SmppSettings {
  /** One link each. */
  addresses: readonly SmppAddress[];
  account: SmppAccount;
  /** Transceivers of each link. */
  binds: number;
  /** Requests without an answer, of each bind. */
  window: number;
  /** Segments a second of each link, as agreed with the carrier. */
  segmentsPerSecond: number;
  texts: SmppTexts;
  serviceType: string;
  shortCode: TypeOfNumber;
  /** What a line writes to it is for Handset itself. */
  ownShortCode: string;
  validity: 'relative' | 'absolute' | 'none';
  /** Send user_message_reference with each submit. */
  reference: boolean;
  /** Of the dates in receipts, which name none. */
  timeZone: string;
  times: SmppTimes;
}

const connectMs = 10_000;
const rebindFirstMs = 1_000;
const rebindLongestMs = 60_000;
/** Centres lock an account after a few wrong passwords in a row. */
const refusedFirstMs = 30_000;
const refusedLongestMs = 300_000;

/** The settings as the adapter takes them. `readFile` reads the certificates. */
export function smppSettingsOf(env: Env, readFile: (path: string) => string): SmppSettings {
  const ca = env.SMPP_TLS_CA === undefined ? undefined : readFile(env.SMPP_TLS_CA);
  return {
    addresses: (env.SMPP_URL ?? []).map(({ host, port, tls }) => ({ host, port, tls: tls ? { ca } : null })),
    account: { system_id: env.SMPP_SYSTEM_ID ?? '', password: env.SMPP_PASSWORD ?? '', system_type: env.SMPP_SYSTEM_TYPE },
    binds: env.SMPP_BINDS,
    window: env.SMPP_WINDOW,
    segmentsPerSecond: env.SMPP_SEGMENTS_PER_SECOND,
    texts: smppTextsOf(env),
    serviceType: env.SMPP_SERVICE_TYPE,
    shortCode: { ton: env.SMPP_SHORT_CODE_TON, npi: env.SMPP_SHORT_CODE_NPI },
    ownShortCode: env.OWN_SHORT_CODE,
    validity: env.SMPP_VALIDITY,
    reference: env.SMPP_REFERENCE,
    timeZone: env.SMPP_TIME_ZONE,
    times: {
      connectMs, rebindFirstMs, rebindLongestMs, refusedFirstMs, refusedLongestMs,
      responseMs: env.SMPP_RESPONSE_SECONDS * 1_000,
      enquireEveryMs: env.SMPP_ENQUIRE_SECONDS * 1_000,
      enquireAnswerMs: env.SMPP_ENQUIRE_ANSWER_SECONDS * 1_000,
    },
  };
}
