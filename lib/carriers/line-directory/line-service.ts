import type { LineDirectory } from '#lib/carriers/carrier.ts';
import { createHttpClient, readJson } from '#lib/carriers/http/client.ts';
import { lineFactsSchema } from '#lib/carriers/line-directory/line-facts-schema.ts';
import type { LineFacts } from '#lib/domain/eligibility.ts';
import { AppError } from '#lib/errors.ts';
import { childLogger } from '#lib/logger.ts';

const log = childLogger({ component: 'lines' });

const timeoutMs = 2_000;
const mostAnswerBytes = 16_384;
const mostConnections = 64;
/** Long enough that a send does not wait twice, short enough that nobody notices. */
const keptMs = 3_000;
const mostKept = 10_000;

export interface LineServiceOptions {
  /** With `{msisdn}` where the number goes. */
  template: string;
  token: string | null;
  timeoutMs?: number;
  keptMs?: number;
}

interface Asked {
  answer: Promise<LineFacts | null>;
  until: number;
}

/**
 * Asks a service of the operator: 200 with the facts as JSON, or 404 for a number that is none of its lines. Whatever else comes, or nothing in
 * time, is `unavailable`: never "no such line". Whoever asks for the same line meanwhile gets the same answer.
 */
export function createLineService(options: LineServiceOptions): LineDirectory {
  const client = createHttpClient({ timeoutMs: options.timeoutMs ?? timeoutMs, mostAnswerBytes, mostConnections });
  const headers = { Accept: 'application/json', ...(options.token ? { Authorization: `Bearer ${options.token}` } : {}) };
  const kept = new Map<string, Asked>();

  async function ask(msisdn: string): Promise<LineFacts | null> {
    const outcome = await client.call({ method: 'GET', url: new URL(options.template.replaceAll('{msisdn}', encodeURIComponent(msisdn))), headers });
    if (outcome.kind !== 'answered') throw unavailable(outcome.reason);
    if (outcome.status === 404) return null;
    if (outcome.status !== 200) throw unavailable(`status ${outcome.status}`);
    const facts = lineFactsSchema.safeParse(readJson(outcome.body));
    if (!facts.success) throw unavailable(`the answer is not what it should be: ${facts.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`);
    if (facts.data.msisdn !== msisdn) throw unavailable('the answer is about another number');
    return facts.data;
  }

  function askAndKeep(msisdn: string): Promise<LineFacts | null> {
    const asked: Asked = { answer: ask(msisdn), until: Number.POSITIVE_INFINITY };
    kept.delete(msisdn);
    kept.set(msisdn, asked);
    const forget = () => void (kept.get(msisdn) === asked && kept.delete(msisdn));
    asked.answer.then(() => (asked.until = performance.now() + (options.keptMs ?? keptMs)), forget);
    for (const [oldest] of kept) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
    }
    return asked.answer;
  }

  return {
    findLine(msisdn, how) {
      const known = kept.get(msisdn);
      return known && !how?.isFresh && performance.now() < known.until ? known.answer : askAndKeep(msisdn);
    },
  };
}

function unavailable(why: string): AppError {
  log.warn({ err: new Error(why) }, 'the line directory cannot be asked');
  return new AppError('unavailable', 'The carrier cannot be asked about lines right now.', { retryAfterSeconds: 5 });
}
