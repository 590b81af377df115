import { createHmac } from 'node:crypto';
import type { CarrierCall, CarrierCallbacks, CarrierFact, RemoteMedia } from '#lib/carriers/carrier.ts';
import { createHttpClient, type HttpClient } from '#lib/carriers/http/client.ts';
import { twilioName } from '#lib/carriers/http/twilio.ts';
import { errorCodeOf, recipientStatusOf } from '#lib/carriers/http/twilio-answers.ts';
import { basicAuthorization, type TwilioSettings } from '#lib/carriers/http/twilio-api.ts';
import { clock } from '#lib/clock.ts';
import { timingSafeEqualText } from '#lib/crypto.ts';

/** The provider waits 15 seconds for our answer; a picture may be a moment later than the call that tells of it. */
const mediaTimeoutMs = 4_000;
const mediaPausesMs = [0, 1_000, 2_000] as const;
const mostMediaBytes = 6_291_456;
const mostMedia = 10;

export interface TwilioCallbackOptions extends TwilioSettings {
  /** Our own short code: what comes to it was sent by the line that texts it. */
  ownShortCode: string;
  mediaPausesMs?: readonly number[];
}

/** What the provider tells by calling us: statuses and inbound messages. */
export function createTwilioCallbacks(options: TwilioCallbackOptions): CarrierCallbacks {
  const client = createHttpClient({ timeoutMs: mediaTimeoutMs, mostAnswerBytes: mostMediaBytes, mostConnections: 16 });
  return {
    carrier: twilioName,
    signatureHeader: 'x-twilio-signature',
    read(call) {
      if (!isSigned(call, options)) return null;
      const fields = new Map(call.fields);
      return call.kind === 'status' ? readStatus(fields, call.query) : readInbound(fields, options.ownShortCode);
    },
    async fetchMedia(media) {
      for (const pauseMs of options.mediaPausesMs ?? mediaPausesMs) {
        if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
        const fetched = await fetchOnce(client, options, media);
        if ('bytes' in fetched || fetched.missing === 'for-good') return fetched;
      }
      return { missing: 'later' };
    },
  };
}

/**
 * The signature: HMAC-SHA1 with the account's token over the address that was called and the form's fields by name. Of an address with a standard
 * port the provider signs either spelling.
 */
function isSigned({ kind, query, fields, signature }: CarrierCall, { authToken, callbackUrl }: TwilioSettings): boolean {
  const pairs = [...new Set(fields.map(([name, value]) => `${name}\0${value}`))].sort().map((pair) => pair.replace('\0', ''));
  const { protocol, host, port, pathname } = new URL(callbackUrl);
  const path = `${pathname === '/' ? '' : pathname}/carrier/${twilioName}/${kind}${query}`;
  const hosts = port === '' ? [host, `${host}:${protocol === 'https:' ? 443 : 80}`] : [host, host.slice(0, -port.length - 1)];
  // Both are computed and compared: the time tells nothing.
  const matches = hosts.map((each) => timingSafeEqualText(createHmac('sha1', authToken).update(`${protocol}//${each}${path}${pairs.join('')}`, 'utf8').digest('base64'), signature));
  return matches.includes(true);
}

const isSid = (text: string | undefined): text is string => text !== undefined && /^[A-Z]{2}[0-9a-fA-F]{32}$/.test(text);

function readStatus(fields: ReadonlyMap<string, string>, query: string): CarrierFact {
  const sid = fields.get('MessageSid');
  const messageStatus = fields.get('MessageStatus') ?? '';
  const learned = recipientStatusOf(messageStatus, errorCodeOf(fields.get('ErrorCode')));
  if (!isSid(sid) || !learned) return { kind: 'nothing' };
  const [sender, recipient] = [fields.get('From'), fields.get('To')];
  const reference = new URLSearchParams(query).get('reference') ?? '';
  return {
    kind: 'receipt',
    receipt: {
      ...learned,
      carrierMessageIds: [sid],
      about: sender && recipient ? { sender, recipient, reference: /^\d{1,5}$/.test(reference) ? Number(reference) : null } : null,
      roaming: false,
      eventKey: messageStatus,
      at: clock.now(),
    },
  };
}

function readInbound(fields: ReadonlyMap<string, string>, ownShortCode: string): CarrierFact {
  const [sid, from, to] = [fields.get('MessageSid'), fields.get('From'), fields.get('To')];
  if (!isSid(sid) || !from || !to || from.length > 40 || to.length > 40) return { kind: 'nothing' };
  const count = Math.min(Number(fields.get('NumMedia') ?? 0) || 0, mostMedia);
  const media = Array.from({ length: count }, (_, at) => ({ url: fields.get(`MediaUrl${at}`) ?? '', contentType: fields.get(`MediaContentType${at}`) ?? '' }));
  const isToUs = to === ownShortCode;
  return {
    kind: 'inbound',
    message: {
      inboundKey: `${twilioName} ${sid}`, msisdn: isToUs ? from : to, direction: isToUs ? 'out' : 'in', from, to: [to],
      // PostgreSQL holds neither U+0000 nor halves of surrogate pairs.
      text: (fields.get('Body') ?? '').replaceAll('\0', '\ufffd').toWellFormed(), subject: null, isGroup: false, sentAt: clock.now(),
    },
    media,
    // The call to a fallback address names what went wrong with the first one.
    isLastCall: fields.has('ErrorUrl'),
  };
}

/** A file lies at the API; the answer there may lead to one of the provider's hosts for files, and to no other. Credentials go to the API alone. */
async function fetchOnce(client: HttpClient, settings: TwilioSettings, media: RemoteMedia): Promise<{ bytes: Buffer } | { missing: 'later' | 'for-good' }> {
  const url = URL.canParse(media.url) ? new URL(media.url) : null;
  if (!url?.href.startsWith(`${settings.apiUrl}/2010-04-01/Accounts/${settings.accountSid}/`)) return { missing: 'for-good' };
  let answer = await client.call({ method: 'GET', url, headers: { Authorization: basicAuthorization(settings) } });
  if (answer.kind === 'answered' && answer.status >= 301 && answer.status <= 308) {
    const { location } = answer.headers;
    const target = location && URL.canParse(location, url) ? new URL(location, url) : null;
    if (!target || !holdsMedia(target, settings)) return { missing: 'for-good' };
    answer = await client.call({ method: 'GET', url: target });
  }
  if (answer.kind !== 'answered') return { missing: answer.reason === 'answer-too-long' ? 'for-good' : 'later' };
  if (answer.status === 200) return { bytes: answer.body };
  // Not there yet is told as not there.
  return { missing: answer.status === 410 ? 'for-good' : 'later' };
}

/** Where the API may send on to for the bytes of a file. */
function holdsMedia(url: URL, { apiUrl }: TwilioSettings): boolean {
  if (url.username !== '' || url.password !== '') return false;
  if (url.href.startsWith(`${apiUrl}/`)) return true;
  if (url.protocol !== 'https:' || url.port !== '') return false;
  return url.hostname.endsWith('.twiliocdn.com') || (url.hostname === 's3-external-1.amazonaws.com' && url.pathname.startsWith('/media.twiliocdn.com/'));
}
