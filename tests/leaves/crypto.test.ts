import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashPassword, hmacHex, openSealed, openState, randomDigits, s256, sealText, sha256Hex, signState, timingSafeEqualText, verifyPassword } from '#lib/crypto.ts';

describe('fingerprints', () => {
  test('are those of the standards', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    // RFC 7636, appendix B
    expect(s256('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
  });

  test('of one purpose are worth nothing for another', () => {
    expect(hmacHex('session', 'x')).toMatch(/^[0-9a-f]{64}$/);
    expect(hmacHex('session', 'x')).toBe(hmacHex('session', 'x'));
    expect(hmacHex('session', 'x')).not.toBe(hmacHex('token', 'x'));
  });

  test('are compared whole', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (left, right) => timingSafeEqualText(left, right) === (left === right)));
  });
});

describe('signState', () => {
  test('is opened only as it was signed', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (payload) => payload === '' || openState(signState(payload)) === payload));
  });

  test('with any one character changed, cut or added is not opened', () => {
    const state = signState('mailbox|41');
    for (let place = 0; place < state.length; place++) {
      const other = state[place] === 'A' ? 'B' : 'A';
      expect(openState(state.slice(0, place) + other + state.slice(place + 1)), `character ${place}`).toBeNull();
    }
    for (const text of ['', '.', state.slice(0, -1), `${state}A`, `${state}.`, `.${state}`, `${state}=`, 'a.b', 'x'.repeat(10_000)]) expect(openState(text)).toBeNull();
  });
});

describe('sealed texts', () => {
  test('open under the context they were sealed under, and never look the same twice', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'grapheme' }), (context, text) => {
        const sealed = sealText(context, text.toWellFormed());
        return openSealed(context, sealed) === text.toWellFormed() && sealText(context, text) !== sealed;
      }),
    );
  });

  test('do not open when a bit changed, shortened, or for somebody else', () => {
    const sealed = sealText('mine', 'whsec_secret');
    expect(sealed).not.toContain('secret');
    expect(() => openSealed('yours', sealed)).toThrow();
    const bytes = Buffer.from(sealed, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => openSealed('mine', changed.toString('base64url'))).toThrow();
      expect(() => openSealed('mine', bytes.subarray(0, at).toString('base64url'))).toThrow();
    }
  });
});

describe('passwords', () => {
  test('are kept as argon2id with the parameters of OWASP', async () => {
    const stored = await hashPassword('correct horse');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(stored, 'correct horse')).toBe(true);
    expect(await verifyPassword(stored, 'correct horsE')).toBe(false);
  });

  test('are the same password however the keyboard composed its accents', async () => {
    expect(await verifyPassword(await hashPassword('caf\u00e9'), 'cafe\u0301')).toBe(true);
  });

  test('of nobody are never right', async () => {
    expect(await verifyPassword(null, 'no account has this password')).toBe(false);
  });
});

test('randomDigits draws every digit, leading zeros included', () => {
  const codes = Array.from({ length: 2000 }, () => randomDigits(6));
  expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
  expect(new Set(codes.map((code) => code[0])).size).toBe(10);
});
