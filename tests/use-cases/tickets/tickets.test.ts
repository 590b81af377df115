import { beforeEach, describe, expect, it } from 'vitest';
import { queueQuery } from '#lib/contracts/tickets.ts';
import { findOwnClient } from '#lib/data/clients.ts';
import { sql } from '#lib/data/pool.ts';
import type { DeveloperActor, SupportActor } from '#lib/domain/actor.ts';
import { newId } from '#lib/ids.ts';
import { registerApp } from '#lib/use-cases/clients/register-app.ts';
import { consumeLimit } from '#lib/use-cases/limits/consume-limit.ts';
import { amendRequest } from '#lib/use-cases/tickets/amend-request.ts';
import { answerTicket } from '#lib/use-cases/tickets/answer-ticket.ts';
import { assignTickets } from '#lib/use-cases/tickets/assign-tickets.ts';
import { decideTicket } from '#lib/use-cases/tickets/decide-ticket.ts';
import { fileRequest } from '#lib/use-cases/tickets/file-request.ts';
import { getOwnTicket, listOwnTickets } from '#lib/use-cases/tickets/get-own-ticket.ts';
import { getTicket, getTicketFile } from '#lib/use-cases/tickets/get-ticket.ts';
import { listTicketAudit } from '#lib/use-cases/tickets/list-ticket-audit.ts';
import { listQueue } from '#lib/use-cases/tickets/list-queue.ts';
import { replyToTicket } from '#lib/use-cases/tickets/reply-to-ticket.ts';
import { acceptOffer, declineOffer } from '#lib/use-cases/tickets/respond-to-offer.ts';
import { startReview } from '#lib/use-cases/tickets/start-review.ts';
import { withdrawRequest } from '#lib/use-cases/tickets/withdraw-request.ts';
import { createDeveloper, createSupportAgent } from '#tests/support/fixtures/accounts.ts';

let developer: DeveloperActor;
let agent: SupportActor;
let clientId: string;
let clientRowId: string;

const wish = { limitName: 'sends', requested: 600, businessCase: 'Nine clinics join us, each answers thirty people by hand.', contact: 'priya@example.com', until: null };
const file = (more: Record<string, unknown> = {}) => fileRequest({ actor: developer, input: { clientId, ...wish, ...more } });
const perMinute = async () => (await consumeLimit({ clientId: clientRowId, limitName: 'sends' })).perMinute;
const nextYear = `${new Date().getUTCFullYear() + 1}-02-28`;

beforeEach(async () => {
  developer = await createDeveloper();
  agent = await createSupportAgent();
  const input = { name: 'Desk', redirectUris: ['https://desk.example.com/back'], scopes: ['IMMN'], environment: 'production', profile: 'modern' };
  clientId = (await registerApp({ actor: developer, input })).clientId;
  clientRowId = (await findOwnClient(developer.accountId, clientId))?.id ?? '';
});

