import { findTicket, listTicketEvents } from '#lib/data/tickets.ts';
import { describeTicketState } from '#lib/domain/limit-increase.ts';
import { AppError } from '#lib/errors.ts';

/** Says who was faster, for whoever loses a race on a ticket; read after the fact. */
export async function lostRace(number: number, now: Date): Promise<AppError> {
  const ticket = await findTicket(number);
  if (!ticket) return new AppError('not-found', 'There is no such ticket.');
  const last = (await listTicketEvents({ ticketId: ticket.id, withInternal: false })).findLast((event) => event.actorId !== null);
  const seconds = last ? Math.max(0, Math.round((now.getTime() - last.at.getTime()) / 1000)) : 0;
  const ago = seconds < 90 ? `${seconds} s ago` : `${Math.round(seconds / 60)} min ago`;
  const who = last ? `${last.actorName} changed this ticket ${ago}` : 'This ticket has changed';
  return new AppError('conflict', `${who}; it is now: ${describeTicketState(ticket.state).label}. Look again, then decide; what you typed is kept.`);
}
