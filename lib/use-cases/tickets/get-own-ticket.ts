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

/** A request with its story as the developer may read it. */
export interface TicketStory {
  ticket: TicketRow;
  events: TicketEvent[];
}

/**
 * The requests of one client, newest first; of each limit the open one, and the one to show: that asked for by its number, else the open
 * one, else the last that was decided. So a decision, and what is said after it, stands where the person looks.
 */
export async function listOwnTickets(options: { actor: DeveloperActor; clientId: string; number?: number | undefined }): Promise<{
  tickets: TicketRow[];
  open: Partial<Record<LimitName, TicketStory>>;
  shown: Partial<Record<LimitName, TicketStory>>;
}> {
  const client = await getClient(options);
  const tickets = await listTicketsOf({ accountId: options.actor.accountId, clientRowId: client.id });
  const open: Partial<Record<LimitName, TicketStory>> = {};
  const shown: Partial<Record<LimitName, TicketStory>> = {};
  const storyOf = async (ticket: TicketRow): Promise<TicketStory> => ({ ticket, events: await listTicketEvents({ ticketId: ticket.id, withInternal: false }) });
  for (const limitName of new Set(tickets.map((ticket) => ticket.limitName))) {
    const own = tickets.filter((ticket) => ticket.limitName === limitName);
    const openOne = own.find(({ state }) => openTicketStates.includes(state));
    if (openOne) open[limitName] = await storyOf(openOne);
    const wanted = own.find(({ number }) => number === options.number) ?? openOne ?? own.find(({ decidedAt }) => decidedAt !== null);
    if (wanted) shown[limitName] = wanted === openOne ? open[limitName] : await storyOf(wanted);
  }
  return { tickets, open, shown };
}

/** Every request of the account, newest first. */
export function listAccountTickets(options: { actor: DeveloperActor }): Promise<TicketRow[]> {
  return listTicketsOf({ accountId: options.actor.accountId });
}
