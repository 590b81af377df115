import type { Carrier, LineDirectory, LinkHealth, Submission, SubmitResult } from '#lib/carriers/carrier.ts';
import { createCircuit, resultOfTry } from '#lib/carriers/circuit.ts';
import { createHttpClient, type HttpCall, type HttpOutcome, readJson, retryAfterMs } from '#lib/carriers/http/client.ts';
import { errorCodeOf, refusalReason } from '#lib/carriers/http/twilio-answers.ts';
import { createTwilioApi, readMessage, type TwilioSettings } from '#lib/carriers/http/twilio-api.ts';
import { createTwilioQuery } from '#lib/carriers/http/twilio-query.ts';
import { formOf } from '#lib/carriers/http/twilio-form.ts';
import { networks } from '#lib/carriers/networks.ts';
import { createPace } from '#lib/carriers/pace.ts';
import { clock } from '#lib/clock.ts';
import { childLogger } from '#lib/logger.ts';

const log = childLogger({ component: 'twilio' });

/** Under which the provider's ids are kept. */
export const twilioName = 'twilio';

/** The provider answers a submit within a second or two; its own limit for an API call is not told. */
const timeoutMs = 15_000;
const mostAnswerBytes = 1_048_576;
const idleMs = 1_000;
const startPerSecond = 10;
const soonMs = 2_000;
/** Wrong credentials are mended by people. */
const deniedMs = 30_000;
const refusal = 'The provider refuses the account: look at TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, and whether it is suspended. Messages wait; it is tried now and then.';

export interface TwilioOptions extends TwilioSettings {
  lines: LineDirectory;
  timeoutMs?: number;
}

/**
 * Sends by the message API of a provider, one call a message and recipient. What it tells by itself comes to the role `api`
 * (`twilio-callbacks.ts`), so nothing is handed over here.
 */
export function createTwilio(options: TwilioOptions): Carrier {
  const { concurrency, perSecond } = options;
  const client = createHttpClient({ timeoutMs: options.timeoutMs ?? timeoutMs, mostAnswerBytes, mostConnections: concurrency });
  const pace = createPace({ startPerSecond, mostPerSecond: perSecond });
  const circuit = createCircuit();
  const underWay = new Set<Promise<SubmitResult>>();
  let isRunning = false;
  let isFailing = false;
  let isRefused = false;

  /** An error of the provider's own says neither. */
  function accountHeard(isTaken: boolean): void {
    if (isTaken === isRefused) {
      if (isTaken) log.info('the provider takes the account again');
      else log.error(refusal);
    }
    if (!isTaken) circuit.failedForAll();
    else if (isRefused) circuit.succeeded();
    isRefused = !isTaken;
  }

  /** Questions tell of the account as well; what a submit's answer tells of it is learned with the rest of that answer. */
  async function call(asked: HttpCall): Promise<HttpOutcome> {
    const outcome = await client.call(asked);
    if (asked.method === 'GET' && outcome.kind === 'answered') {
      if (isDenial(outcome.status)) accountHeard(false);
      else if (outcome.status === 200) accountHeard(true);
    }
    return outcome;
  }

  const api = createTwilioApi(options, { ...client, call });
  const query = createTwilioQuery(api);

  async function send(submission: Submission): Promise<SubmitResult> {
    if (submission.group) return { outcome: 'refused', reason: 'no-group' };
    pace.spend(1);
    const isTry = circuit.began();
    const result = resultOf(await api.create(formOf(submission, options.callbackUrl)));
    if (result.outcome === 'throttled') pace.throttled(1);
    else if (result.outcome === 'accepted' || result.outcome === 'refused') pace.took(1);
    isFailing = hasFailed(result);
    if (result.outcome === 'not-sent' && result.reason === 'denied') accountHeard(false);
    else if (isFailing) circuit.failed();
    // In whose name it asks for patience, nobody has looked.
    else if (result.outcome === 'throttled' && isRefused) circuit.failedForAll();
    else {
      accountHeard(true);
      circuit.succeeded();
    }
    if (result.outcome === 'accepted') query.remember(submission, result.taken.carrierMessageIds);
    return isTry ? resultOfTry(result, circuit.waitMs()) : result;
  }

  return {
    name: twilioName,
    capabilities: { ...networks['http:twilio'], receipts: true, query: 'by-message', maxSegments: 10, maxMediaBytes: 5_242_880 },
    capacity() {
      if (!isRunning) return { free: 0, againInMs: idleMs };
      const places = concurrency - underWay.size;
      const free = Math.max(0, Math.min(places, pace.free(), circuit.free()));
      // An answer that frees a place wakes the dispatcher by itself.
      const waitMs = places > 0 ? Math.max(pace.waitMs(), circuit.waitMs()) : 0;
      return { free, againInMs: free > 0 ? 0 : waitMs || idleMs };
    },
    submit(submission) {
      const run = send(submission).finally(() => underWay.delete(run));
      underWay.add(run);
      return run;
    },
    query: (submission, carrierMessageIds) => query.ask(submission, carrierMessageIds),
    findLine: (msisdn, how) => options.lines.findLine(msisdn, how),
    health: () => [healthOf({ isRunning, isRefused, isBroken: circuit.isBroken(), isFailing })],
    async start() {
      isRunning = true;
    },
    async stop() {
      isRunning = false;
      await Promise.allSettled(underWay);
      client.close();
    },
  };
}

