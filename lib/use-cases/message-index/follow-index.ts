import { inSqlTransaction, sql } from '#lib/data/pool.ts';
import { advanceFound, deleteWords, holdIndexBehind, insertWords, listIndexesBehind, listTextsChanged } from '#lib/data/store/search-write.ts';
import { wordsOfMessages } from '#lib/use-cases/message-index/words-of-messages.ts';

const stepSize = 500;

/**
 * Takes into a mailbox's index what changed since it was last brought up: new messages become findable by the index, deleted ones are
 * forgotten with their words. Each step is one transaction with the sequence it reached: after a crash the next one goes on there.
 * Harmless for a mailbox whose index is up to date, not built, or in another worker's hand. Returns how many changes it took in.
 */
export async function followIndex(mailboxId: string): Promise<number> {
  let taken = 0;
  for (;;) {
    const step = await inSqlTransaction(async (tx) => {
      const follow = await holdIndexBehind(tx, mailboxId);
      if (!follow) return { taken: 0, hasMore: false };
      const { rows: changed, hasMore } = await listTextsChanged(tx, mailboxId, follow.foundModSeq, stepSize);
      await deleteWords(tx, mailboxId, changed.filter(({ isGone }) => isGone).map(({ messageId }) => messageId));
      await insertWords(tx, mailboxId, await wordsOfMessages(changed));
      // The last page holds all that was left; a sequence without a message belonged to a tombstone that is gone.
      const reached = changed.at(-1)?.modSeq ?? 0;
      await advanceFound(tx, mailboxId, hasMore ? reached : Math.max(reached, follow.modSeq));
      return { taken: changed.length, hasMore };
    });
    taken += step.taken;
    if (!step.hasMore) return taken;
  }
}

/** Follows those of the mailboxes that have an index and are behind; null asks for all, at most `limit` at a time. Returns how many it brought on. */
export async function followIndexes(mailboxIds: readonly string[] | null, limit = 500): Promise<number> {
  let brought = 0;
  for (const mailboxId of await listIndexesBehind(sql, mailboxIds, limit)) if ((await followIndex(mailboxId)) > 0) brought += 1;
  return brought;
}
