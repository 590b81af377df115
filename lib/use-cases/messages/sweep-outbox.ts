import { inSqlTransaction } from '#lib/data/pool.ts';
import { lockMailboxes } from '#lib/data/store/mailbox-lock.ts';
import { closeOverdue, listOverdue, type OverdueRow, sweepLeases } from '#lib/data/store/outbox-sweep.ts';
import type { RecipientStatus } from '#lib/domain/message-status.ts';
import { clock } from '#lib/clock.ts';
import { env } from '#lib/env.ts';
import { childLogger } from '#lib/logger.ts';
import { dispatchCounts } from '#lib/use-cases/operations/dispatch-counters.ts';
import { applyStatuses } from '#lib/use-cases/messages/apply-statuses.ts';

const log = childLogger({ component: 'dispatch' });

const ends: Readonly<Record<OverdueRow['why'], { status: RecipientStatus; reason: string }>> = {
  'no-receipt': { status: 'unknown', reason: 'no-receipt' },
  expired: { status: 'expired', reason: 'expired' },
  poison: { status: 'rejected', reason: 'gave-up' },
};

/**
 * Ends leases that ran out, and gives every recipient without an answer its honest end: *unknown* once its deadline passed (M5), *expired* when the
 * carrier never took it in time, *dead* when every worker that held it ended (F29). Returns how many rows were moved.
 */
export async function sweepOutbox(): Promise<number> {
  const { requeued, inDoubt } = await sweepLeases(env.RECEIPT_DEADLINE_SECONDS);
  const overdue = await listOverdue(200);
  if (overdue.length > 0) await close(overdue);
  return requeued + inDoubt + overdue.length;
}

async function close(overdue: readonly OverdueRow[]): Promise<void> {
  await inSqlTransaction(async (tx) => {
    await lockMailboxes(tx, [...new Set(overdue.map((row) => row.mailboxId))].sort());
    const closed = await closeOverdue(tx, overdue);
    const rows = overdue.filter((row) => closed.has(row.outboxId));
    await applyStatuses(
      tx,
      rows.map(({ mailboxId, messageId, position, why }) => ({ mailboxId, messageId, position, segment: null, ...ends[why], source: 'deadline', eventKey: 'deadline', at: clock.now() })),
    );
    for (const { outboxId } of rows.filter(({ why }) => why === 'poison')) {
      dispatchCounts().dead += 1;
      log.error({ outboxId }, 'a message was given up: every worker that held it ended');
    }
  });
}
