import { writeAudit } from '#lib/data/audit.ts';
import { notify } from '#lib/data/notify.ts';
import { inTransaction, sqlOf } from '#lib/data/prisma.ts';
import { endExpiredOverrides, insertTicketEvent } from '#lib/data/tickets.ts';

/**
 * Clears temporary limits that are over; they stopped counting at their end whether or not this runs. The permanent limit below comes back.
 * Answers with how many ended; run again at once when that is 100.
 */
export async function expireLimits(): Promise<number> {
  return inTransaction(async (tx) => {
    const sql = sqlOf(tx);
    const ended = await endExpiredOverrides(sql);
    for (const limit of ended) {
      if (limit.ticketId !== null) {
        await insertTicketEvent(sql, { ticketId: limit.ticketId, state: 'EXPIRED', actor: null });
        await notify(sql, { topic: 'ticket', limitIncreaseId: limit.ticketId });
      }
      await writeAudit(tx, {
        actor: { kind: 'system' },
        action: 'limit.expired',
        subjectKind: 'limit',
        subjectId: limit.clientId,
        detail: { limitName: limit.limitName, before: limit.perMinute, perMinute: limit.thenPerMinute },
      });
      await notify(sql, { topic: 'client', clientId: limit.clientId });
    }
    return ended.length;
  });
}
