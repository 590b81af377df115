import type { MessageFilter } from '#lib/data/store/message-filter.ts';
import { countBeginning, findByIndex, findByWalk, listTail, listWordsLike } from '#lib/data/store/search-read.ts';
import { isSought, queryWords, type SoughtWord, wordsMeant, wordsOf } from '#lib/domain/search-words.ts';
import { AppError } from '#lib/errors.ts';

/** What the worker has not taken in yet is read message by message; usually a few seconds' worth. */
const tailSize = 200;
/** More mistyped words than that are not guessed at. */
const mostGuesses = 3;
/** Up to so many hits the index is asked, beyond them walking from the newest is cheaper; the index also finds where several words meet. */
const fewHits = 5_000;
const fewMeeting = 50_000;

export interface Found {
  /** Row ids, newest first, at most as many as asked for. */
  ids: string[];
  sought: SoughtWord[];
}

/**
 * The newest messages that hold all words of a query: each by its beginning, or, when nothing begins so, by what it may have been meant for
 * (one slip from four letters on, two from eight). Complete at once: what the index does not hold yet is read from the messages.
 * Throws `invalid-input` when the query holds no word.
 */
export async function findMessages(mailboxId: string, query: string, filter: MessageFilter, limit: number): Promise<Found> {
  const words = queryWords(query);
  if (words.length === 0) throw new AppError('invalid-input', 'Give at least one word of letters or digits to search for.', { field: 'q' });
  // First the tail: what the worker takes in between the two reads stands in both, never in neither.
  const tail = await listTail(mailboxId, tailSize);
  const counts = await Promise.all(words.map((word) => countBeginning(mailboxId, word)));
  const fresh = tail.map(({ messageId, texts }) => ({ messageId, words: wordsOf(texts) }));
  const freshWords = fresh.flatMap((message) => message.words.map((word) => ({ word, messages: 1 })));
  const sought: SoughtWord[] = [];
  let guesses = 0;
  for (const [at, word] of words.entries()) {
    const isThere = (counts[at] ?? 0) > 0 || freshWords.some((other) => other.word.startsWith(word));
    const wholes = isThere || (guesses += 1) > mostGuesses ? [] : wordsMeant(word, [...await listWordsLike(mailboxId, word), ...freshWords]);
    sought.push({ beginning: word, wholes });
    // All words are wanted: when one is nowhere, nothing is.
    if (!isThere && wholes.length === 0) return { ids: [], sought: [] };
  }
  const hits = fresh.filter((message) => sought.every((each) => message.words.some((word) => isSought(word, each)))).map(({ messageId }) => messageId);
  const rarest = Math.min(...counts.map((count, at) => (sought[at]?.wholes.length ? 0 : count)));
  const find = rarest <= (words.length === 1 ? fewHits : fewMeeting) ? findByIndex : findByWalk;
  const older = await find(mailboxId, sought, filter, limit);
  const ids = [...new Set([...hits, ...older])].sort().reverse();
  return { ids: ids.filter((id) => filter.beforeId === undefined || id < filter.beforeId), sought };
}
