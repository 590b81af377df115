import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf } from '#lib/contracts/csv.ts';

/** Reads our own files back: every cell quoted, rows by CRLF. */
function read(text: string): string[][] {
  return text
    .slice(1)
    .trimEnd()
    .split(/\r\n(?=")/)
    .map((row) => [...row.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map((cell) => (cell[1] ?? '').replaceAll('""', '"')));
}

describe('CSV', () => {
  it('T18 no cell of text begins like a formula, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('', '=', '+', '-', '@', '\t', '\r', ' =', '"=', '＝', '＠'), (text, start) => {
        const cell = csvOf([[start + text]]).slice(2, -3).replaceAll('""', '"');
        expect(cell).not.toMatch(/^[\s"]*[=+\-@\t\r＝＋－＠]/);
      }),
    );
  });

  it('quotes every cell and keeps figures and commas as they are', () => {
    expect(read(csvOf([['Desk, "the" app', 42, null], ['=1+1', -3, '@x']]))).toEqual([['Desk, "the" app', '42', ''], ["'=1+1", '-3', "'@x"]]);
  });
});
