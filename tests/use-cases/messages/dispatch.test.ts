import { beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryReceipt } from '#lib/carriers/carrier.ts';
import { inSqlTransaction, sql } from '#lib/data/pool.ts';
import { cancelQueuedSends } from '#lib/data/store/cancel.ts';
import { nextEventInMs } from '#lib/data/simulator/network.ts';
import { beginAttempts, claimOutbox, nextDueInMs } from '#lib/data/store/outbox.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { newId } from '#lib/ids.ts';
import { recordDeliveryReceipt } from '#lib/use-cases/messages/record-delivery-receipt.ts';
import { receiveMessage } from '#lib/use-cases/messages/receive-message.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { settleInDoubt } from '#lib/use-cases/messages/settle-in-doubt.ts';
import { sweepOutbox } from '#lib/use-cases/messages/sweep-outbox.ts';
import { dispatchOnce } from '#tests/support/dispatch.ts';
import { createFakeCarrier, type FakeCarrier } from '#tests/support/fixtures/fake-carrier.ts';
import { createClient, createToken } from '#tests/support/fixtures/app-clients.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let carrier: FakeCarrier;
const recipient = '+12025550123';

beforeEach(async () => {
  await sql.query(`UPDATE "Outbox" SET "state" = 'done' WHERE "state" NOT IN ('done', 'dead', 'cancelled')`);
  actor = await createSubscriber();
  carrier = createFakeCarrier();
});

const send = (text = 'Hello') => sendMessage({ actor, addresses: [recipient], text });
const statusOf = async (messageId: string) =>
  (await sql.query<{ status: string; reason: string | null }>(`SELECT "status", "reason" FROM "Recipient" WHERE "mailboxId" = $1::uuid AND "messageId" = $2::uuid`, [actor.mailboxId, messageId]))[0];
const stateOf = async (messageId: string) =>
  (await sql.query<{ state: string; attempts: number }>(`SELECT "state", "attempts" FROM "Outbox" WHERE "mailboxId" = $1::uuid AND "messageId" = $2::uuid`, [actor.mailboxId, messageId]))[0];
const accepted = (carrierMessageIds: string[]) => ({ outcome: 'accepted' as const, taken: { carrierMessageIds, segmentCount: carrierMessageIds.length } });
const receipt = (carrierMessageId: string, status: DeliveryReceipt['status'], more: Partial<DeliveryReceipt> = {}): DeliveryReceipt => ({
  carrierMessageIds: [carrierMessageId], about: null, status, reason: null, roaming: false, eventKey: status, at: new Date(), ...more,
});
const makeDue = () => sql.query(`UPDATE "Outbox" SET "nextAttemptAt" = now() - interval '1 second'`);

