import { clock } from '#lib/clock.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { decideInput, type DecisionKind } from '#lib/contracts/tickets.ts';
import { sqlOf } from '#lib/data/prisma.ts';
import type { TicketRow } from '#lib/data/tickets.ts';
import type { AuditAction } from '#lib/domain/audit-action.ts';
import type { SupportActor } from '#lib/domain/actor.ts';
import { checkDecision, type Decision, type TicketState } from '#lib/domain/limit-increase.ts';
import { AppError } from '#lib/errors.ts';
import { applyGrant } from '#lib/use-cases/tickets/apply-grant.ts';
import { getTicket } from '#lib/use-cases/tickets/get-ticket.ts';
import { moveTicket } from '#lib/use-cases/tickets/move-ticket.ts';
import { endOfDay } from '#lib/use-cases/tickets/until-day.ts';

const targets: Readonly<Record<Decision['kind'], TicketState>> = {
  approve: 'APPROVED',
  'approve-in-part': 'PARTIALLY_APPROVED',
  'counter-offer': 'COUNTER_OFFERED',
  ask: 'NEEDS_INFO',
  deny: 'DENIED',
};

const actions: Readonly<Record<Decision['kind'], AuditAction>> = {
  approve: 'ticket.approved',
  'approve-in-part': 'ticket.approved-in-part',
  'counter-offer': 'ticket.counter-offered',
  ask: 'ticket.asked',
  deny: 'ticket.denied',
};

/** A grant until a day is one in full or in part, by its figure. */
function kindOf(kind: DecisionKind, granted: number | null, ticket: TicketRow): Decision['kind'] {
  if (kind !== 'approve-until') return kind;
  return granted === ticket.requested ? 'approve' : 'approve-in-part';
}

/**
 * Decides a ticket: in full, in part, until a day, a counter-offer, a question, or a refusal with its reason. A grant is in force with the
 * commit: ticket, limit, events and audit rows are one transaction. Of several who decide at once exactly one wins; the others get
 * `conflict` with who was faster. Also throws `not-found`, `forbidden` (own app), `invalid-input` with the field.
 */
export async function decideTicket(options: { actor: SupportActor; input: unknown }): Promise<void> {
  const { actor } = options;
  const input = parseInput(decideInput, options.input);
  const ticket = await getTicket({ actor, number: input.number });
  const kind = kindOf(input.kind, input.granted, ticket);
  checkDecision({ kind, ...(input.granted === null ? {} : { granted: input.granted }), reason: input.reason }, ticket);
  if (input.kind === 'approve-until' && input.until === null) throw new AppError('invalid-input', 'Choose the day it ends.', { field: 'until' });
  const mayEnd = input.kind === 'approve-until' || input.kind === 'counter-offer';
  if (!mayEnd && input.until !== null) throw new AppError('invalid-input', 'Only a grant until a day or an offer has an end.', { field: 'until' });
  const until = endOfDay(input.until, clock.now());
  const granted = kind === 'approve' ? ticket.requested : input.granted;
  const grants = kind === 'approve' || kind === 'approve-in-part';

  await moveTicket({
    actor,
    ticket,
    version: input.version,
    to: targets[kind],
    set: {
      assigneeId: ticket.assigneeId ?? actor.accountId,
      decisionReason: input.reason === '' ? null : input.reason,
      ...(grants || kind === 'counter-offer' ? { granted, until } : {}),
      ...(grants || kind === 'deny' ? { decidedAt: clock.now() } : {}),
    },
    body: input.reason,
    action: actions[kind],
    detail: { granted: grants || kind === 'counter-offer' ? granted : null, until: until?.toISOString() ?? null },
    also: async (tx) => {
      if (!grants || granted === null) return;
      await sqlOf(tx).query(`UPDATE "LimitIncrease" SET state = 'APPLIED' WHERE id = $1::uuid`, [ticket.id]);
      await applyGrant(tx, { actor, ticket, granted, until });
    },
  });
}
