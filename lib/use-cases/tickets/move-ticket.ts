import { clock } from '#lib/clock.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { notify } from '#lib/data/notify.ts';
import { inTransaction, sqlOf } from '#lib/data/prisma.ts';
import { changeTicket, insertTicketEvent, type TicketChange, type TicketRow } from '#lib/data/tickets.ts';
import type { DeveloperActor, SupportActor } from '#lib/domain/actor.ts';
import { mayTransition, ticketStates, type TicketState } from '#lib/domain/limit-increase.ts';
import type { AuditAction } from '#lib/domain/audit-action.ts';
import type { PrismaTransaction } from '#lib/data/prisma.ts';
import { lostRace } from '#lib/use-cases/tickets/lost-race.ts';
import { requireOtherApp } from '#lib/use-cases/tickets/own-app.ts';

export interface MoveOptions {
  actor: DeveloperActor | SupportActor;
  ticket: TicketRow;
  version: number;
  to: TicketState;
  /** Further columns of the same update. */
  set?: TicketChange['set'];
  body?: string;
  action: AuditAction;
  detail?: Record<string, string | number | boolean | null>;
  /** More of the same transaction, after the ticket has moved. */
  also?: (tx: PrismaTransaction) => Promise<void>;
}

/**
 * Moves a ticket: one conditional update on the version seen and on the states the table of transitions allows, with its event, its audit
 * row and whatever else belongs to the change in the same transaction (T16, I9). Staff never moves a ticket of an own app.
 * Throws `conflict` when the state does not allow it or somebody was faster, `forbidden` for the own app.
 */
export async function moveTicket(options: MoveOptions): Promise<void> {
  const { actor, ticket, version, to, set = {}, body, action, detail = {}, also } = options;
  if (actor.kind === 'support') requireOtherApp({ actor, ticket });
  const from = ticketStates.filter((state) => mayTransition(state, to, actor.kind));
  const moved = await inTransaction(async (tx) => {
    const sql = sqlOf(tx);
    const done = await changeTicket(sql, { ticketId: ticket.id, version, from, set: { state: to, ...set }, ...(actor.kind === 'support' ? { notOwnedBy: [actor.accountId] } : {}) });
    if (!done) return false;
    await insertTicketEvent(sql, { ticketId: ticket.id, state: to, actor, ...(body === undefined ? {} : { body }) });
    await writeAudit(tx, { actor, action, subjectKind: 'ticket', subjectId: ticket.id, detail: { number: ticket.number, from: ticket.state, to, ...detail } });
    await also?.(tx);
    await notify(sql, { topic: 'ticket', limitIncreaseId: ticket.id });
    await notify(sql, { topic: 'client', clientId: ticket.clientRowId });
    return true;
  });
  if (!moved) throw await lostRace(ticket.number, clock.now());
}