describe('dispatch', () => {
  it('goes queued, submitted, accepted, delivered', async () => {
    const { messageId } = await send();
    carrier.answers.push(accepted(['c1']));
    expect(await dispatchOnce(carrier)).toBe(true);
    expect(await statusOf(messageId)).toMatchObject({ status: 'submitted' });
    await recordDeliveryReceipt('fake', receipt('c1', 'accepted'));
    expect(await statusOf(messageId)).toMatchObject({ status: 'accepted' });
    await recordDeliveryReceipt('fake', receipt('c1', 'delivered'));
    expect(await statusOf(messageId)).toMatchObject({ status: 'delivered' });
    expect(await stateOf(messageId)).toMatchObject({ state: 'done' });
  });

  it('F26 applies a receipt that overtakes the answer of its own submit', async () => {
    const { messageId } = await send();
    carrier.answers.push(async () => {
      await recordDeliveryReceipt('fake', receipt('early', 'delivered'));
      return accepted(['early']);
    });
    await dispatchOnce(carrier);
    expect(await statusOf(messageId)).toMatchObject({ status: 'delivered' });
    expect(await sql.query(`SELECT 1 FROM "ParkedReceipt"`)).toHaveLength(0);
  });

  it('M5 I4 ends in the same status for every order of the same receipts', async () => {
    const facts: DeliveryReceipt['status'][] = ['accepted', 'delivered', 'undeliverable', 'delivered'];
    const orders = permutations(facts);
    const ends = new Set<string>();
    for (const [at, order] of orders.entries()) {
      const { messageId } = await sendMessage({ actor: at % 12 === 0 ? (actor = await createSubscriber()) : actor, addresses: [recipient], text: 'p' });
      carrier.answers.push(accepted([`p${at}`]));
      await dispatchOnce(carrier);
      for (const status of order) await recordDeliveryReceipt('fake', receipt(`p${at}`, status));
      ends.add((await statusOf(messageId))?.status ?? '');
    }
    expect([...ends]).toEqual(['delivered']);
  });

  it('tells delivered only when every segment is', async () => {
    const { messageId } = await send();
    carrier.answers.push(accepted(['s1', 's2']));
    await dispatchOnce(carrier);
    await recordDeliveryReceipt('fake', receipt('s1', 'delivered'));
    expect((await statusOf(messageId))?.status).not.toBe('delivered');
    await recordDeliveryReceipt('fake', receipt('s2', 'undeliverable', { reason: 'no-messaging-plan' }));
    expect(await statusOf(messageId)).toEqual({ status: 'undeliverable', reason: 'no-messaging-plan' });
  });

  it('F23 tries a throttled submit again and counts no failure', async () => {
    const { messageId } = await send();
    carrier.answers.push({ outcome: 'throttled', retryAfterMs: 50 }, { outcome: 'throttled', retryAfterMs: 50 });
    for (let round = 0; round < 3; round += 1) {
      await makeDue();
      await dispatchOnce(carrier);
    }
    expect(carrier.seen.map((submission) => submission.attempt)).toEqual([1, 2, 3]);
    expect(await statusOf(messageId)).toMatchObject({ status: 'submitted' });
  });

  it('F24 fails for good on a refusal, with the reason', async () => {
    const { messageId } = await send();
    carrier.answers.push({ outcome: 'refused', reason: 'landline' });
    await dispatchOnce(carrier);
    expect(await statusOf(messageId)).toEqual({ status: 'rejected', reason: 'landline' });
  });

  it('F6 F20 never submits again on a guess, and a query settles it', async () => {
    const { messageId } = await send();
    carrier.answers.push({ outcome: 'in-doubt', reason: 'link-lost' });
    await dispatchOnce(carrier);
    expect(await stateOf(messageId)).toMatchObject({ state: 'in_doubt' });
    await makeDue();
    await settleInDoubt(carrier);
    await dispatchOnce(carrier);
    expect(carrier.seen).toHaveLength(1);
    carrier.queryAnswer = { submit: accepted(['found']), receipts: [] };
    await makeDue();
    await settleInDoubt(carrier);
    await recordDeliveryReceipt('fake', receipt('found', 'delivered'));
    expect(await statusOf(messageId)).toMatchObject({ status: 'delivered' });
    expect(carrier.seen).toHaveLength(1);
  });

  it('F5 F6 ends a lease that ran out: unsent goes back to the queue, begun is in doubt', async () => {
    const unsent = await send('unsent');
    await claimOutbox(newId(), 30, 10);
    const begun = await sendMessage({ actor, addresses: ['+12025550125'], text: 'begun' });
    const [row] = await claimOutbox(newId(), 30, 10);
    if (!row) throw new Error('nothing was claimed');
    await beginAttempts([row]);
    await sql.query(`UPDATE "Outbox" SET "leaseUntil" = now() - interval '1 second' WHERE "state" = 'claimed'`);
    await sweepOutbox();
    expect(await stateOf(unsent.messageId)).toMatchObject({ state: 'queued' });
    expect(await stateOf(begun.messageId)).toMatchObject({ state: 'in_doubt' });
    expect([await statusOf(unsent.messageId), await statusOf(begun.messageId)]).toMatchObject([{ status: 'queued', reason: null }, { status: 'submitted', reason: 'no-answer' }]);
    expect([...(await beginAttempts([row]))]).toEqual([]);
  });

  it('M5 calls a missing receipt unknown after its deadline, and a later receipt still counts', async () => {
    const { messageId } = await send();
    carrier.answers.push(accepted(['late']));
    await dispatchOnce(carrier);
    await sql.query(`UPDATE "Outbox" SET "deadlineAt" = now() - interval '1 second' WHERE "mailboxId" = $1::uuid`, [actor.mailboxId]);
    await sweepOutbox();
    expect(await statusOf(messageId)).toMatchObject({ status: 'unknown' });
    await recordDeliveryReceipt('fake', receipt('late', 'delivered'));
    expect(await statusOf(messageId)).toMatchObject({ status: 'delivered' });
  });

  it('keeps the order of one sender to one recipient, also over a throttled first', async () => {
    for (const text of ['one', 'two', 'three']) await send(text);
    carrier.answers.push({ outcome: 'throttled', retryAfterMs: 10 });
    while (carrier.seen.length < 4) {
      await makeDue();
      await dispatchOnce(carrier);
    }
    expect(carrier.seen.map((submission) => submission.text)).toEqual(['one', 'one', 'two', 'three']);
  });

  it('an idle worker has nothing to wake up for', async () => {
    expect(await nextDueInMs()).toBeNull();
    expect(await nextEventInMs()).toBeNull();
    await send();
    expect(await nextDueInMs()).toBe(0);
  });

  it('two dispatchers never submit the same recipient twice', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, n) => sendMessage({ actor, addresses: [`+120255501${n + 10}`], text: 'x' })));
    await Promise.all([dispatchOnce(carrier), dispatchOnce(carrier), dispatchOnce(carrier), dispatchOnce(carrier)]);
    while (await dispatchOnce(carrier));
    expect(carrier.seen).toHaveLength(12);
    expect(new Set(carrier.seen.map((submission) => submission.recipient)).size).toBe(12);
  });

  it('E3 cancels what an ended consent queued, and shows it as such', async () => {
    const { messageId } = await send();
    const grantId = newId();
    await sql.query(`UPDATE "Outbox" SET "grantId" = $2::uuid WHERE "mailboxId" = $1::uuid`, [actor.mailboxId, grantId]);
    expect(await inSqlTransaction((tx) => cancelQueuedSends(tx, { id: grantId, mailboxId: actor.mailboxId }))).toBe(1);
    await dispatchOnce(carrier);
    expect(carrier.seen).toHaveLength(0);
    expect(await statusOf(messageId)).toEqual({ status: 'cancelled', reason: 'consent-ended' });
  });
});

