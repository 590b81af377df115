import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { startSignals, stopSignals } from '#lib/data/signals.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { env } from '#lib/env.ts';
import { newId } from '#lib/ids.ts';
import { reviewFlag } from '#lib/use-cases/limits/review-flag.ts';
import { watchLine } from '#lib/use-cases/limits/watch-lines.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { settleInDoubt } from '#lib/use-cases/messages/settle-in-doubt.ts';
import { createLinkReporter } from '#lib/use-cases/operations/tell-links.ts';
import { type LiveNews, type Watcher, watchSignals } from '#lib/use-cases/operations/watch-signals.ts';
import { getThread } from '#lib/use-cases/threads/get-thread.ts';
import { dispatchOnce } from '#tests/support/dispatch.ts';
import { eventually } from '#tests/support/eventually.ts';
import { createSupportAgent } from '#tests/support/fixtures/accounts.ts';
import { createCaller } from '#tests/support/fixtures/app-clients.ts';
import { createFakeCarrier } from '#tests/support/fixtures/fake-carrier.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';
import { ben } from '#tests/use-cases/threads/conversation.ts';

const dayMs = 86_400_000;

beforeEach(async () => {
  await sql.query(`UPDATE "Outbox" SET "state" = 'done' WHERE "state" NOT IN ('done', 'dead', 'cancelled')`);
  await sql.query(`DELETE FROM "CarrierLink"`);
  await sql.query(`DELETE FROM "LineFlag"`);
});

const link = (state: 'open' | 'broken' | 'down') =>
  createLinkReporter({ ...createFakeCarrier(), health: () => [{ name: 'link', state, detail: 'So it is.' }] }).tell();

async function waitingIn(actor: SubscriberActor, threadId: string) {
  const { page } = await getThread({ actor, threadId });
  return Object.fromEntries(page.messages.map(({ text, recipients }) => [text, recipients[0]?.waiting ?? null]));
}

async function sendsAs(actor: SubscriberActor, text: string): Promise<string> {
  const { threadIds } = await sendMessage({ actor, addresses: [ben], text });
  return threadIds[0] ?? '';
}

describe('why a message waits (M5)', () => {
  it.each([
    ['down', 'no-link'],
    ['broken', 'no-answer'],
  ] as const)('while each link is %s, all that waits does so for the network, and until its validity ends', async (state, why) => {
    const ana = await createSubscriber();
    await link(state);
    const before = Date.now();
    const threadId = await sendsAs(ana, 'Hello');
    const { Hello } = await waitingIn(ana, threadId);
    expect(Hello).toMatchObject({ why, since: expect.any(Date) });
    const until = Hello?.until.getTime() ?? 0;
    expect(until).toBeGreaterThanOrEqual(before + dayMs - 1_000);
    expect(until).toBeLessThanOrEqual(Date.now() + dayMs + 1_000);
  });

  it('with a link that takes messages it is only in the queue, and once it is taken nothing waits', async () => {
    const ana = await createSubscriber();
    await link('open');
    const threadId = await sendsAs(ana, 'Hello');
    expect(await waitingIn(ana, threadId)).toMatchObject({ Hello: { why: 'turn', since: null } });
    while (await dispatchOnce(createFakeCarrier()));
    expect(await waitingIn(ana, threadId)).toEqual({ Hello: null });
  });

  it('without an answer it is in doubt until its deadline, also in an outage, and no more once word came', async () => {
    const ana = await createSubscriber();
    const threadId = await sendsAs(ana, 'Hello');
    const carrier = createFakeCarrier();
    carrier.answers.push({ outcome: 'in-doubt', reason: 'link-lost' });
    const before = Date.now();
    while (await dispatchOnce(carrier));
    const { Hello } = await waitingIn(ana, threadId);
    expect(Hello).toMatchObject({ why: 'in-doubt', since: null });
    expect(Hello?.until.getTime()).toBeGreaterThanOrEqual(before + env.RECEIPT_DEADLINE_SECONDS * 1000 - 1_000);
    carrier.queryAnswer = { submit: { outcome: 'accepted', taken: { carrierMessageIds: [newId()], segmentCount: 1 } }, receipts: [] };
    await sql.query(`UPDATE "Outbox" SET "nextAttemptAt" = now() WHERE "mailboxId" = $1::uuid`, [ana.mailboxId]);
    await settleInDoubt(carrier);
    expect(await waitingIn(ana, threadId)).toEqual({ Hello: null });
  });

  it('on a flagged line what an app sent is paced, what its owner sends is not; an outage keeps both (L2)', async () => {
    const desk = await createCaller();
    await link('open');
    const threadId = await sendsAs(desk.subscriber, 'Mine');
    await desk.call('POST', '/myMessages/v2/messages', { body: { messageRequest: { addresses: [ben], text: 'From Desk' } } });
    expect(await waitingIn(desk.subscriber, threadId)).toMatchObject({ Mine: { why: 'turn' }, 'From Desk': { why: 'turn' } });
    await sql.query(`INSERT INTO "LineFlag" ("mailboxId", "signs") VALUES ($1::uuid, '[]')`, [desk.subscriber.mailboxId]);
    expect(await waitingIn(desk.subscriber, threadId)).toMatchObject({ Mine: { why: 'turn' }, 'From Desk': { why: 'paced' } });
    await sql.query(`DELETE FROM "CarrierLink"`);
    expect(await waitingIn(desk.subscriber, threadId)).toMatchObject({ Mine: { why: 'no-link' }, 'From Desk': { why: 'no-link' } });
  });
});

describe('a line that is flagged or released', () => {
  beforeAll(startSignals);
  afterAll(stopSignals);

  const listen = (actor: Watcher) => {
    const heard: LiveNews['kind'][] = [];
    const stop = watchSignals({ actor, tell: ({ kind }) => heard.push(kind) });
    return { heard: () => heard.filter((kind) => kind === 'line-flag'), stop };
  };

  it('is told to its owner and to support at once, and to nobody else (T1)', async () => {
    const [{ subscriber }, eve, agent] = [await createCaller(), await createSubscriber(), await createSupportAgent()];
    const listeners = [listen(subscriber), listen(agent), listen(eve)];
    const [byOwner, bySupport, byEve] = listeners;
    await sql.query(
      `INSERT INTO "Message" ("mailboxId", id, "threadId", direction, origin, route, "fromAddress", text, "sentAt", "createdModSeq", "modSeq")
       VALUES ($1::uuid, $2::uuid, $1::uuid, 'out', 'app', 'SMS', '', 'Buy now', now(), 0, 0)`,
      [subscriber.mailboxId, newId()],
    );
    await sql.query(
      `INSERT INTO "Recipient" ("mailboxId", "messageId", position, address, status, "statusAt") SELECT "mailboxId", id, at, $2, 'delivered', now() FROM "Message", generate_series(0, 60) AS at WHERE "mailboxId" = $1::uuid`,
      [subscriber.mailboxId, ben],
    );
    await watchLine(subscriber.mailboxId);
    await eventually(() => expect([byOwner?.heard(), bySupport?.heard()]).toEqual([['line-flag'], ['line-flag']]));
    await reviewFlag({ actor: agent, mailboxId: subscriber.mailboxId, decision: 'release', note: 'Asked' });
    await eventually(() => expect([byOwner?.heard().length, bySupport?.heard().length]).toEqual([2, 2]));
    expect(byEve?.heard()).toEqual([]);
    for (const { stop } of listeners) stop();
  });
});
