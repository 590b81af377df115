import { clock } from '#lib/clock.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { amendRequestInput } from '#lib/contracts/tickets.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { notify } from '#lib/data/notify.ts';
import { inTransaction, sqlOf } from '#lib/data/prisma.ts';
import { changeTicket, insertTicketEvent } from '#lib/data/tickets.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { checkRequest, openTicketStates } from '#lib/domain/limit-increase.ts';
import { currentLimit } from '#lib/use-cases/tickets/current-limit.ts';
import { getOwnTicket } from '#lib/use-cases/tickets/get-own-ticket.ts';
import { lostRace } from '#lib/use-cases/tickets/lost-race.ts';
import { endOfDay } from '#lib/use-cases/tickets/until-day.ts';

/**
 * Replaces the figures and the case of the open request; its number, talk and assignee stay. A request that waited for the developer
 * goes back to review. Throws `not-found`, `invalid-input`, or `conflict` when it was decided meanwhile.
 */
export async function amendRequest(options: { actor: DeveloperActor; input: unknown }): Promise<void> {
  const { actor } = options;
  const input = parseInput(amendRequestInput, options.input);
  const ticket = await getOwnTicket({ actor, number: input.number });
  const until = endOfDay(input.until, clock.now());
  const to = ticket.state === 'SUBMITTED' ? 'SUBMITTED' : 'IN_REVIEW';
  const amended = await inTransaction(async (tx) => {
    const sql = sqlOf(tx);
    const current = await currentLimit({ clientRowId: ticket.clientRowId, environment: ticket.environment, limitName: ticket.limitName }, sql);
    checkRequest({ current, requested: input.requested, businessCase: input.businessCase });
    const done = await changeTicket(sql, {
      ticketId: ticket.id,
      version: input.version,
      from: openTicketStates,
      set: { state: to, current, requested: input.requested, businessCase: input.businessCase, contact: input.contact, until, granted: null, decisionReason: null },
    });
    if (!done) return false;
    await insertTicketEvent(sql, { ticketId: ticket.id, state: to, actor, body: `Amended: ${ticket.requested} becomes ${input.requested} a minute.` });
    await writeAudit(tx, { actor, action: 'ticket.amended', subjectKind: 'ticket', subjectId: ticket.id, detail: { number: ticket.number, before: ticket.requested, requested: input.requested } });
    await notify(sql, { topic: 'ticket', limitIncreaseId: ticket.id });
    return true;
  });
  if (!amended) throw await lostRace(ticket.number, clock.now());
}
