import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkToken, isId, newId, newToken, parseShortId, shortId } from '#lib/ids.ts';

describe('newId', () => {
  test('makes canonical UUIDs of version 7 that only rise, faster than the clock ticks', () => {
    const ids = Array.from({ length: 20_000 }, () => newId());
    expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('begins with the time', () => {
    const before = Date.now();
    const milliseconds = Number.parseInt(newId().replace('-', '').slice(0, 12), 16);
    // The counter may run ahead of the clock when ids are made faster than it can count.
    expect(milliseconds).toBeGreaterThanOrEqual(before);
    expect(milliseconds).toBeLessThan(before + 60_000);
  });
});

describe('shortId', () => {
  test('comes back as the id it was made from', () => {
    fc.assert(fc.property(fc.uuid(), (id) => parseShortId(shortId(id)) === id && shortId(id).length === 22));
  });

  test('has one spelling: nothing else is read', () => {
    for (const text of ['', 'x', 'A'.repeat(21), 'A'.repeat(23), `${'A'.repeat(21)}B`, `${'A'.repeat(21)}=`, `${'A'.repeat(20)} A`, `${'+'.repeat(21)}A`]) expect(parseShortId(text)).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => { const id = parseShortId(text); return id === null || shortId(id) === text; }));
  });

  test('refuses what is no id', () => {
    expect(() => shortId('01A203DE-71E4-70DB-B2D4-C0BE032DDF98')).toThrow(TypeError);
    expect(isId('01a203de-71e4-70db-b2d4-c0be032ddf98')).toBe(true);
    expect(isId("01a203de-71e4-70db-b2d4-c0be032ddf98'")).toBe(false);
  });
});

describe('newToken', () => {
  test('is a prefix, 43 characters of 256 random bits and a checksum', () => {
    const token = newToken('hs_at');
    expect(token).toMatch(/^hs_at_[0-9A-Za-z]{49}$/);
    expect(checkToken(token)).toBe(true);
    expect(newToken('hs_at')).not.toBe(token);
  });

  test('with any one character changed is not accepted', () => {
    const token = newToken('hs_rt');
    for (let place = 0; place < token.length; place++) {
      const other = token[place] === 'a' ? 'b' : 'a';
      expect(checkToken(token.slice(0, place) + other + token.slice(place + 1)), `character ${place}`).toBe(false);
    }
  });

  test('refuses anything of another shape without failing', () => {
    for (const text of ['', '_', 'hs_at_', 'a'.repeat(100_000), `hs_at_${'é'.repeat(49)}`, `hs_at_${'0'.repeat(49)}`]) expect(checkToken(text)).toBe(false);
    expect(() => newToken('Bad Prefix')).toThrow(TypeError);
  });
});
