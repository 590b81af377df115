import { listTicketAudit as listRows, type AuditRow } from '#lib/data/audit.ts';
import type { TicketRow } from '#lib/data/tickets.ts';
import type { SupportActor } from '#lib/domain/actor.ts';

/** The audit entries of a ticket and of the limit it led to, oldest first: what staff can point at after a decision (I9). */
export function listTicketAudit(options: { actor: SupportActor; ticket: Pick<TicketRow, 'id' | 'number' | 'clientRowId'> }): Promise<AuditRow[]> {
  const { actor, ticket } = options;
  return actor.kind === 'support' ? listRows({ ticketId: ticket.id, number: ticket.number, clientRowId: ticket.clientRowId }) : Promise.resolve([]);
}
