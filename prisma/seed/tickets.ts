import type { Sql } from '#lib/data/pool.ts';
import type { LimitName } from '#lib/domain/rate-limit.ts';
import type { TicketState } from '#lib/domain/limit-increase.ts';
import { newId } from '#lib/ids.ts';
import { accounts, apps, type AppName, type MadeAccounts } from '#prisma/seed/accounts.ts';
import { insertRows } from '#prisma/seed/rows.ts';

const hourMs = 60 * 60_000;

interface Step {
  hoursAgo: number;
  by: 'owner' | 'support' | 'system';
  state: TicketState;
  action: string | null;
  body?: string;
  internal?: boolean;
}

interface TicketPlan {
  app: AppName;
  limitName: LimitName;
  current: number;
  requested: number;
  granted: number | null;
  businessCase: string;
  contact: string;
  decisionReason?: string;
  steps: readonly Step[];
}

const [mira, teo] = ['mira@fjordfield.example', 'teo@oddlanterns.example'];
const filed = (hoursAgo: number): Step => ({ hoursAgo, by: 'owner', state: 'SUBMITTED', action: 'ticket.submitted' });
const days = (count: number): number => count * 24;

/** Oldest first: their numbers follow. Two wait for somebody. */
const tickets: readonly TicketPlan[] = [
  {
    app: 'Classic', limitName: 'sends', current: 60, requested: 240, granted: 240, contact: mira,
    businessCase: 'Classic serves about 1,900 people who text by hand from their desk. At nine in the morning many begin at once, and for a quarter of an hour the app meets its limit. Each person sends what a person sends; together it is four times the default.',
    decisionReason: 'Steady growth, a person behind each send, and no complaints in a year. Granted in full.',
    steps: [
      filed(days(61)),
      { hoursAgo: days(60) + 5, by: 'support', state: 'IN_REVIEW', action: 'ticket.review-started' },
      { hoursAgo: days(60) + 4, by: 'support', state: 'IN_REVIEW', action: null, body: 'Refusals cluster at 16:00 UTC. Recipients per sender look like people, median 3.', internal: true },
      { hoursAgo: days(60), by: 'support', state: 'APPROVED', action: 'ticket.approved', body: 'Steady growth, a person behind each send, and no complaints in a year. Granted in full.' },
      { hoursAgo: days(60), by: 'system', state: 'APPLIED', action: null },
    ],
  },
  {
    app: 'Classic', limitName: 'reads', current: 240, requested: 1200, granted: 1200, contact: mira,
    businessCase: 'With the higher send limit the same people also read more: each morning every client asks for its delta once. Four reads to a send, as your defaults have it, plus the start of the day.',
    decisionReason: 'Follows from the sends that were granted before.',
    steps: [
      filed(days(59)),
      { hoursAgo: days(58), by: 'support', state: 'APPROVED', action: 'ticket.approved', body: 'Follows from the sends that were granted before.' },
      { hoursAgo: days(58), by: 'system', state: 'APPLIED', action: null },
    ],
  },
  {
    app: 'Choir Call', limitName: 'sends', current: 60, requested: 180, granted: 90, contact: teo,
    businessCase: 'When a practice moves, a choir of 120 has to know within a minute or two. Until now the last singers hear it when they stand before a closed door.',
    decisionReason: '90 tells everybody within a minute and a half. Come back with numbers if that is not enough.',
    steps: [
      filed(days(44)),
      { hoursAgo: days(43), by: 'support', state: 'PARTIALLY_APPROVED', action: 'ticket.approved-in-part', body: '90 tells everybody within a minute and a half. Come back with numbers if that is not enough.' },
      { hoursAgo: days(43), by: 'system', state: 'APPLIED', action: null },
    ],
  },
  {
    app: 'Desk', limitName: 'reads', current: 240, requested: 960, granted: null, contact: mira,
    businessCase: 'Desk asks for the whole list each time a window comes to the front, and people have many windows. We would like to go on doing that.',
    decisionReason: 'The delta does this in one call a window. Try that first; if it is not enough, show us the numbers and we look again.',
    steps: [
      filed(days(30)),
      { hoursAgo: days(29), by: 'support', state: 'DENIED', action: 'ticket.denied', body: 'The delta does this in one call a window. Try that first; if it is not enough, show us the numbers and we look again.' },
    ],
  },
  {
    app: 'Desk', limitName: 'sends', current: 60, requested: 120, granted: null, contact: mira,
    businessCase: 'A tester wanted to send to all of his contacts at once in the sandbox. We talked to him.',
    steps: [filed(days(20)), { hoursAgo: days(20) - 2, by: 'owner', state: 'WITHDRAWN', action: 'ticket.withdrawn' }],
  },
  {
    app: 'Choir Call', limitName: 'reads', current: 240, requested: 720, granted: null, contact: teo,
    businessCase: 'We want to show in the app which singers have received the call, and ask for the status of each message until all of them have.',
    decisionReason: 'Choir Call has no scope for reading. Do you plan to ask people for it, and what would each poll fetch?',
    steps: [
      filed(days(3)),
      { hoursAgo: days(2), by: 'support', state: 'NEEDS_INFO', action: 'ticket.asked', body: 'Choir Call has no scope for reading. Do you plan to ask people for it, and what would each poll fetch?' },
    ],
  },
  {
    app: 'Porchlight', limitName: 'sends', current: 60, requested: 600, granted: null, contact: teo,
    businessCase: 'Porchlight tells a family when somebody is home. In our trial 300 households come home between five and six, and each has about four people to tell. We meet the limit on most working days.',
    steps: [filed(3)],
  },
];

