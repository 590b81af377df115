import { parseInput } from '#lib/contracts/parse-input.ts';
import { ownTicketInput } from '#lib/contracts/tickets.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { getOwnTicket } from '#lib/use-cases/tickets/get-own-ticket.ts';
import { moveTicket } from '#lib/use-cases/tickets/move-ticket.ts';

/** Takes an open request back. Throws `not-found`, or `conflict` when it was decided meanwhile. */
export async function withdrawRequest(options: { actor: DeveloperActor; input: unknown }): Promise<void> {
  const { actor } = options;
  const input = parseInput(ownTicketInput, options.input);
  const ticket = await getOwnTicket({ actor, number: input.number });
  await moveTicket({ actor, ticket, version: input.version, to: 'WITHDRAWN', action: 'ticket.withdrawn' });
}
