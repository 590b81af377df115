import { writeAudit } from '#lib/data/audit.ts';
import { sqlOf, type PrismaTransaction } from '#lib/data/prisma.ts';
import { insertTicketEvent, supersedeApplied, upsertOverride, type TicketRow } from '#lib/data/tickets.ts';
import type { DeveloperActor, SupportActor } from '#lib/domain/actor.ts';

/**
 * The second half of every grant, in the transaction of the decision (L3): the override, its audit row and the step APPLIED. Earlier
 * grants that this one takes the place of are marked so.
 */
export async function applyGrant(
  tx: PrismaTransaction,
  options: { actor: DeveloperActor | SupportActor; ticket: TicketRow; granted: number; until: Date | null },
): Promise<void> {
  const { actor, ticket, granted, until } = options;
  const sql = sqlOf(tx);
  await upsertOverride(sql, { clientRowId: ticket.clientRowId, limitName: ticket.limitName, perMinute: granted, until, ticketId: ticket.id });
  const replaced = await supersedeApplied(sql, { clientRowId: ticket.clientRowId, limitName: ticket.limitName, butTicketId: ticket.id, onlyTemporary: until !== null });
  for (const ticketId of replaced) await insertTicketEvent(sql, { ticketId, state: 'SUPERSEDED', actor: null, body: `#${ticket.number} took its place.` });
  await insertTicketEvent(sql, { ticketId: ticket.id, state: 'APPLIED', actor: null });
  await writeAudit(tx, {
    actor,
    action: 'limit.changed',
    subjectKind: 'limit',
    subjectId: ticket.clientRowId,
    detail: { number: ticket.number, limitName: ticket.limitName, before: ticket.current, perMinute: granted, until: until?.toISOString() ?? null },
  });
}
