import { parseInput } from '#lib/contracts/parse-input.ts';
import { ownTicketInput } from '#lib/contracts/tickets.ts';
import { sqlOf } from '#lib/data/prisma.ts';
import { insertTicketEvent } from '#lib/data/tickets.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { clock } from '#lib/clock.ts';
import { AppError } from '#lib/errors.ts';
import { applyGrant } from '#lib/use-cases/tickets/apply-grant.ts';
import { getOwnTicket } from '#lib/use-cases/tickets/get-own-ticket.ts';
import { moveTicket } from '#lib/use-cases/tickets/move-ticket.ts';

/** The developer takes the counter-offer: the limit applies at once, in the same transaction. Throws `not-found` or `conflict`. */
export async function acceptOffer(options: { actor: DeveloperActor; input: unknown }): Promise<void> {
  const { actor } = options;
  const input = parseInput(ownTicketInput, options.input);
  const ticket = await getOwnTicket({ actor, number: input.number });
  const { granted, until } = ticket;
  if (ticket.state !== 'COUNTER_OFFERED' || granted === null) throw new AppError('conflict', 'There is no open offer on this request.');
  if (until !== null && until <= clock.now()) throw new AppError('conflict', 'The time of this offer is over. Decline it or amend your request.');
  await moveTicket({
    actor,
    ticket,
    version: input.version,
    to: 'PARTIALLY_APPROVED',
    action: 'ticket.offer-accepted',
    detail: { granted },
    also: async (tx) => {
      await sqlOf(tx).query(`UPDATE "LimitIncrease" SET state = 'APPLIED', "decidedAt" = clock_timestamp() WHERE id = $1::uuid`, [ticket.id]);
      await applyGrant(tx, { actor, ticket, granted, until });
    },
  });
}

/** The developer declines the offer; the ticket goes back to review. Throws `not-found` or `conflict`. */
export async function declineOffer(options: { actor: DeveloperActor; input: unknown }): Promise<void> {
  const { actor } = options;
  const input = parseInput(ownTicketInput, options.input);
  const ticket = await getOwnTicket({ actor, number: input.number });
  if (ticket.state !== 'COUNTER_OFFERED') throw new AppError('conflict', 'There is no open offer on this request.');
  await moveTicket({
    actor,
    ticket,
    version: input.version,
    to: 'IN_REVIEW',
    set: { granted: null },
    action: 'ticket.offer-declined',
    also: (tx) => insertTicketEvent(sqlOf(tx), { ticketId: ticket.id, state: 'IN_REVIEW', actor, body: 'Declined the offer.' }),
  });
}
