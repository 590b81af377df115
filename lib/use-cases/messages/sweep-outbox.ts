import { notify } from '#lib/data/notify.ts';
import { inSqlTransaction } from '#lib/data/pool.ts';
import { lockMailboxes } from '#lib/data/store/mailbox-lock.ts';
import { closeOverdue, endLateLeases, type LateLease, listLateLeases, listOverdue, type OverdueRow } from '#lib/data/store/outbox-sweep.ts';
import type { RecipientStatus } from '#lib/domain/message-status.ts';
import { clock } from '#lib/clock.ts';
import { env } from '#lib/env.ts';
import { childLogger } from '#lib/logger.ts';
import { dispatchCounts } from '#lib/use-cases/operations/dispatch-counters.ts';
import { applyStatuses, inDoubtFact } from '#lib/use-cases/messages/apply-statuses.ts';

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
  const late = await listLateLeases(500);
  if (late.length > 0) await end(late);
  const overdue = await listOverdue(200);
  if (overdue.length > 0) await close(overdue);
  return late.length + overdue.length;
}

/** A worker that is gone, or was stopped for longer than its lease. What may have left is told as handed over, and not as waiting. */
async function end(late: readonly LateLease[]): Promise<void> {
  await inSqlTransaction(async (tx) => {
    await lockMailboxes(tx, [...new Set(late.map((row) => row.mailboxId))].sort());
    const ended = new Map((await endLateLeases(tx, late, env.RECEIPT_DEADLINE_SECONDS)).map((row) => [row.outboxId, row]));
    const inDoubt = late.flatMap((row) => {
      const { state, attempts } = ended.get(row.outboxId) ?? {};
      return state === 'in_doubt' && attempts !== undefined ? [inDoubtFact(row, attempts)] : [];
    });
    await applyStatuses(tx, inDoubt);
  });
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
    const dead = rows.filter(({ why }) => why === 'poison');
    if (dead.length > 0) await notify(tx, { topic: 'given-up' });
    for (const { outboxId } of dead) {
      dispatchCounts().dead += 1;
      log.error({ outboxId }, 'a message was given up: every worker that held it ended');
    }
  });
}
