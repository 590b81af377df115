import { LRUCache } from 'lru-cache';
import { onSignal } from '#lib/data/signals.ts';
import type { MailboxActor } from '#lib/domain/actor.ts';
import type { MessageFilter } from '#lib/data/store/message-filter.ts';
import type { MessageList } from '#lib/use-cases/messages/message-list.ts';

/** Units of JSON. What stands for one in memory, with the answer that is written of it, is 2 to 8 bytes: 64 MB at most. */
const mostUnits = 8_388_608;
/** Lists that were asked for once. Some hundreds of lists of 50 fit beside each other; what was asked for longer ago is hardly asked for again in time. */
const mostAskedOnce = 2_000;
const keptForMs = 60_000;

interface KeptList {
  list: MessageList;
  /** Everything that a list shows changes with its mailbox's sequence: while that stands still, so does the list. */
  modSeq: number;
}

// A database that is put back from a backup counts again from an older number, but not within a minute.
const kept = new LRUCache<string, KeptList>({
  maxSize: mostUnits,
  maxEntrySize: mostUnits / 16,
  ttl: keptForMs,
  sizeCalculation: ({ list }, name) => name.length + JSON.stringify(list).length,
});
/** The sequence of each list that was read once: the second time it is kept. Readers who leaf through an inbox take no room from those who ask again. */
const askedOnce = new LRUCache<string, number>({ max: mostAskedOnce, ttl: keptForMs });
// So may one that has taken the place of another.
onSignal((signal) => {
  if (signal !== 'reconnected') return;
  kept.clear();
  askedOnce.clear();
});

/** One name for the same page of the same mailbox, as the same kind of reader may see it. */
export function nameOfList({ mailboxId, kind }: MailboxActor, filter: MessageFilter, page: { limit: number; offset: number }): string {
  return JSON.stringify([mailboxId, kind, filter, page.limit, page.offset]);
}

/** The list under a name as of `modSeq`, if it was kept. Most who ask ask again before anything has changed. */
export function findKeptList(name: string, modSeq: number): MessageList | null {
  const found = kept.get(name);
  return found?.modSeq === modSeq ? found.list : null;
}

/** Keeps a list that is read for the second time within a minute, unchanged. */
export function keepList(name: string, list: KeptList): void {
  if (askedOnce.get(name) === list.modSeq) kept.set(name, list);
  else askedOnce.set(name, list.modSeq);
}
