import { clock } from '#lib/clock.ts';
import { advanceIndexBuild, claimIndexBuild, finishIndexBuild, type IndexClaim, repairThreadCounters } from '#lib/data/store/index.ts';
import { lockMailboxes } from '#lib/data/store/mailbox-lock.ts';
import { inSqlTransaction } from '#lib/data/pool.ts';
import { clearStretch, clearVocabulary, insertWords, listTextsAfter } from '#lib/data/store/search-write.ts';
import { wordsOfMessages } from '#lib/use-cases/message-index/words-of-messages.ts';

const leaseSeconds = 30;
const batchSize = 1_000;

export interface BuiltIndex {
  mailboxId: string;
  /** `lost`: another worker took the build over after our lease ended. */
  outcome: 'built' | 'failed' | 'lost';
  messages: number;
}

/**
 * Builds the index that has waited longest; null when none waits. The worker calls it on a signal and in its rounds until it is null.
 * Progress is committed batch by batch: after a crash the next worker goes on at the cursor once the lease has ended.
 *
 * It walks every message, oldest first, and writes the words it is found by; what comes or goes meanwhile has a later sequence and is
 * followed after the build. At the end the counters of the threads are set right.
 */
export async function buildNextIndex(options: { batchSize?: number } = {}): Promise<BuiltIndex | null> {
  const claim = await claimIndexBuild(leaseSeconds);
  if (!claim) return null;
  try {
    return await build(claim, options.batchSize ?? batchSize);
  } catch (error) {
    // The database going away is no fault of this mailbox: the lease ends and somebody goes on. A statement it refuses is.
    if (!/^(22|23|42)/.test((error as { code?: string }).code ?? '')) throw error;
    await inSqlTransaction((tx) => finishIndexBuild(tx, claim, 'ERROR', clock.now()));
    return { mailboxId: claim.mailboxId, outcome: 'failed', messages: claim.indexedCount };
  }
}

async function build(first: IndexClaim, size: number): Promise<BuiltIndex> {
  let claim = first;
  for (;;) {
    const step = await inSqlTransaction(async (tx) => {
      const { rows: batch, hasMore } = await listTextsAfter(tx, claim.mailboxId, claim.cursorId, size);
      const atEnd = !hasMore;
      const lastId = batch.at(-1)?.messageId ?? null;
      const live = batch.filter(({ isGone }) => !isGone).length;
      // First of all the claim: whoever lost it must not write.
      const next = await advanceIndexBuild(tx, claim, { cursorId: lastId, count: live }, leaseSeconds);
      if (!next) return { next, atEnd };
      if (claim.cursorId === null) await clearVocabulary(tx, claim.mailboxId);
      await clearStretch(tx, claim.mailboxId, claim.cursorId, atEnd ? null : lastId);
      await insertWords(tx, claim.mailboxId, await wordsOfMessages(batch));
      return { next, atEnd };
    });
    if (!step.next) return { mailboxId: claim.mailboxId, outcome: 'lost', messages: claim.indexedCount };
    claim = step.next;
    if (step.atEnd) break;
  }
  const finished = await inSqlTransaction(async (tx) => {
    await lockMailboxes(tx, [claim.mailboxId]);
    await repairThreadCounters(tx, claim.mailboxId);
    return finishIndexBuild(tx, claim, 'INITIALIZED', clock.now());
  });
  return { mailboxId: claim.mailboxId, outcome: finished ? 'built' : 'lost', messages: claim.indexedCount };
}
