import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findWords, foldWord, isSought, longestWord, placesOf, queryWords, slipsAllowed, slipsBetween, wordsOf } from '#lib/domain/search-words.ts';

describe('search words', () => {
  it.each([
    ['Café crème', ['cafe', 'creme']],
    ["Don't stop!", ['don', 't', 'stop']],
    ['Call (202) 555-0123', ['call', '202', '555', '0123']],
    ['ﬁne ＡＢＣ', ['fine', 'abc']],
    ['İstanbul ΣΊΣΥΦΟΣ', ['istanbul', 'σισυφοσ']],
    ['пройти', ['проити']],
    ['🙂🙂', []],
    ['a a A', ['a']],
  ])('finds the words of %j', (text, words) => {
    expect(wordsOf([text])).toEqual(words);
  });

  it('divides scripts that write no blanks', () => {
    expect(wordsOf(['東京に行きます']).length).toBeGreaterThan(1);
    expect(wordsOf(['東京に行きます'])).toContain('東京');
  });

  it('every word is folded, bounded, and stands where it is said to stand', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        for (const { word, at, length } of findWords(text)) {
          expect(word.length).toBeLessThanOrEqual(longestWord);
          expect(foldWord(text.slice(at, at + length))).toBe(word);
          expect(word.isWellFormed()).toBe(true);
          expect(foldWord(word)).toBe(word);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes at most ten words of a query and 5,000 of a text', () => {
    expect(queryWords(Array.from({ length: 50 }, (_, n) => `w${n}`).join(' '))).toHaveLength(10);
    expect(wordsOf([Array.from({ length: 9_000 }, (_, n) => `w${n}`).join(' ')])).toHaveLength(5_000);
  });

  it('allows slips by length, none in numbers', () => {
    expect(['cat', 'cats', 'breakfast', '20255501'].map(slipsAllowed)).toEqual([0, 1, 2, 0]);
  });

  it.each([
    ['dinner', 'diner', 1],
    ['dinner', 'dinenr', 1],
    ['dinner', 'donner', 1],
    ['dinner', 'dinner', 0],
    ['tomorrow', 'tommorow', 2],
    ['dinner', 'summer', null],
  ])('%s and %s are %s slips apart', (one, other, slips) => {
    expect(slipsBetween(one, other, 2)).toBe(slips);
  });

  it('slips are symmetric, zero only for the same word, and bounded by what was put in', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é'), maxLength: 9 });
    fc.assert(
      fc.property(word, word, fc.nat(9), (one, other, at) => {
        expect(slipsBetween(one, other, 20)).toBe(slipsBetween(other, one, 20));
        expect(slipsBetween(one, other, 20) === 0).toBe(one === other);
        const letters = [...one];
        letters.splice(at, 0, 'z');
        expect(slipsBetween(one, letters.join(''), 1)).toBe(1);
      }),
      { numRuns: 2_000 },
    );
  });

  it('marks the places of what was sought', () => {
    const sought = [{ beginning: 'din', wholes: [] }, { beginning: 'cafee', wholes: ['cafe'] }];
    expect(isSought('dinner', sought[0] ?? { beginning: null, wholes: [] })).toBe(true);
    expect(placesOf('Dinner at the Café, dinner!', sought)).toEqual([{ at: 0, length: 6 }, { at: 14, length: 4 }, { at: 20, length: 6 }]);
  });
});
