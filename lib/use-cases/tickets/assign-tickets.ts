import { assignInput } from '#lib/contracts/tickets.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { notify } from '#lib/data/notify.ts';
import { inTransaction, sqlOf } from '#lib/data/prisma.ts';
import { changeTicket, findTicket, insertTicketEvent, listSupportAgents } from '#lib/data/tickets.ts';
import type { SupportActor } from '#lib/domain/actor.ts';
import { openTicketStates } from '#lib/domain/limit-increase.ts';
import { AppError } from '#lib/errors.ts';
import { isOwnApp } from '#lib/use-cases/tickets/own-app.ts';

/**
 * Gives open tickets to one agent, or to nobody. Left as they are: closed tickets, and tickets for an app of whoever assigns or is assigned;
 * the latter are named. Answers with the numbers that changed. Throws `invalid-value` for an assignee who is no agent.
 */
export async function assignTickets(options: { actor: SupportActor; input: unknown }): Promise<{ assigned: number[]; ownApps: number[] }> {
  const { actor } = options;
  const { numbers, assigneeId } = parseInput(assignInput, options.input);
  const agent = assigneeId === null ? null : (await listSupportAgents()).find((each) => each.id === assigneeId);
  if (agent === undefined) throw new AppError('invalid-value', 'This person is not on the support team.', { field: 'assigneeId' });
  const assigned: number[] = [];
  const ownApps: number[] = [];
  const involved = [actor.accountId, ...(assigneeId === null ? [] : [assigneeId])];
  // In one order, so that two people who assign the same tickets do not lock each other out.
  for (const number of [...new Set(numbers)].sort((left, right) => left - right)) {
    const changed = await inTransaction(async (tx) => {
      const sql = sqlOf(tx);
      const ticket = await findTicket(number, sql);
      if (!ticket || ticket.assigneeId === assigneeId) return false;
      if (involved.some((accountId) => isOwnApp(ticket, accountId))) {
        ownApps.push(number);
        return false;
      }
      if (!(await changeTicket(sql, { ticketId: ticket.id, version: ticket.version, from: openTicketStates, notOwnedBy: involved, set: { assigneeId } }))) return false;
      const body = agent ? `Assigned to ${agent.name}.` : 'Assigned to nobody.';
      await insertTicketEvent(sql, { ticketId: ticket.id, state: ticket.state, actor, body, internal: true });
      await writeAudit(tx, { actor, action: 'ticket.assigned', subjectKind: 'ticket', subjectId: ticket.id, detail: { number, assigneeId } });
      await notify(sql, { topic: 'ticket', limitIncreaseId: ticket.id });
      return true;
    });
    if (changed) assigned.push(number);
  }
  return { assigned, ownApps };
}
