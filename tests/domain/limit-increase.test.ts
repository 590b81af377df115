import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkDecision,
  checkRequest,
  describeTicketState,
  mayTransition,
  nextStates,
  openTicketStates,
  ticketStates,
} from '#lib/domain/limit-increase.ts';
import type { TicketActor, TicketState } from '#lib/domain/limit-increase.ts';
import { isAppError } from '#lib/errors.ts';

const actors = ['developer', 'support', 'system'] as const satisfies readonly TicketActor[];
const businessCase = 'Three clinics moved their front desks to Desk this month.';
const ticket = { current: 60, requested: 600 };

/** The field at fault, null when the check passes. */
function fieldOf(check: () => void): string | null {
  try {
    check();
    return null;
  } catch (error) {
    return isAppError(error) && error.code === 'invalid-input' ? (error.field ?? '') : String(error);
  }
}

describe('the states of a limit request', () => {
  it('L3 T16 no developer approves a request, but may take a counter-offer', () => {
    for (const from of ticketStates) {
      expect(mayTransition(from, 'APPROVED', 'developer'), from).toBe(false);
      expect(mayTransition(from, 'APPLIED', 'developer'), from).toBe(false);
      expect(mayTransition(from, 'PARTIALLY_APPROVED', 'developer'), from).toBe(from === 'COUNTER_OFFERED');
    }
  });

  it('L3 T16 only the system applies a limit, and only one that was approved', () => {
    const into = ticketStates.flatMap((from) =>
      actors.filter((by) => mayTransition(from, 'APPLIED', by)).map((by) => [from, by]),
    );
    expect(into).toEqual([
      ['APPROVED', 'system'],
      ['PARTIALLY_APPROVED', 'system'],
    ]);
  });

  it('L3 what is denied, withdrawn, ended or replaced stays so', () => {
    for (const state of ['DENIED', 'WITHDRAWN', 'EXPIRED', 'SUPERSEDED'] as const) {
      for (const by of actors) expect(nextStates(state, by)).toEqual([]);
    }
  });

  it('L3 every open request can be amended and withdrawn by its developer', () => {
    for (const state of openTicketStates) {
      expect(mayTransition(state, 'SUPERSEDED', 'developer'), state).toBe(true);
      expect(mayTransition(state, 'WITHDRAWN', 'developer'), state).toBe(true);
    }
  });

  it('L3 support can grant in full, in part, offer, ask or deny', () => {
    for (const to of ['APPROVED', 'PARTIALLY_APPROVED', 'COUNTER_OFFERED', 'NEEDS_INFO', 'DENIED'] as const) {
      expect(mayTransition('IN_REVIEW', to, 'support'), to).toBe(true);
    }
  });

  it('L3 a question goes back and forth', () => {
    expect(mayTransition('IN_REVIEW', 'NEEDS_INFO', 'support')).toBe(true);
    expect(mayTransition('NEEDS_INFO', 'IN_REVIEW', 'developer')).toBe(true);
  });

  it('L3 a granted limit may end by itself or be replaced', () => {
    expect(nextStates('APPLIED', 'system')).toEqual(['EXPIRED', 'SUPERSEDED']);
  });

  it('L3 every state is reached from a draft and no walk leaves the states', () => {
    const reached = new Set<TicketState>(['DRAFT']);
    for (const state of reached) for (const by of actors) for (const next of nextStates(state, by)) reached.add(next);
    expect([...reached].toSorted()).toEqual([...ticketStates].toSorted());
  });

  it('L3 every state has words of its own', () => {
    expect(new Set(ticketStates.map((state) => describeTicketState(state).label)).size).toBe(ticketStates.length);
  });
});

describe('a limit request', () => {
  it.each([
    [{ requested: 600 }, null],
    [{ requested: 61 }, null],
    [{ requested: 100_000 }, null],
    [{ requested: 60 }, 'requested'],
    [{ requested: 59 }, 'requested'],
    [{ requested: 100_001 }, 'requested'],
    [{ requested: 60.5 }, 'requested'],
    [{ requested: Number.NaN }, 'requested'],
    [{ requested: Infinity }, 'requested'],
    [{ businessCase: 'x'.repeat(20) }, null],
    [{ businessCase: `${'x'.repeat(19)}   ` }, 'businessCase'],
    [{ businessCase: '😎'.repeat(5000) }, null],
    [{ businessCase: 'x'.repeat(5001) }, 'businessCase'],
  ])('L3 %j: at fault is %s', (change, field) => {
    expect(fieldOf(() => checkRequest({ ...ticket, businessCase, ...change }))).toBe(field);
  });
});

describe('a decision', () => {
  it.each([
    [{ kind: 'approve' }, null],
    [{ kind: 'approve', granted: 600 }, null],
    [{ kind: 'approve', granted: 601 }, 'granted'],
    [{ kind: 'approve-in-part', granted: 240 }, null],
    [{ kind: 'approve-in-part', granted: 600 }, 'granted'],
    [{ kind: 'approve-in-part', granted: 60 }, 'granted'],
    [{ kind: 'approve-in-part' }, 'granted'],
    [{ kind: 'counter-offer', granted: 240, reason: 'Until 28 Feb.' }, null],
    [{ kind: 'counter-offer', granted: 600 }, null],
    [{ kind: 'counter-offer', granted: 601 }, 'granted'],
    [{ kind: 'counter-offer', granted: 240.5 }, 'granted'],
    [{ kind: 'ask', reason: 'What makes 600 necessary?' }, null],
    [{ kind: 'ask' }, 'reason'],
    [{ kind: 'deny', reason: ' ' }, 'reason'],
    [{ kind: 'deny', reason: 'Bulk traffic.' }, null],
    [{ kind: 'deny', reason: 'Bulk traffic.', granted: 100 }, 'granted'],
    [{ kind: 'deny', reason: 'x'.repeat(2000) }, null],
    [{ kind: 'deny', reason: 'x'.repeat(2001) }, 'reason'],
  ] as const)('L3 %j: at fault is %s', (decision, field) => {
    expect(fieldOf(() => checkDecision(decision, ticket))).toBe(field);
  });

  it('L3 T16 never grants more than was asked, nor less than there is', () => {
    const kind = fc.constantFrom('approve', 'approve-in-part', 'counter-offer');
    fc.assert(
      fc.property(kind, fc.double(), fc.string(), (each, granted, reason) => {
        if (fieldOf(() => checkDecision({ kind: each, granted, reason }, ticket)) !== null) return;
        expect(granted).toBeGreaterThan(ticket.current);
        expect(granted).toBeLessThanOrEqual(ticket.requested);
      }),
    );
  });
});
