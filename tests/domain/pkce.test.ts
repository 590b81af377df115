import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { challengeMatches, codeChallengeMethod, isCodeChallenge, isCodeVerifier } from '#lib/domain/pkce.ts';

/** RFC 7636, appendix B. */
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const s256 = (text: string) => createHash('sha256').update(text).digest('base64url');

describe('PKCE', () => {
  it('RFC 7636 appendix B holds', () => {
    expect(isCodeVerifier(verifier)).toBe(true);
    expect(isCodeChallenge(challenge)).toBe(true);
    expect(challengeMatches(challenge, s256(verifier))).toBe(true);
  });

  it('knows S256 alone', () => {
    expect(codeChallengeMethod).toBe('S256');
    expect(challengeMatches(verifier, verifier.slice(1))).toBe(false);
  });

  it.each([42, 129, 0])('refuses a verifier of %i characters', (length) => {
    expect(isCodeVerifier('a'.repeat(length))).toBe(false);
  });

  it.each([43, 128])('takes a verifier of %i characters', (length) => {
    expect(isCodeVerifier('~'.repeat(length))).toBe(true);
  });

  it.each([' ', '+', '/', '=', 'é', '\n', '%'])('refuses a verifier and a challenge with %j', (character) => {
    expect(isCodeVerifier('a'.repeat(43) + character)).toBe(false);
    expect(isCodeVerifier('a'.repeat(42) + character)).toBe(false);
    expect(isCodeChallenge('a'.repeat(42) + character)).toBe(false);
  });

  it.each([42, 44])('refuses a challenge of %i characters', (length) => {
    expect(isCodeChallenge('a'.repeat(length))).toBe(false);
  });

  it('matches the right verifier and no other', () => {
    const verifiers = fc.stringMatching(/^[A-Za-z0-9\-._~]{43,128}$/);
    fc.assert(
      fc.property(verifiers, verifiers, (right, other) => {
        expect(isCodeVerifier(right)).toBe(true);
        expect(challengeMatches(s256(right), s256(other))).toBe(right === other);
        expect(challengeMatches(s256(right), s256(right))).toBe(true);
      }),
    );
    expect(challengeMatches('', '')).toBe(false);
  });
});
