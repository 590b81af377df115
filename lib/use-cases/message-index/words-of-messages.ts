import { setImmediate as turn } from 'node:timers/promises';
import type { TextRow } from '#lib/data/store/search-write.ts';
import { longestSearched, wordsOf } from '#lib/domain/search-words.ts';

/** Divided between two turns of the event loop: a batch of very long messages must not keep everybody else waiting. */
const mostAtOnce = longestSearched;

/** The words that each message is found by; none for what is not to be found. */
export async function wordsOfMessages(messages: readonly TextRow[]): Promise<{ messageId: string; words: string[] }[]> {
  const found: { messageId: string; words: string[] }[] = [];
  let read = 0;
  for (const { messageId, texts, isGone } of messages) {
    if (isGone) continue;
    found.push({ messageId, words: wordsOf(texts) });
    read += texts.reduce((sum, text) => sum + Math.min(text?.length ?? 0, longestSearched), 0);
    if (read < mostAtOnce) continue;
    read = 0;
    await turn();
  }
  return found;
}
