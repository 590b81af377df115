import { parseInput } from '#lib/contracts/parse-input.ts';
import { startReviewInput } from '#lib/contracts/tickets.ts';
import type { SupportActor } from '#lib/domain/actor.ts';
import { getTicket } from '#lib/use-cases/tickets/get-ticket.ts';
import { moveTicket } from '#lib/use-cases/tickets/move-ticket.ts';

/** The agent takes a ticket up: it is in review and theirs. Throws `not-found`, `forbidden` or `conflict`. */
export async function startReview(options: { actor: SupportActor; input: unknown }): Promise<void> {
  const { actor } = options;
  const input = parseInput(startReviewInput, options.input);
  const ticket = await getTicket({ actor, number: input.number });
  await moveTicket({ actor, ticket, version: input.version, to: 'IN_REVIEW', set: { assigneeId: ticket.assigneeId ?? actor.accountId }, action: 'ticket.review-started' });
}
