/** Requests for a higher limit (L3): who may move a ticket from which state to which, and what a request and a decision must hold. */
import { AppError } from '#lib/errors.ts';

export const ticketStates = [
  'DRAFT',
  'SUBMITTED',
  'IN_REVIEW',
  'NEEDS_INFO',
  'APPROVED',
  'PARTIALLY_APPROVED',
  'COUNTER_OFFERED',
  'DENIED',
  'WITHDRAWN',
  'APPLIED',
  'EXPIRED',
  'SUPERSEDED',
] as const;

export type TicketState = (typeof ticketStates)[number];
export type TicketActor = 'developer' | 'support' | 'system';

/** States in which a ticket is the one open request of its app, environment and limit. A draft is not a request yet. */
export const openTicketStates: readonly TicketState[] = ['SUBMITTED', 'IN_REVIEW', 'NEEDS_INFO', 'COUNTER_OFFERED'];

const decisions: readonly TicketState[] = ['NEEDS_INFO', 'APPROVED', 'PARTIALLY_APPROVED', 'COUNTER_OFFERED', 'DENIED'];
/** Amending closes the open request in favour of its successor; withdrawing closes it for good. */
const developerLeaves: readonly TicketState[] = ['SUPERSEDED', 'WITHDRAWN'];

const transitions: Readonly<Record<TicketState, Partial<Record<TicketActor, readonly TicketState[]>>>> = {
  DRAFT: { developer: ['SUBMITTED', 'WITHDRAWN'] },
  // A rule may approve at once where the signs are clean.
  SUBMITTED: { developer: developerLeaves, support: ['IN_REVIEW', ...decisions], system: ['APPROVED'] },
  IN_REVIEW: { developer: developerLeaves, support: decisions },
  NEEDS_INFO: { developer: ['IN_REVIEW', ...developerLeaves], support: ['IN_REVIEW', 'DENIED'] },
  // Taking the offer approves it in part; declining it gives the ticket back to review.
  COUNTER_OFFERED: { developer: ['PARTIALLY_APPROVED', 'IN_REVIEW', ...developerLeaves], support: ['IN_REVIEW', 'DENIED'] },
  APPROVED: { system: ['APPLIED'] },
  PARTIALLY_APPROVED: { system: ['APPLIED'] },
  // A later grant takes the place of this one.
  APPLIED: { system: ['EXPIRED', 'SUPERSEDED'] },
  DENIED: {},
  WITHDRAWN: {},
  EXPIRED: {},
  SUPERSEDED: {},
};

/** The states into which this actor may move a ticket from here. Empty when none. */
export function nextStates(from: TicketState, by: TicketActor): TicketState[] {
  return [...(transitions[from][by] ?? [])];
}

/** Whether this actor may make this very move. What the table does not name is refused (T16). */
export function mayTransition(from: TicketState, to: TicketState, by: TicketActor): boolean {
  return nextStates(from, by).includes(to);
}

export const limitCeiling = 100_000;
export const businessCaseMinCharacters = 20;
export const businessCaseMaxCharacters = 5000;
const reasonMaxCharacters = 2000;

/**
 * Checks a request: a whole number above the present limit and up to the ceiling, and a business case of 20 to 5,000 characters.
 * Throws `AppError` `invalid-input` with the field `requested` or `businessCase`.
 */
export function checkRequest(request: { current: number; requested: number; businessCase: string }): void {
  const { current, requested } = request;
  requireThat(Number.isSafeInteger(requested), 'requested', 'The new limit must be a whole number.');
  requireThat(requested > current, 'requested', `The new limit must be higher than the present ${current}.`);
  requireThat(requested <= limitCeiling, 'requested', `No limit can be higher than ${limitCeiling} a minute.`);
  const length = [...request.businessCase.trim()].length;
  requireThat(
    length >= businessCaseMinCharacters && length <= businessCaseMaxCharacters,
    'businessCase',
    `The business case needs ${businessCaseMinCharacters} to ${businessCaseMaxCharacters} characters.`,
  );
}

export interface Decision {
  kind: 'approve' | 'approve-in-part' | 'counter-offer' | 'ask' | 'deny';
  granted?: number;
  /** Shown to the developer; for `ask` it is the question. */
  reason?: string;
}

/**
 * Checks a decision against its ticket. In full grants exactly what was asked (`granted` may be left out), in part and a counter-offer
 * name a figure above the present limit: in part less than asked, an offer at most that, for instance for a time. Asking and denying
 * need words for the developer. Throws `AppError` `invalid-input` with the field `granted` or `reason`.
 */
export function checkDecision(decision: Decision, ticket: { current: number; requested: number }): void {
  const { kind, granted } = decision;
  const reason = (decision.reason ?? '').trim();
  requireThat([...reason].length <= reasonMaxCharacters, 'reason', `The reason has at most ${reasonMaxCharacters} characters.`);
  if (kind === 'ask' || kind === 'deny') {
    requireThat(reason !== '', 'reason', kind === 'ask' ? 'Say what you need to know.' : 'Say why, in words for the developer.');
    requireThat(granted === undefined, 'granted', 'Nothing is granted with this decision.');
    return;
  }
  if (kind === 'approve') {
    requireThat(granted === undefined || granted === ticket.requested, 'granted', `In full means ${ticket.requested}.`);
    return;
  }
  requireThat(granted !== undefined && Number.isSafeInteger(granted), 'granted', 'Name the limit as a whole number.');
  const figure = granted ?? 0;
  requireThat(figure > ticket.current, 'granted', `It must be higher than the present ${ticket.current}.`);
  const most = kind === 'approve-in-part' ? ticket.requested - 1 : ticket.requested;
  requireThat(figure <= most, 'granted', `It can be at most ${most}.`);
}

function requireThat(holds: boolean, field: string, text: string): void {
  if (!holds) throw new AppError('invalid-input', text, { field });
}

export interface TicketStateWords {
  label: string;
  tone: 'neutral' | 'info' | 'ok' | 'warn' | 'bad';
}

const stateWords: Readonly<Record<TicketState, TicketStateWords>> = {
  DRAFT: { label: 'Draft', tone: 'neutral' },
  SUBMITTED: { label: 'Submitted', tone: 'info' },
  IN_REVIEW: { label: 'In review', tone: 'info' },
  NEEDS_INFO: { label: 'Needs your answer', tone: 'warn' },
  APPROVED: { label: 'Approved', tone: 'ok' },
  PARTIALLY_APPROVED: { label: 'Approved in part', tone: 'ok' },
  COUNTER_OFFERED: { label: 'Counter-offer', tone: 'warn' },
  DENIED: { label: 'Denied', tone: 'bad' },
  WITHDRAWN: { label: 'Withdrawn', tone: 'neutral' },
  APPLIED: { label: 'In effect', tone: 'ok' },
  EXPIRED: { label: 'Ended', tone: 'neutral' },
  SUPERSEDED: { label: 'Replaced by a newer request', tone: 'neutral' },
};

/** A state as the developer reads it. */
export function describeTicketState(state: TicketState): TicketStateWords {
  return stateWords[state];
}
