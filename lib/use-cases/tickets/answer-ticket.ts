import { parseInput } from '#lib/contracts/parse-input.ts';
import { answerInput } from '#lib/contracts/tickets.ts';
import { notify } from '#lib/data/notify.ts';
import { inTransaction, sqlOf } from '#lib/data/prisma.ts';
import { insertTicketEvent } from '#lib/data/tickets.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { getOwnTicket } from '#lib/use-cases/tickets/get-own-ticket.ts';
import { moveTicket } from '#lib/use-cases/tickets/move-ticket.ts';

/** The developer writes to the support team; an answer to their question gives the ticket back to review. Throws `not-found`. */
export async function answerTicket(options: { actor: DeveloperActor; input: unknown }): Promise<void> {
  const { actor } = options;
  const input = parseInput(answerInput, options.input);
  const ticket = await getOwnTicket({ actor, number: input.number });
  if (ticket.state === 'NEEDS_INFO') {
    await moveTicket({ actor, ticket, version: ticket.version, to: 'IN_REVIEW', body: input.body, action: 'ticket.answered' });
    return;
  }
  await inTransaction(async (tx) => {
    await insertTicketEvent(sqlOf(tx), { ticketId: ticket.id, state: ticket.state, actor, body: input.body });
    await notify(sqlOf(tx), { topic: 'ticket', limitIncreaseId: ticket.id });
  });
}
