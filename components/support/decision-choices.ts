import type { DecisionKind } from '#lib/contracts/tickets.ts';
import type { TicketState } from '#lib/domain/limit-increase.ts';

export interface Choice {
  kind: DecisionKind;
  /** The state it leads to, for what the table of transitions allows. */
  to: TicketState;
  label: string;
  note: (ticket: { requested: number }) => string;
  fields: readonly ('granted' | 'until')[];
  needsReason: boolean;
}

const figure = new Intl.NumberFormat('en-US');

export const choices: readonly Choice[] = [
  { kind: 'approve', to: 'APPROVED', label: 'In full', note: (ticket) => `${figure.format(ticket.requested)}, permanent`, fields: [], needsReason: false },
  { kind: 'approve-in-part', to: 'PARTIALLY_APPROVED', label: 'In part', note: (ticket) => `Less than ${figure.format(ticket.requested)}`, fields: ['granted'], needsReason: false },
  { kind: 'approve-until', to: 'PARTIALLY_APPROVED', label: 'Until a day', note: () => 'Ends by itself', fields: ['granted', 'until'], needsReason: false },
  { kind: 'counter-offer', to: 'COUNTER_OFFERED', label: 'Counter-offer', note: () => 'They accept or not', fields: ['granted', 'until'], needsReason: false },
  { kind: 'ask', to: 'NEEDS_INFO', label: 'Ask for more', note: () => 'The clock stops', fields: [], needsReason: true },
  { kind: 'deny', to: 'DENIED', label: 'Deny', note: () => 'Reason needed', fields: [], needsReason: true },
];

/** What the button does, exactly. */
export function actOf(kind: DecisionKind, { requested, granted, until }: { requested: number; granted: number; until: string }): string {
  const end = until ? ` until ${until}` : '';
  switch (kind) {
    case 'approve':
      return `Grant ${figure.format(requested)}`;
    case 'approve-in-part':
      return `Grant ${figure.format(granted)}`;
    case 'approve-until':
      return `Grant ${figure.format(granted)}${end || ' until a day'}`;
    case 'counter-offer':
      return `Offer ${figure.format(granted)}${end}`;
    case 'ask':
      return 'Ask, and stop the clock';
    case 'deny':
      return 'Deny the request';
  }
}
