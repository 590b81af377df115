import { beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { startSignals, stopSignals } from '#lib/data/signals.ts';
import type { SupportActor } from '#lib/domain/actor.ts';
import { attemptWords } from '#lib/domain/attempt-reason.ts';
import { maskMsisdn } from '#lib/domain/msisdn.ts';
import { env } from '#lib/env.ts';
import { newId } from '#lib/ids.ts';
import { reviewFlag } from '#lib/use-cases/limits/review-flag.ts';
import { sendOwnCode } from '#lib/use-cases/messages/send-own-code.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { sweepOutbox } from '#lib/use-cases/messages/sweep-outbox.ts';
import { countToReview } from '#lib/use-cases/operations/count-to-review.ts';
import { findOutage } from '#lib/use-cases/operations/find-outage.ts';
import { getNetworkReport, reviewDeadMessage } from '#lib/use-cases/operations/get-network-report.ts';
import { watchSignals } from '#lib/use-cases/operations/watch-signals.ts';
import { eventually } from '#tests/support/eventually.ts';
import { createSupportAgent } from '#tests/support/fixtures/accounts.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

const actor = { kind: 'support' } as SupportActor;
const link = (name: string, state: string) =>
  sql.query(`INSERT INTO "CarrierLink" ("worker", "name", "carrier", "state", "detail", "since", "seenAt") VALUES ($1::uuid, $2, 'test', $3::"LinkState", 'So it is.', now(), now())`, [newId(), name, state]);

beforeEach(() => sql.query(`DELETE FROM "CarrierLink"`));

describe('what pages say of the connection to the carrier', () => {
  it.each([
    [['open'], null],
    [['open', 'down'], null],
    [['down'], 'no-link'],
    [['broken', 'down'], 'no-link'],
    [['broken', 'broken'], 'no-answer'],
    [['refused'], 'no-link'],
    [['open', 'refused'], null],
    [[], 'no-link'],
  ] as const)('links %j: %s', async (states, kind) => {
    for (const [at, state] of states.entries()) await link(`link ${at}`, state);
    expect((await findOutage())?.kind ?? null).toBe(kind);
  });
});

describe('the report for support', () => {
  it('counts what waits, and names what was given up by its time, masked numbers and app, without a whole number or a text', async () => {
    const ana = await createSubscriber();
    const waiting = await sendMessage({ actor: ana, addresses: ['+12065550199'], text: 'Secret words' });
    const dead = await sendMessage({ actor: ana, addresses: ['+12065550198'], text: 'More secret words' });
    const [row] = await sql.query<{ id: number }>(`UPDATE "Outbox" SET "state" = 'dead', "attempts" = 5, "throttles" = 3 WHERE "messageId" = $1::uuid RETURNING "id"`, [dead.messageId]);
    const report = await getNetworkReport({ actor });
    expect(report).toMatchObject({ waiting: 1, inDoubt: 0, parkedReceipts: 0, throttled: { throttled: 3, recipients: 2 } });
    expect(report.dead).toEqual([expect.objectContaining({ outboxId: row?.id, messageId: dead.messageId, sender: maskMsisdn(ana.msisdn), recipient: '(•••) •••-0198', isOwnCode: false, app: null, attempts: 5, why: null, createdAt: expect.any(Date), reviewedAt: null })]);
    const told = JSON.stringify(report);
    for (const secret of ['ecret words', '+1206555', ana.msisdn, waiting.messageId]) expect(told).not.toContain(secret);
  });

  it('marks as reviewed what is dead, once, and nothing else', async () => {
    const [first] = (await getNetworkReport({ actor })).dead;
    await reviewDeadMessage({ actor, outboxId: first?.outboxId ?? 0 });
    const [reviewed] = (await getNetworkReport({ actor })).dead;
    expect(reviewed?.reviewedAt).toBeInstanceOf(Date);
    await reviewDeadMessage({ actor, outboxId: first?.outboxId ?? 0 });
    expect((await getNetworkReport({ actor })).dead[0]?.reviewedAt).toEqual(reviewed?.reviewedAt);
    const [queued] = await sql.query<{ id: number }>(`SELECT "id" FROM "Outbox" WHERE "state" = 'queued' LIMIT 1`);
    await expect(reviewDeadMessage({ actor, outboxId: queued?.id ?? 0 })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('tells a sign-in code of its own by the short code it came from', async () => {
    await sendOwnCode({ msisdn: '+12065550196', text: '123456 is your code' });
    await sql.query(`UPDATE "Outbox" SET "state" = 'dead' WHERE "address" = '+12065550196'`);
    const row = (await getNetworkReport({ actor })).dead.find(({ recipient }) => recipient === '(•••) •••-0196');
    expect(row).toMatchObject({ sender: env.OWN_SHORT_CODE, isOwnCode: true, app: null });
    await reviewDeadMessage({ actor, outboxId: row?.outboxId ?? 0 });
  });

  it('counts for the menu what nobody has looked at, and tells support of what is given up at once', async () => {
    await startSignals();
    const heard: string[] = [];
    const stop = watchSignals({ actor, tell: ({ kind }) => kind === 'given-up' && heard.push(kind) });
    const before = await countToReview({ actor });
    const ana = await createSubscriber();
    const { messageId } = await sendMessage({ actor: ana, addresses: ['+12065550197'], text: 'It ends workers' });
    await sql.query(`UPDATE "Outbox" SET "lostLeases" = 5 WHERE "messageId" = $1::uuid`, [messageId]);
    await sweepOutbox();
    await eventually(() => expect(heard).toEqual(['given-up']));
    expect(await countToReview({ actor })).toEqual({ ...before, givenUp: before.givenUp + 1 });
    const row = (await getNetworkReport({ actor })).dead.find((each) => each.messageId === messageId);
    expect(row?.why).toBe('workers-ended');
    await reviewDeadMessage({ actor, outboxId: row?.outboxId ?? 0 });
    await sql.query(`INSERT INTO "LineFlag" ("mailboxId", "signs") VALUES ($1::uuid, '[]')`, [ana.mailboxId]);
    expect(await countToReview({ actor })).toEqual({ flags: before.flags + 1, givenUp: before.givenUp });
    await reviewFlag({ actor: await createSupportAgent(), mailboxId: ana.mailboxId, decision: 'keep-slow', note: 'Looked at' });
    expect(await countToReview({ actor })).toEqual(before);
    stop();
    await stopSignals();
  });

  it.each([
    ['system-error', 'The carrier had an error of its own at every attempt'],
    ['carrier-error', 'The carrier had an error of its own at every attempt'],
    ['http-503', 'The carrier’s server failed at every attempt (HTTP 503)'],
    ['workers-ended', 'Each worker that took it ended. Tell those who run Handset'],
    ['something-new', 'The carrier failed at every attempt'],
    [null, 'The carrier failed at every attempt'],
  ])('tells %s in words', (reason, words) => {
    expect(attemptWords(reason)).toBe(words);
  });

  it('is for support alone', async () => {
    const developer = { kind: 'developer' } as unknown as SupportActor;
    await expect(getNetworkReport({ actor: developer })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(countToReview({ actor: developer })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(reviewDeadMessage({ actor: developer, outboxId: 1 })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