describe('a request for a higher limit', () => {
  it('L3 is the only open one: a second is told to amend it, also when ten come at once', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => file()));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    await expect(file()).rejects.toMatchObject({ code: 'conflict' });
    await file({ limitName: 'reads' });
    const { open } = await listOwnTickets({ actor: developer, clientId });
    const ticket = open.sends?.ticket;
    await amendRequest({ actor: developer, input: { number: ticket?.number, version: ticket?.version, requested: 120, businessCase: wish.businessCase, contact: wish.contact, until: null } });
    expect((await listOwnTickets({ actor: developer, clientId })).open.sends?.ticket).toMatchObject({ number: ticket?.number, requested: 120, version: 2 });
  });

  it.each([
    ['requested', { requested: 60 }],
    ['requested', { requested: 59 }],
    ['requested', { requested: 60.5 }],
    ['businessCase', { businessCase: 'please' }],
    ['contact', { contact: 'priya' }],
    ['until', { until: '2020-01-01' }],
    ['limitName', { limitName: 'calls' }],
    ['current', { current: 1 }],
    ['state', { state: 'APPROVED' }],
    ['granted', { granted: 6000 }],
  ])('T27 refuses a bad or unknown %s (%j)', async (field, wrong) => {
    await expect(file(wrong)).rejects.toMatchObject({ code: 'invalid-input', field });
  });

  it('T1 a foreign request is the same not-found as none', async () => {
    const { number } = await file();
    const actor = await createDeveloper('Eve');
    const missing = await getOwnTicket({ actor, number: 2_000_000_000 }).catch((error: unknown) => error);
    await expect(getOwnTicket({ actor, number })).rejects.toEqual(missing);
    await expect(withdrawRequest({ actor, input: { number, version: 1 } })).rejects.toEqual(missing);
    await expect(answerTicket({ actor, input: { number, body: 'x' } })).rejects.toEqual(missing);
  });

  it('can be withdrawn, and another filed', async () => {
    const { number } = await file();
    await withdrawRequest({ actor: developer, input: { number, version: 1 } });
    expect((await file()).number).toBeGreaterThan(number);
  });
});

