import type { SmppTimes } from '#lib/carriers/smpp/settings.ts';

/** When a bind tries again. */
export interface RebindTimer {
  /** The centre did not take the account. */
  refused(): void;
  /** Once, after a pause that fits. */
  start(why: 'failed' | 'refused', again: () => void): void;
  /** Milliseconds until then. */
  leftMs(): number;
  cancel(): void;
  /** Bound: pauses are short again. */
  reset(): void;
}

/** Pauses double with each failure, and apart from it with each refusal of the account, which centres lock when they are asked often. */
export function createRebindTimer(times: Pick<SmppTimes, 'rebindFirstMs' | 'rebindLongestMs' | 'refusedFirstMs' | 'refusedLongestMs'>): RebindTimer {
  let failures = 0;
  let refusals = 0;
  let at = 0;
  let timer: NodeJS.Timeout | undefined;

  function pauseMs(why: 'failed' | 'refused'): number {
    // Never sooner; later by chance, so that workers do not ask together.
    if (why === 'refused') return Math.ceil(doubled(times.refusedFirstMs, times.refusedLongestMs, refusals - 1) * (1 + Math.random() / 2));
    failures += 1;
    // Half of it by chance: many binds that fell together do not come back together.
    return Math.ceil(doubled(times.rebindFirstMs, times.rebindLongestMs, failures - 1) * (0.5 + Math.random() / 2));
  }

  return {
    refused() {
      refusals += 1;
    },
    start(why, again) {
      const waitMs = pauseMs(why);
      at = performance.now() + waitMs;
      timer = setTimeout(again, waitMs);
    },
    leftMs: () => Math.max(0, at - performance.now()),
    cancel: () => clearTimeout(timer),
    reset() {
      failures = 0;
      refusals = 0;
    },
  };
}

const doubled = (firstMs: number, longestMs: number, times: number): number => Math.min(longestMs, firstMs * 2 ** Math.min(Math.max(times, 0), 16));
