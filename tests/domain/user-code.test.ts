import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldUserCode, formatUserCode, spellUserCode, userCodeAlphabet, userCodeLength } from '#lib/domain/user-code.ts';

const codes = fc.array(fc.constantFrom(...userCodeAlphabet), { minLength: userCodeLength, maxLength: userCodeLength }).map((letters) => letters.join(''));

describe('the user code (RFC 8628, 6.1)', () => {
  it('has 20^8 values, of letters that are no vowel and look like no other and no figure', () => {
    expect(userCodeAlphabet).toMatch(/^[B-Z]{20}$/);
    expect(new Set(userCodeAlphabet).size).toBe(20);
    expect(userCodeAlphabet).not.toMatch(/[AEIOUY]/);
    expect(userCodeLength).toBe(8);
  });

  it('is shown in two halves and spelled letter by letter', () => {
    expect(formatUserCode('WDJBMJHT')).toBe('WDJB-MJHT');
    expect(spellUserCode('WDJBMJHT')).toBe('W D J B, M J H T');
  });

  it('is the same however it is typed: case, spaces and any dash are forgiven', () => {
    const noise = fc.constantFrom('', ' ', '-', '–', '—', '‑', '−', '\t', '\u00a0');
    fc.assert(
      fc.property(codes, fc.array(noise, { minLength: 8, maxLength: 8 }), fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), (code, gaps, lower) => {
        const typed = [...code].map((letter, at) => `${gaps[at]}${lower[at] ? letter.toLowerCase() : letter}`).join('');
        expect(foldUserCode(typed)).toBe(code);
        expect(foldUserCode(formatUserCode(code))).toBe(code);
      }),
    );
  });

  it.each(['', 'WDJB', 'WDJB-MJHTB', 'AEIO-UAEI', 'WDJB-MJH1', 'WDJB-MJHТ', '<b>WDJBMJHT', 'W'.repeat(10_000), ' '.repeat(100) + 'WDJBMJHT'])('%j is no code', (typed) => {
    expect(foldUserCode(typed)).toBeNull();
  });
});