describe('a decision', () => {
  it('L3 I9 approves, raises the limit and writes both audit rows in one transaction', async () => {
    const { number } = await file();
    const { version } = await getTicket({ actor: agent, number });
    await decideTicket({ actor: agent, input: { number, version, kind: 'approve', reason: 'Your numbers hold.' } });
    const { ticket, events } = await getTicketFile({ actor: agent, number });
    expect(ticket).toMatchObject({ state: 'APPLIED', granted: 600, decisionReason: 'Your numbers hold.', assigneeName: agent.name });
    expect(events.map((event) => event.state)).toEqual(['SUBMITTED', 'APPROVED', 'APPLIED']);
    expect(await perMinute()).toBe(600);
    const audit = await sql.query<{ action: string }>(`SELECT action FROM "AuditEntry" WHERE "actorId" = $1 ORDER BY at, id`, [agent.accountId]);
    expect(audit.map((row) => row.action)).toEqual(['ticket.approved', 'limit.changed']);
    const shown = await listTicketAudit({ actor: agent, ticket });
    expect(shown.map((row) => [row.action, row.actorName])).toEqual([['ticket.submitted', developer.name], ['ticket.approved', agent.name], ['limit.changed', agent.name]]);
    expect(shown.at(-1)?.detail).toMatchObject({ before: 60, perMinute: 600 });
  });

  it('L3 nothing changes when the limit cannot be written', async () => {
    const { number } = await file();
    await sql.query(`ALTER TABLE "LimitOverride" ADD CONSTRAINT refused CHECK ("perMinute" <> 600) NOT VALID`);
    try {
      await expect(decideTicket({ actor: agent, input: { number, version: 1, kind: 'approve' } })).rejects.toThrow();
    } finally {
      await sql.query(`ALTER TABLE "LimitOverride" DROP CONSTRAINT refused`);
    }
    expect(await getTicket({ actor: agent, number })).toMatchObject({ state: 'SUBMITTED', version: 1, granted: null });
    expect(await sql.query(`SELECT 1 FROM "AuditEntry" WHERE "actorId" = $1`, [agent.accountId])).toHaveLength(0);
  });

  it('T16 of 50 at once exactly one wins, and one limit follows from it', async () => {
    const { number } = await file();
    const agents = await Promise.all(Array.from({ length: 5 }, (_, place) => createSupportAgent(`Agent ${place}`)));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, place) => {
        const actor = agents[place % 5] ?? agent;
        const input = place % 2 === 0 ? { number, version: 1, kind: 'deny', reason: 'Too much for now.' } : { number, version: 1, kind: 'approve-in-part', granted: 100 + place };
        return decideTicket({ actor, input });
      }),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'conflict' });
    const { ticket, events } = await getTicketFile({ actor: agent, number });
    expect(events.filter((event) => event.actorId !== null && event.actorId !== developer.accountId)).toHaveLength(1);
    expect(await perMinute()).toBe(ticket.state === 'DENIED' ? 60 : ticket.granted);
  });

  it('T16 tells the loser who was faster', async () => {
    const { number } = await file();
    await decideTicket({ actor: agent, input: { number, version: 1, kind: 'deny', reason: 'Too much for now.' } });
    const late = decideTicket({ actor: await createSupportAgent('June Park'), input: { number, version: 1, kind: 'approve' } });
    await expect(late).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('Mara Lindqvist') });
  });

  it('T16 nobody decides about the own app', async () => {
    const { number } = await file();
    const owner: SupportActor = { ...agent, accountId: developer.accountId };
    await expect(decideTicket({ actor: owner, input: { number, version: 1, kind: 'approve' } })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(startReview({ actor: owner, input: { number, version: 1 } })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('T16 nobody writes on, takes or hands over the request of an own app, and nobody is given one', async () => {
    const { number } = await file();
    await sql.query(`UPDATE "Account" SET role = 'support' WHERE id = $1::uuid`, [developer.accountId]);
    const owner: SupportActor = { ...agent, accountId: developer.accountId };
    for (const internal of [true, false]) await expect(replyToTicket({ actor: owner, input: { number, body: 'Looks fine to me.', internal } })).rejects.toMatchObject({ code: 'forbidden' });
    for (const [actor, assigneeId] of [[owner, owner.accountId], [owner, agent.accountId], [agent, owner.accountId]] as const) {
      expect(await assignTickets({ actor, input: { numbers: [number], assigneeId } })).toEqual({ assigned: [], ownApps: [number] });
    }
    await assignTickets({ actor: agent, input: { numbers: [number], assigneeId: agent.accountId } });
    expect(await assignTickets({ actor: owner, input: { numbers: [number], assigneeId: null } })).toEqual({ assigned: [], ownApps: [number] });
    const { ticket, events } = await getTicketFile({ actor: agent, number });
    expect(ticket.assigneeId).toBe(agent.accountId);
    expect(events.map((event) => event.actorId)).toEqual([developer.accountId, agent.accountId]);
    expect(await sql.query(`SELECT 1 FROM "AuditEntry" WHERE "actorId" = $1 AND action LIKE 'ticket.%' AND "actorKind" = 'support'`, [owner.accountId])).toHaveLength(0);
  });

  it.each([
    ['reason', { kind: 'deny' }],
    ['reason', { kind: 'ask' }],
    ['granted', { kind: 'approve-in-part' }],
    ['granted', { kind: 'approve-in-part', granted: 600 }],
    ['granted', { kind: 'counter-offer', granted: 60 }],
    ['granted', { kind: 'approve', granted: 700 }],
    ['until', { kind: 'approve-until', granted: 240 }],
    ['until', { kind: 'approve', until: nextYear }],
    ['limit', { kind: 'approve', limit: 5 }],
  ])('names %s for %j', async (field, input) => {
    const { number } = await file();
    await expect(decideTicket({ actor: agent, input: { number, version: 1, ...input } })).rejects.toMatchObject({ code: 'invalid-input', field });
  });

  it('L3 asks and is answered, offers and is accepted', async () => {
    const { number } = await file();
    await decideTicket({ actor: agent, input: { number, version: 1, kind: 'ask', reason: 'What makes 600 necessary?' } });
    await answerTicket({ actor: developer, input: { number, body: 'Nine more clinics.' } });
    expect(await getOwnTicket({ actor: developer, number })).toMatchObject({ state: 'IN_REVIEW', version: 3 });
    await decideTicket({ actor: agent, input: { number, version: 3, kind: 'counter-offer', granted: 240, until: nextYear, reason: 'Twice your busiest minute.' } });
    expect(await perMinute()).toBe(60);
    await declineOffer({ actor: developer, input: { number, version: 4 } });
    await decideTicket({ actor: agent, input: { number, version: 5, kind: 'counter-offer', granted: 300, reason: 'Then this.' } });
    await acceptOffer({ actor: developer, input: { number, version: 6 } });
    expect(await perMinute()).toBe(300);
    expect(await getOwnTicket({ actor: developer, number })).toMatchObject({ state: 'APPLIED', granted: 300 });
  });

  it('L3 both sides see the decision and what is said after it, until another request takes its place', async () => {
    const { number } = await file();
    await decideTicket({ actor: agent, input: { number, version: 1, kind: 'approve' } });
    await replyToTicket({ actor: agent, input: { number, body: 'It is on now.', internal: false } });
    const after = await listOwnTickets({ actor: developer, clientId });
    expect(after.open.sends).toBeUndefined();
    expect(after.shown.sends?.ticket).toMatchObject({ number, state: 'APPLIED' });
    expect(after.shown.sends?.events.map(({ body }) => body)).toContain('It is on now.');
    const next = await file({ requested: 900 });
    expect((await listOwnTickets({ actor: developer, clientId })).shown.sends?.ticket.number).toBe(next.number);
    expect((await listOwnTickets({ actor: developer, clientId, number })).shown.sends?.ticket.number).toBe(number);
  });

  it('L3 grants until a day on top of a permanent limit', async () => {
    const first = await file({ requested: 120 });
    await decideTicket({ actor: agent, input: { number: first.number, version: 1, kind: 'approve' } });
    const second = await file();
    await decideTicket({ actor: agent, input: { number: second.number, version: 1, kind: 'approve-until', granted: 240, until: nextYear, reason: 'Ask again.' } });
    expect(await perMinute()).toBe(240);
    await sql.query(`UPDATE "LimitOverride" SET until = now() - interval '1 second' WHERE "clientId" = $1::uuid`, [clientRowId]);
    expect(await perMinute()).toBe(120);
  });
});

describe('the queue', () => {
  it('finds, filters and sorts on the server and keeps notes from the developer', async () => {
    const { number } = await file();
    await assignTickets({ actor: agent, input: { numbers: [number], assigneeId: agent.accountId } });
    await replyToTicket({ actor: agent, input: { number, body: 'Looks like real front desks.', internal: true } });
    const list = (query: Record<string, string>) => listQueue({ actor: agent, query: queueQuery.parse(query) });
    expect((await list({ view: 'mine' })).tickets.map((ticket) => ticket.number)).toEqual([number]);
    expect((await list({ q: `#${number}` })).tickets).toHaveLength(1);
    expect((await list({ view: 'mine', environment: 'sandbox' })).total).toBe(0);
    expect((await list({ q: '%' })).tickets).toHaveLength(0);
    for (const sort of ['app', 'environment', 'age', 'due', 'risk', 'state', 'assignee', 'asked']) expect((await list({ sort, dir: 'desc', view: 'mine' })).total).toBe(1);
    const seen = (await listOwnTickets({ actor: developer, clientId })).open.sends?.events ?? [];
    expect(seen.some((event) => event.internal || event.body.includes('front desks'))).toBe(false);
  });

  it('an address that cannot be read falls back instead of failing', () => {
    expect(queueQuery.parse({ page: '-3', sort: '"; DROP', view: ['x', 'y'], dir: 'up', risk: 'huge' })).toMatchObject({ page: 1, sort: 'due', view: 'open', dir: 'asc', risk: null });
  });

  it('assigns only to people of the support team', async () => {
    const { number } = await file();
    await expect(assignTickets({ actor: agent, input: { numbers: [number], assigneeId: developer.accountId } })).rejects.toMatchObject({ field: 'assigneeId' });
    expect((await assignTickets({ actor: agent, input: { numbers: [number, number, 999_999], assigneeId: agent.accountId } })).assigned).toEqual([number]);
    expect(newId()).not.toBe(number);
  });
});
