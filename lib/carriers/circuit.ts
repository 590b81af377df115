import type { SubmitResult } from '#lib/carriers/carrier.ts';

/**
 * Stops submits over a link that only fails, and tries it with one now and then (circuit breaker). A refusal or a throttled submit is an answer and
 * counts as success: the link works.
 */
export interface Circuit {
  /** Submits that may leave now: none while broken, one when it is time to try, otherwise any number. */
  free(): number;
  /** Milliseconds until the next try, or until it is worth asking again while one is under way; 0 when whole. */
  waitMs(): number;
  /** A submit leaves; answers whether it is the try of a broken link. */
  began(): boolean;
  succeeded(): void;
  failed(): void;
  /** An answer that any other submit would get as well: it breaks at once. */
  failedForAll(): void;
  isBroken(): boolean;
}

export interface CircuitOptions {
  /** Failures in a row that break it. */
  breaksAfter?: number;
  /** The pause before the first try; doubles with each failed one, up to the longest. */
  pauseMs?: number;
  longestPauseMs?: number;
  /** Milliseconds of a clock that never goes back. */
  now?: () => number;
}

export function createCircuit({ breaksAfter = 5, pauseMs = 1_000, longestPauseMs = 60_000, now = () => performance.now() }: CircuitOptions = {}): Circuit {
  let failures = 0;
  let tries = 0;
  let tryAt = 0;
  let isTrying = false;
  const isBroken = () => failures >= breaksAfter;
  function fail(count: number): void {
    failures += count;
    if (!isBroken()) return;
    isTrying = false;
    tryAt = now() + Math.min(longestPauseMs, pauseMs * 2 ** tries);
    tries += 1;
  }
  return {
    isBroken,
    free() {
      if (!isBroken()) return Number.POSITIVE_INFINITY;
      return !isTrying && now() >= tryAt ? 1 : 0;
    },
    waitMs() {
      // The answer of the try under way decides; until it comes there is nothing to look for.
      if (isTrying) return pauseMs;
      return isBroken() ? Math.max(0, tryAt - now()) : 0;
    },
    began() {
      if (isBroken()) isTrying = true;
      return isBroken();
    },
    succeeded() {
      failures = 0;
      tries = 0;
      isTrying = false;
    },
    failed: () => fail(1),
    failedForAll() {
      // Others that were under way bring the same answer: the pause is not to grow by each.
      if (!isBroken() || isTrying) fail(breaksAfter);
    },
  };
}

/**
 * The result of a submit that tried a broken link. An error says that the link still fails, not that this message is at fault: it is not counted against
 * it. It waits longer than the link, so that another message is the next try: one that does fail by itself must not keep the link broken.
 */
export function resultOfTry(result: SubmitResult, linkWaitMs: number): SubmitResult {
  return result.outcome === 'failed' ? { ...result, isTry: true, retryAfterMs: Math.max(result.retryAfterMs, 2 * linkWaitMs) } : result;
}