/** The tickets with their events and audit rows, and the limits that came of them. */
export async function storeTickets(tx: Sql, options: { made: MadeAccounts; now: Date }): Promise<void> {
  const { made, now } = options;
  const at = (hoursAgo: number) => new Date(now.getTime() - hoursAgo * hourMs);
  for (const ticket of tickets) {
    const { app, limitName, current, requested, granted, businessCase, contact, decisionReason = null, steps } = ticket;
    const [id, clientId, owner] = [newId(), made.apps[app].id, apps[app].owner];
    const actorOf = (by: Step['by']) => (by === 'system' ? { actorId: null, actorName: 'Handset' } : by === 'support' ? { actorId: made.ids.support, actorName: accounts.support.name } : { actorId: made.ids[owner], actorName: accounts[owner].name });
    const last = steps.at(-1) ?? filed(0);
    const decided = steps.find(({ state }) => ['APPROVED', 'PARTIALLY_APPROVED', 'DENIED'].includes(state));
    await insertRows(tx, 'LimitIncrease', [
      {
        id, clientId, environment: apps[app].environment, limitName, current, requested, granted, businessCase, contact, state: last.state, version: steps.length,
        requesterId: made.ids[owner], assigneeId: steps.some(({ by }) => by === 'support') ? made.ids.support : null, decisionReason,
        createdAt: at(steps[0]?.hoursAgo ?? 0), updatedAt: at(last.hoursAgo), decidedAt: decided ? at(decided.hoursAgo) : null,
      },
    ]);
    await insertRows(
      tx,
      'LimitIncreaseEvent',
      steps.map(({ hoursAgo, by, state, body = '', internal = false }) => ({ id: newId(), limitIncreaseId: id, state, ...actorOf(by), body, internal, at: at(hoursAgo) })),
    );
    await insertRows(
      tx,
      'AuditEntry',
      steps.flatMap(({ hoursAgo, by, action, state }, place) =>
        action === null
          ? []
          : [{ id: newId(), at: at(hoursAgo), actorKind: by === 'support' ? 'support' : 'developer', actorId: actorOf(by).actorId, action, subjectKind: 'ticket', subjectId: id, detail: { limitName, from: steps[place - 1]?.state ?? null, to: state } }],
      ),
    );
    if (granted === null || !decided) continue;
    const appliedAt = at(decided.hoursAgo);
    await insertRows(tx, 'LimitOverride', [{ clientId, limitName, perMinute: granted, limitIncreaseId: id, updatedAt: appliedAt }]);
    await insertRows(tx, 'AuditEntry', [
      { id: newId(), at: appliedAt, actorKind: 'support', actorId: made.ids.support, action: 'limit.changed', subjectKind: 'limit', subjectId: clientId, detail: { limitName, before: current, perMinute: granted, until: null } },
    ]);
  }
}
