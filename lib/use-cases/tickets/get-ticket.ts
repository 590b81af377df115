import { findTicket, listSupportAgents, listTicketEvents, listTicketsOf, type TicketEvent, type TicketRow } from '#lib/data/tickets.ts';
import type { SupportActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/errors.ts';

/** A ticket for staff, with its whole story, notes included. Throws `not-found`. */
export async function getTicket(options: { actor: SupportActor; number: number }): Promise<TicketRow> {
  const ticket = await findTicket(options.number);
  if (!ticket) throw new AppError('not-found', 'There is no such ticket.');
  return ticket;
}

export interface TicketFile {
  ticket: TicketRow;
  events: TicketEvent[];
  others: TicketRow[];
  agents: { id: string; name: string }[];
}

/** Everything a decision needs beside the app's use. Throws `not-found`. */
export async function getTicketFile(options: { actor: SupportActor; number: number }): Promise<TicketFile> {
  const ticket = await getTicket(options);
  const [events, all, agents] = await Promise.all([
    listTicketEvents({ ticketId: ticket.id, withInternal: true }),
    listTicketsOf({ accountId: ticket.ownerAccountId }),
    listSupportAgents(),
  ]);
  return { ticket, events, others: all.filter((other) => other.id !== ticket.id), agents };
}
