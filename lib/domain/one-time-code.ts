/**
 * The arithmetic of codes sent by SMS (security.md T13, NIST SP 800-63B-4, 3.2.2). The counter belongs to the number, survives new
 * codes and restarts, and only a right code sets it back; so at most 20 guesses in a million are ever made.
 */
export const codeDigits = 6;
export const codeTtlSeconds = 600;
export const triesPerCode = 5;
export const maxConsecutiveFailures = 20;

const firstBackoffSeconds = 30;
const longestBackoffSeconds = 3600;

/** How long to wait after this many failures in a row: none after none, then 30 seconds, doubling up to an hour. */
export function backoffSeconds(consecutiveFailures: number): number {
  if (consecutiveFailures < 1) return 0;
  return Math.min(firstBackoffSeconds * 2 ** (consecutiveFailures - 1), longestBackoffSeconds);
}

/** Whether codes have been given up on for this number, until a passkey or the support team helps. */
export function isLockedOut(consecutiveFailures: number): boolean {
  return consecutiveFailures >= maxConsecutiveFailures;
}

/** What was typed or pasted, without spaces and dashes; full-width digits become digits. Anything else stays, and will not match. */
export function normalizeCode(input: string): string {
  return input.normalize('NFKC').replace(/[\s\-\u2010-\u2015\u2212]/g, '');
}

/** Whether a normalised input has the form of a code at all. One that has not is no try and costs none. */
export function isCode(code: string): boolean {
  return /^\d{6}$/.test(code);
}
