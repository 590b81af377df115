import { findTicket, listTicketEvents, listTicketsOf, type TicketEvent, type TicketRow } from '#lib/data/tickets.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { openTicketStates } from '#lib/domain/limit-increase.ts';
import type { LimitName } from '#lib/domain/rate-limit.ts';
import { AppError } from '#lib/errors.ts';
import { getClient } from '#lib/use-cases/clients/get-client.ts';

export type { TicketEvent, TicketRow } from '#lib/data/tickets.ts';

/** A ticket of the actor's own apps. Throws `not-found` for none and for somebody else's alike. */
export async function getOwnTicket(options: { actor: DeveloperActor; number: number }): Promise<TicketRow> {
  const ticket = await findTicket(options.number);
  if (!ticket || ticket.ownerAccountId !== options.actor.accountId) throw new AppError('not-found', 'There is no such request.');
  return ticket;
}

/** The requests of one client, newest first, with the open one of each limit and its story as the developer may read it. */
export async function listOwnTickets(options: { actor: DeveloperActor; clientId: string }): Promise<{
  tickets: TicketRow[];
  open: Partial<Record<LimitName, { ticket: TicketRow; events: TicketEvent[] }>>;
}> {
  const client = await getClient(options);
  const tickets = await listTicketsOf({ accountId: options.actor.accountId, clientRowId: client.id });
  const open: Partial<Record<LimitName, { ticket: TicketRow; events: TicketEvent[] }>> = {};
  for (const ticket of tickets.filter((each) => openTicketStates.includes(each.state))) {
    open[ticket.limitName] = { ticket, events: await listTicketEvents({ ticketId: ticket.id, withInternal: false }) };
  }
  return { tickets, open };
}

/** Every request of the account, newest first. */
export function listAccountTickets(options: { actor: DeveloperActor }): Promise<TicketRow[]> {
  return listTicketsOf({ accountId: options.actor.accountId });
}
