import { clock } from '#lib/clock.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { fileRequestInput } from '#lib/contracts/tickets.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { notify } from '#lib/data/notify.ts';
import { inTransaction, sqlOf } from '#lib/data/prisma.ts';
import { insertTicket, insertTicketEvent } from '#lib/data/tickets.ts';
import { isUniqueViolation } from '#lib/data/unique-violation.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { checkRequest } from '#lib/domain/limit-increase.ts';
import { AppError } from '#lib/errors.ts';
import { getClient } from '#lib/use-cases/clients/get-client.ts';
import { currentLimit } from '#lib/use-cases/tickets/current-limit.ts';
import { endOfDay } from '#lib/use-cases/tickets/until-day.ts';

/**
 * Asks for a higher limit. One request may be open for an app, environment and limit; a second is `conflict`: amend the open one (L3).
 * Throws `not-found`, or `invalid-input` with the field at fault (not above the present limit, business case too short, …).
 */
export async function fileRequest(options: { actor: DeveloperActor; input: unknown }): Promise<{ number: number }> {
  const { actor } = options;
  const input = parseInput(fileRequestInput, options.input);
  const client = await getClient({ actor, clientId: input.clientId });
  const until = endOfDay(input.until, clock.now());
  try {
    return await inTransaction(async (tx) => {
      const current = await currentLimit({ clientRowId: client.id, environment: client.environment, limitName: input.limitName }, sqlOf(tx));
      checkRequest({ current, requested: input.requested, businessCase: input.businessCase });
      const ticket = await insertTicket(sqlOf(tx), {
        clientRowId: client.id,
        environment: client.environment,
        limitName: input.limitName,
        current,
        requested: input.requested,
        businessCase: input.businessCase,
        contact: input.contact,
        until,
        requesterId: actor.accountId,
      });
      await insertTicketEvent(sqlOf(tx), { ticketId: ticket.id, state: 'SUBMITTED', actor });
      await writeAudit(tx, { actor, action: 'ticket.submitted', subjectKind: 'ticket', subjectId: ticket.id, detail: { number: ticket.number, limitName: input.limitName, current, requested: input.requested } });
      await notify(sqlOf(tx), { topic: 'ticket', limitIncreaseId: ticket.id });
      await notify(sqlOf(tx), { topic: 'client', clientId: client.id });
      return { number: ticket.number };
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('conflict', `A request for ${input.limitName} is open already. Amend it instead of sending a second.`);
    throw error;
  }
}
