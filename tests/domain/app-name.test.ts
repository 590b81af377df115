import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appNameMaxCharacters, appNameProblem, normalizeAppName } from '#lib/domain/app-name.ts';

const problemOf = (name: string) => appNameProblem(normalizeAppName(name));
/** Names as people give them, of one alphabet. */
const plain = fc.stringMatching(/^[A-Z][a-z]{1,8}( [A-Z][a-z]{1,8})?$/).filter((name) => problemOf(name) === null);
const character = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  fc.constantFrom('\u202e', '\u200b', '\u2066', '\ufeff', '\u00ad', '\u3164', '\u115f', '\ufe0f', '\u034f', '\u2800', '\u0000', '\n', '\u00a0', '\u{e0041}', '<', '>', ':', '/', '\\', '"', '`', '✓', '🔒'),
);

describe('the name of an app', () => {
  it.each(['Desk', 'Café 24', 'Бюро', '注文 Desk', 'Tutor Line', 'Handy notes', 'Dr. No', 'Notes 2.0', 'Col·lecció', 'Desk · Notes', 'No. Comets', 'AT&T-style desk', 'O’Brien’s (North)', 'Ελλάδα', 'हिन्दी', 'ภาษาไทย', 'Ge\u0301ant'])('T17 may be %s', (name) => {
    expect(problemOf(name)).toBeNull();
  });

  it.each([
    'https://handy.example',
    'http:evil',
    'javascript:alert(1)',
    'JavaScript : x',
    'data:text/html',
    'tel:+14255550101',
    'evil.example',
    'Log in at bank.com',
    'www.bank',
    '365.com',
    '9.to',
    '//bank',
    'bank\u3002com',
    'bank·com',
    'bank·example',
    'Example .com',
    'Example .shop',
    'Example. com',
    'Example · com',
    'www · bank',
    '<b>Desk</b>',
    'Desk ✓',
    'Desk 🔒',
    'Desk\u00a0x',
    'De\u200bsk',
    '\u202eksed',
    'Desk\u3164',
    'D\ufe0fesk',
    'De\u0301\u0302\u0303\u0304sk',
    'Desk  x',
    '42',
    'D',
    'x'.repeat(appNameMaxCharacters + 1),
    'H4ndset',
    'P\u0430ypal',
  ])('T17 may not be %j', (name) => {
    expect(problemOf(name)).toMatch(/\bname\b|two spaces/i);
  });

  it('T17 never holds what cannot be seen, what turns text around, or what addresses and markup are made of', () => {
    fc.assert(
      fc.property(plain, character, fc.nat(20), (name, put, at) => {
        const text = normalizeAppName(name.slice(0, at) + put + name.slice(at));
        if (appNameProblem(text) !== null) return;
        expect(text).not.toMatch(/[\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u);
        expect(text.replaceAll(' ', '')).not.toMatch(/\p{Z}/u);
        expect(text).not.toMatch(/[:/\\<>"`@#%{}[\]|^~=;*$]/);
        expect(URL.canParse(text)).toBe(false);
        expect(text).toBe(text.normalize('NFC').trim());
      }),
      { numRuns: 2000 },
    );
  });

  it('T17 refuses every scheme before a colon and every name with dots like a host', () => {
    const scheme = fc.stringMatching(/^[a-z][a-z0-9+.-]{0,9}$/);
    const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,7}$/);
    fc.assert(
      fc.property(scheme, label, fc.stringMatching(/^[a-z]{2,4}$/), (prefix, host, top) => {
        expect(problemOf(`${prefix}:${host}`)).not.toBeNull();
        expect(problemOf(`${prefix}://${host}`)).not.toBeNull();
        for (const dot of ['.', '·', ' .', ' ·']) if (!(dot.endsWith('·') && host.endsWith('l') && top.startsWith('l'))) expect([dot, problemOf(`${host}${dot}${top}`) === null]).toEqual([dot, false]);
      }),
    );
  });

  it('is judged alike however it was composed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 45 }), (name) => {
        expect(problemOf(name.normalize('NFD'))).toBe(problemOf(name));
      }),
    );
  });
});
