/**
 * The arithmetic of codes sent by SMS (security.md T13, NIST SP 800-63B-4, 3.2.2). The counter belongs to the number, survives new
 * codes and restarts, and falls by a right code or by time alone. Every stop ends by itself: a stranger can cause one, so nobody may be shut
 * out for good. What that leaves to guessing: 17 tries in the first day and a half, one a day after that.
 */
export const codeDigits = 6;
export const codeTtlSeconds = 600;
export const triesPerCode = 5;

const daySeconds = 86_400;
const firstWaitSeconds = 30;
const longestWaitSeconds = daySeconds;

/** No more failures in a row than this are ever counted before the number rests (NIST's most is 100). */
export const maxConsecutiveFailures = 100;
/** How long after the end of its wait a number with failures has to be quiet to begin anew. */
export const failuresForgottenSeconds = 30 * daySeconds;

/**
 * How long a number waits after this many failures in a row: not at all while the tries of a first code last, so a slip of the finger costs
 * nothing; then 30 seconds, doubling up to a day. At a hundred it rests for as long as it takes to forget them.
 */
export function waitSeconds(consecutiveFailures: number): number {
  if (consecutiveFailures < triesPerCode) return 0;
  if (consecutiveFailures >= maxConsecutiveFailures) return failuresForgottenSeconds;
  return Math.min(firstWaitSeconds * 2 ** (consecutiveFailures - triesPerCode), longestWaitSeconds);
}

/** What was typed or pasted, without spaces and dashes; full-width digits become digits. Anything else stays, and will not match. */
export function normalizeCode(input: string): string {
  return input.normalize('NFKC').replace(/[\s\-\u2010-\u2015\u2212]/g, '');
}

/** Whether a normalised input has the form of a code at all. One that has not is no try and costs none. */
export function isCode(code: string): boolean {
  return /^\d{6}$/.test(code);
}