describe('E3, I7: a consent that ends while a worker holds its send', () => {
  const endedGrant = async () => {
    const { grantId } = await createToken({ client: await createClient(), subscriber: actor });
    await sql.query(`UPDATE "Outbox" SET "grantId" = $2::uuid WHERE "mailboxId" = $1::uuid`, [actor.mailboxId, grantId]);
    return { end: () => sql.query(`UPDATE "ConsentGrant" SET "endedAt" = now() WHERE "id" = $1::uuid`, [grantId]) };
  };

  it('claimed and not begun: nothing leaves', async () => {
    const { messageId } = await send();
    const grant = await endedGrant();
    const [row] = await claimOutbox(newId(), 30, 1);
    if (!row) throw new Error('nothing was claimed');
    await grant.end();
    expect([...(await beginAttempts([row]))]).toEqual([]);
    await sql.query(`UPDATE "Outbox" SET "state" = 'queued' WHERE "id" = $1`, [row.outboxId]);
    await dispatchOnce(carrier);
    expect(carrier.seen).toHaveLength(0);
    expect(await statusOf(messageId)).toEqual({ status: 'cancelled', reason: 'consent-ended' });
  });

  it('on its way, and not taken by the carrier: not tried again', async () => {
    const { messageId } = await send();
    const grant = await endedGrant();
    carrier.answers.push(async () => {
      await grant.end();
      return { outcome: 'throttled', retryAfterMs: 0 };
    });
    await dispatchOnce(carrier);
    await makeDue();
    await dispatchOnce(carrier);
    expect(carrier.seen).toHaveLength(1);
    expect(await statusOf(messageId)).toEqual({ status: 'cancelled', reason: 'consent-ended' });
  });
});

describe('receive-message', () => {
  const inbound = (inboundKey: string, text = 'Hi') => ({
    inboundKey, msisdn: actor.msisdn, direction: 'in' as const, from: recipient, to: [actor.msisdn], text, subject: null, isGroup: false, parts: [], sentAt: new Date(),
  });

  it('I6 stores a repeated delivery once', async () => {
    const results = await Promise.all(Array.from({ length: 5 }, () => receiveMessage(inbound('same'))));
    expect(results.filter((result) => result === 'stored')).toHaveLength(1);
    const [thread] = await sql.query<{ unreadCount: number; messageCount: number }>(`SELECT "unreadCount", "messageCount" FROM "Thread" WHERE "mailboxId" = $1::uuid`, [actor.mailboxId]);
    expect(thread).toEqual({ unreadCount: 1, messageCount: 1 });
  });

  it('answers go into the thread of what was sent', async () => {
    await send();
    await receiveMessage(inbound('answer'));
    expect(await sql.query(`SELECT 1 FROM "Thread" WHERE "mailboxId" = $1::uuid`, [actor.mailboxId])).toHaveLength(1);
  });

  it('keeps nothing for a line without an inbox', async () => {
    actor = await createSubscriber({ provisioned: false });
    expect(await receiveMessage(inbound('none'))).toBe('no-inbox');
  });
});

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, at) => permutations([...items.slice(0, at), ...items.slice(at + 1)]).map((rest) => [item, ...rest]));
}
