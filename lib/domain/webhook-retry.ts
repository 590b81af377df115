/** How deliveries to an app's address are tried again. */
export const retryWindowSeconds = 86_400;
/** An address without one success for so long is switched off, and its developer told. */
export const failingDays = 5;
/** How many deliveries to one address run at once; one that fails gets a single one, so that slow addresses do not fill the worker. */
export const endpointConcurrency = 4;

const firstSeconds = 5;
const longestSeconds = 14_400;

/**
 * Seconds from a failed attempt to the next: 5 s, then three times as long each time up to 4 hours, plus or minus a fifth so that what
 * failed together does not come back together. A receiver that names a longer time (Retry-After) gets it, within the same bound.
 * `random` is from 0 up to 1.
 */
export function retryDelaySeconds(attempt: number, random: number, retryAfterSeconds: number | null = null): number {
  const planned = Math.min(longestSeconds, firstSeconds * 3 ** Math.min(attempt - 1, 20));
  const spread = planned * (0.8 + 0.4 * random);
  return Math.min(longestSeconds * 1.2, Math.max(spread, retryAfterSeconds ?? 0));
}

export type AnswerVerdict = 'delivered' | 'gone' | 'retry';

/** Standard Webhooks: only 2xx is a success, 410 means *never again*, all else (redirects too) is tried again. */
export function judgeAnswer(status: number | null): AnswerVerdict {
  if (status !== null && status >= 200 && status < 300) return 'delivered';
  return status === 410 ? 'gone' : 'retry';
}