const hasFailed = ({ outcome }: SubmitResult): boolean => outcome === 'not-sent' || outcome === 'failed' || outcome === 'in-doubt';

function healthOf(link: { isRunning: boolean; isRefused: boolean; isBroken: boolean; isFailing: boolean }): LinkHealth {
  if (!link.isRunning) return { name: twilioName, state: 'down', detail: 'Not started.' };
  if (link.isRefused) return { name: twilioName, state: 'refused', detail: refusal };
  if (link.isBroken) return { name: twilioName, state: 'broken', detail: 'The provider cannot be reached or answers with errors. Messages wait; it is tried now and then.' };
  return { name: twilioName, state: 'open', detail: link.isFailing ? 'The last submit failed.' : 'The provider takes messages.' };
}

const isDenial = (status: number): boolean => status === 401 || status === 403;

/** The outcomes of the port. Without an answer of the provider itself nothing is claimed to have failed. */
function resultOf(call: HttpOutcome): SubmitResult {
  if (call.kind === 'not-sent') return { outcome: 'not-sent', reason: call.reason, retryAfterMs: soonMs };
  if (call.kind !== 'answered') return { outcome: 'in-doubt', reason: call.reason };
  const { status } = call;
  const code = errorCodeOf((readJson(call.body) as { code?: unknown } | null)?.code);
  if (status >= 200 && status < 300) {
    const message = readMessage(call.body);
    return message ? { outcome: 'accepted', taken: { carrierMessageIds: [message.sid], segmentCount: 1 } } : { outcome: 'in-doubt', reason: 'bad-answer' };
  }
  if (status === 429 || status === 503) return { outcome: 'throttled', retryAfterMs: retryAfterMs(call.headers['retry-after'], clock.now()) ?? (status === 429 ? idleMs : soonMs) };
  // A gateway in front that got no answer: whether the provider did is not known.
  if (status === 502 || status === 504) return { outcome: 'in-doubt', reason: `http-${status}` };
  // About our account, not about this message: refusing it would lose every message while somebody mistyped a setting.
  if (isDenial(status) || (status === 404 && code === 20404)) return { outcome: 'not-sent', reason: 'denied', retryAfterMs: deniedMs };
  if (status >= 400 && status < 500) return { outcome: 'refused', reason: refusalReason(code) };
  return { outcome: 'failed', reason: `http-${status}`, retryAfterMs: soonMs };
}
