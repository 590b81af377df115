import { inSqlTransaction } from '#lib/data/pool.ts';
import { closeOverdue, listOverdue, sweepLeases } from '#lib/data/store/outbox.ts';
import { clock } from '#lib/clock.ts';
import { env } from '#lib/env.ts';
import { applyStatus } from '#lib/use-cases/messages/apply-status.ts';

/**
 * Ends leases that ran out, and gives every recipient without an answer its honest end: *unknown* once its deadline passed
 * (M5), *expired* when the carrier never took it in time. Returns how many rows were moved.
 */
export async function sweepOutbox(): Promise<number> {
  const { requeued, inDoubt } = await sweepLeases(env.RECEIPT_DEADLINE_SECONDS);
  const overdue = await listOverdue(200);
  for (const row of overdue) {
    await inSqlTransaction(async (tx) => {
      if (!(await closeOverdue(tx, row.outboxId, row.state))) return;
      const status = row.state === 'queued' ? 'expired' : 'unknown';
      await applyStatus(tx, row, { segment: null, status, reason: status === 'expired' ? 'expired' : 'no-receipt', source: 'deadline', eventKey: 'deadline', at: clock.now() });
    });
  }
  return requeued + inDoubt + overdue.length;
}
