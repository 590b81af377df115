import { parseInput } from '#lib/contracts/parse-input.ts';
import { replyInput } from '#lib/contracts/tickets.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { notify } from '#lib/data/notify.ts';
import { inTransaction, sqlOf } from '#lib/data/prisma.ts';
import { insertTicketEvent } from '#lib/data/tickets.ts';
import type { SupportActor } from '#lib/domain/actor.ts';
import { getTicket } from '#lib/use-cases/tickets/get-ticket.ts';
import { requireOtherApp } from '#lib/use-cases/tickets/own-app.ts';

/** Staff writes to the developer, or a note that only staff reads. Neither moves the ticket. Throws `not-found`, or `forbidden` for an own app. */
export async function replyToTicket(options: { actor: SupportActor; input: unknown }): Promise<void> {
  const { actor } = options;
  const input = parseInput(replyInput, options.input);
  const ticket = await getTicket({ actor, number: input.number });
  requireOtherApp({ actor, ticket });
  await inTransaction(async (tx) => {
    await insertTicketEvent(sqlOf(tx), { ticketId: ticket.id, state: ticket.state, actor, body: input.body, internal: input.internal });
    await writeAudit(tx, { actor, action: input.internal ? 'ticket.noted' : 'ticket.replied', subjectKind: 'ticket', subjectId: ticket.id, detail: { number: ticket.number } });
    await notify(sqlOf(tx), { topic: 'ticket', limitIncreaseId: ticket.id });
  });
}
