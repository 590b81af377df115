import type { TicketRow } from '#lib/data/tickets.ts';
import type { SupportActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/errors.ts';

/** Whether a ticket asks for an app of this account: then its owner has no part in what staff does with it (T16). */
export function isOwnApp(ticket: Pick<TicketRow, 'ownerAccountId'>, accountId: string): boolean {
  return ticket.ownerAccountId === accountId;
}

/** Guards whatever staff does with one ticket: deciding, taking it up, writing on it. Throws `forbidden` for an own app. */
export function requireOtherApp(options: { actor: SupportActor; ticket: Pick<TicketRow, 'ownerAccountId'> }): void {
  if (isOwnApp(options.ticket, options.actor.accountId)) throw new AppError('forbidden', 'Nobody works on a request of their own app. Ask a colleague.');
}
