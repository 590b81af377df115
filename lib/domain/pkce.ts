/** Proof Key for Code Exchange (RFC 7636), S256 alone: `plain` protects from nothing that S256 does not. Hashing is the caller's. */
export const codeChallengeMethod = 'S256';

/** RFC 7636, 4.1: 43 to 128 unreserved characters. */
export function isCodeVerifier(verifier: string): boolean {
  return /^[A-Za-z0-9\-._~]{43,128}$/.test(verifier);
}

/** RFC 7636, 4.2: with S256 a challenge is 32 octets in base64url without padding, which is always 43 characters. */
export function isCodeChallenge(challenge: string): boolean {
  return /^[A-Za-z0-9\-_]{43}$/.test(challenge);
}

/**
 * Whether the hash of the presented verifier is the stored challenge (RFC 7636, 4.6). Both are public by the time they meet, yet
 * the comparison takes the same time wherever they differ, so that nobody needs to argue about it.
 */
export function challengeMatches(challenge: string, hashOfVerifier: string): boolean {
  if (!isCodeChallenge(challenge) || challenge.length !== hashOfVerifier.length) return false;
  let difference = 0;
  for (let index = 0; index < challenge.length; index += 1) {
    difference |= challenge.charCodeAt(index) ^ hashOfVerifier.charCodeAt(index);
  }
  return difference === 0;
}
