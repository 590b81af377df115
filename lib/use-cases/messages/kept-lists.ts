import { LRUCache } from 'lru-cache';
import { onSignal } from '#lib/data/signals.ts';
import type { MailboxActor } from '#lib/domain/actor.ts';
import type { MessageFilter } from '#lib/data/store/message-filter.ts';
import type { MessageList } from '#lib/use-cases/messages/message-list.ts';

/** Units of JSON. What stands for one in memory, with the answer that is written of it, is 2 to 8 bytes: 64 MB at most. */
const mostUnits = 8_388_608;

interface KeptList {
  list: MessageList;
  /** Everything that a list shows changes with its mailbox's sequence: while that stands still, so does the list. */
  modSeq: number;
}

// A database that is put back from a backup counts again from an older number, but not within a minute.
const kept = new LRUCache<string, KeptList>({
  maxSize: mostUnits,
  maxEntrySize: mostUnits / 16,
  ttl: 60_000,
  sizeCalculation: ({ list }, name) => name.length + JSON.stringify(list).length,
});
// So may one that has taken the place of another.
onSignal((signal) => {
  if (signal === 'reconnected') kept.clear();
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

export function keepList(name: string, list: KeptList): void {
  kept.set(name, list);
}
