/**
 * What a text is found by. A word is a run of letters and digits, folded: compatibility forms and marks are gone and case does not count, so
 * `cafe` finds `Café`. Scripts that write no blanks are divided by the segmenter of Unicode (UAX 29).
 */
export interface FoundWord {
  /** The folded word. */
  word: string;
  /** Where it stands in the text, in UTF-16 units. */
  at: number;
  length: number;
}

/** Longer ones are found by their beginning. */
export const longestWord = 64;
const mostWordsOfText = 5_000;
/** What comes later in a text is not searched, in UTF-16 units: some 15,000 words, where a long message has 50. */
export const longestSearched = 100_000;
/** Later in a text nothing is highlighted, in UTF-16 units. */
export const longestHighlighted = 10_000;
const mostWordsOfQuery = 10;

const run = /[\p{L}\p{N}\p{M}]+/gu;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

export function foldWord(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().replaceAll('ς', 'σ').normalize('NFKC').slice(0, longestWord).toWellFormed();
}

/** The words of a text with their places, in order. */
export function* findWords(text: string): Generator<FoundWord> {
  for (const { 0: letters, index } of text.matchAll(run)) {
    if (unspaced.test(letters)) {
      for (const { segment, index: inside, isWordLike } of segmenter.segment(letters)) {
        const word = isWordLike ? foldWord(segment) : '';
        if (word !== '') yield { word, at: index + inside, length: segment.length };
      }
    } else {
      const word = foldWord(letters);
      if (word !== '') yield { word, at: index, length: letters.length };
    }
  }
}

/** Each word once; the first 5,000 of the first 100,000 characters. */
export function wordsOf(texts: readonly (string | null)[]): string[] {
  const words = new Set<string>();
  for (const text of texts) {
    for (const { word } of findWords((text ?? '').slice(0, longestSearched))) {
      words.add(word);
      if (words.size === mostWordsOfText) return [...words];
    }
  }
  return [...words];
}

/** The words of a query: each once, at most ten. Empty when it holds none. */
export function queryWords(query: string): string[] {
  return [...new Set(wordsOf([query]))].slice(0, mostWordsOfQuery);
}

/** How many slips of the keys a word may hold: none in a short one, one from four letters, two from eight. */
export function slipsAllowed(word: string): number {
  const { length } = [...word];
  return length < 4 || /^\p{N}+$/u.test(word) ? 0 : length < 8 ? 1 : 2;
}

/**
 * Optimal string alignment: how many letters must be put in, left out, changed or swapped with their neighbour to make one word of the
 * other; null when it is more than `limit`. Letters are code points.
 */
export function slipsBetween(one: string, other: string, limit: number): number | null {
  const a = [...one];
  const b = [...other];
  if (Math.abs(a.length - b.length) > limit) return null;
  let older: number[] = [];
  let before = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (before[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (older[j - 2] ?? 0) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return null;
    older = before;
    before = row;
  }
  const slips = before[b.length] ?? 0;
  return slips <= limit ? slips : null;
}

const mostMeant = 5;

/** Which of the words a mistyped one may have meant, each once: nearest first, then those that more messages hold. The first letter is taken as meant. */
export function wordsMeant(word: string, candidates: readonly { word: string; messages: number }[]): string[] {
  const limit = slipsAllowed(word);
  if (limit === 0) return [];
  const near = candidates.flatMap((candidate) => {
    const slips = candidate.word[0] === word[0] ? slipsBetween(word, candidate.word, limit) : null;
    return slips === null ? [] : [{ ...candidate, slips }];
  });
  near.sort((a, b) => a.slips - b.slips || b.messages - a.messages);
  return [...new Set(near.map((each) => each.word))].slice(0, mostMeant);
}

/** One word of a query as it is looked for: by any of these beginnings (the word itself), or by these whole words (what it may have meant). */
export interface SoughtWord {
  beginning: string | null;
  wholes: readonly string[];
}

export function isSought(word: string, sought: SoughtWord): boolean {
  return (sought.beginning !== null && word.startsWith(sought.beginning)) || sought.wholes.includes(word);
}

export interface Place {
  at: number;
  length: number;
}

/** Where in the first 10,000 characters of a text the words of a query stand, for highlighting. */
export function placesOf(text: string, sought: readonly SoughtWord[], most = 100): Place[] {
  const places: Place[] = [];
  for (const { word, at, length } of findWords(text.slice(0, longestHighlighted))) {
    if (sought.some((each) => isSought(word, each))) places.push({ at, length });
    if (places.length === most) break;
  }
  return places;
}

/** Where texts stand as they are written, whatever their case: for signs, which are no words. */
export function literalPlacesOf(text: string, literals: readonly string[], most = 100): Place[] {
  const folded = text.slice(0, longestHighlighted).toLowerCase();
  // A letter that has another length in lower case would move every place behind it.
  if (folded.length !== Math.min(text.length, longestHighlighted)) return [];
  const places = literals.flatMap((literal) => {
    const found: Place[] = [];
    const wanted = literal.toLowerCase();
    for (let at = folded.indexOf(wanted); at >= 0 && found.length < most; at = folded.indexOf(wanted, at + wanted.length)) found.push({ at, length: wanted.length });
    return found;
  });
  return places.sort((a, b) => a.at - b.at).slice(0, most);
}

/** Whether a name holds all of the words: each by its beginning, or, with `slips`, by what it may have been meant for. */
export function isNamed(name: string, words: readonly string[], slips: boolean): boolean {
  const own = wordsOf([name]);
  return words.every((word) => own.some((other) => other.startsWith(word) || (slips && other[0] === word[0] && slipsBetween(word, other, slipsAllowed(word)) !== null)));
}
