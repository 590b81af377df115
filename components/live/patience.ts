const longestWaitMs = 8_000;

/** How long a page waits before it asks an absent server again, in milliseconds: at first, and after each try that failed. */
export const firstWaitMs = 500;
export const longerWaitMs = (waitMs: number): number => Math.min(2 * waitMs, longestWaitMs);

/** Spread, so that a server that comes back does not hear all pages at the same instant. */
export const spreadMs = (waitMs: number): number => waitMs * (0.75 + Math.random() / 2);
