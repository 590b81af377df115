import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeliveryReceipt, SubmitResult } from '#lib/carriers/carrier.ts';
import { sql } from '#lib/data/pool.ts';
import { claimOutbox } from '#lib/data/store/outbox.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { newId } from '#lib/ids.ts';
import { createDispatcher } from '#lib/use-cases/messages/dispatcher.ts';
import { adoptParkedReceipts, recordDeliveryReceipt } from '#lib/use-cases/messages/record-delivery-receipt.ts';
import { recordSubmitResult } from '#lib/use-cases/messages/record-submit-result.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { settleInDoubt } from '#lib/use-cases/messages/settle-in-doubt.ts';
import { sweepOutbox } from '#lib/use-cases/messages/sweep-outbox.ts';
import { dispatchOnce } from '#tests/support/dispatch.ts';
import { createFakeCarrier, type FakeCarrier } from '#tests/support/fixtures/fake-carrier.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let carrier: FakeCarrier;
const recipient = '+12025550123';

beforeEach(async () => {
  await sql.query(`UPDATE "Outbox" SET "state" = 'done' WHERE "state" NOT IN ('done', 'dead', 'cancelled')`);
  await sql.query(`DELETE FROM "ParkedReceipt"`);
  actor = await createSubscriber();
  carrier = createFakeCarrier();
});

afterEach(() => {
  vi.useRealTimers();
});

const send = (address = recipient, text = 'Hello') => sendMessage({ actor, addresses: [address], text });
const outboxOf = async (messageId: string) =>
  (
    await sql.query<{ state: string; attempts: number; failures: number; throttles: number; segmentsTaken: number; lostLeases: number; outboxId: number }>(
      `SELECT "id" AS "outboxId", "state", "attempts", "failures", "throttles", "segmentsTaken", "lostLeases" FROM "Outbox" WHERE "mailboxId" = $1::uuid AND "messageId" = $2::uuid`,
      [actor.mailboxId, messageId],
    )
  )[0];
const statusOf = async (messageId: string, { mailboxId } = actor) =>
  (await sql.query<{ status: string; reason: string | null }>(`SELECT "status", "reason" FROM "Recipient" WHERE "mailboxId" = $1::uuid AND "messageId" = $2::uuid`, [mailboxId, messageId]))[0];
const makeDue = () => sql.query(`UPDATE "Outbox" SET "nextAttemptAt" = now() - interval '1 hour'`);
const endLeases = () => sql.query(`UPDATE "Outbox" SET "leaseUntil" = now() - interval '1 second' WHERE "state" = 'claimed'`);
const accepted = (carrierMessageIds: string[], segmentCount = carrierMessageIds.length): SubmitResult => ({ outcome: 'accepted', taken: { carrierMessageIds, segmentCount } });
const receipt = (carrierMessageIds: [string, ...string[]], status: DeliveryReceipt['status'], about: DeliveryReceipt['about'] = null): DeliveryReceipt => ({
  carrierMessageIds, about, status, reason: null, roaming: false, eventKey: status, at: new Date(),
});

describe('the places of the carrier', () => {
  it('never claims more than the carrier has free, and nothing while it has none', async () => {
    for (let at = 0; at < 5; at += 1) await send(`+1202555013${at}`);
    carrier.free = { free: 0, againInMs: 40 };
    const dispatcher = createDispatcher(carrier);
    expect(await dispatcher.round()).toEqual({ claimed: 0, waitMs: 40 });
    expect(carrier.seen).toHaveLength(0);
    carrier.free = { free: 2, againInMs: 0 };
    await dispatcher.round();
    await dispatcher.settled();
    expect(carrier.seen).toHaveLength(2);
  });

  it('F25 a submit without an answer holds up nobody but its own recipient', async () => {
    const slow = Promise.withResolvers<SubmitResult>();
    carrier.answers.push(() => slow.promise);
    await send(recipient, 'slow');
    await send(recipient, 'behind it');
    await send('+12025550199', 'elsewhere');
    const dispatcher = createDispatcher(carrier);
    while ((await dispatcher.round()).claimed > 0);
    expect(carrier.seen.map(({ text }) => text)).toEqual(['slow', 'elsewhere']);
    slow.resolve(accepted(['slow-1']));
    await dispatcher.settled();
    while ((await dispatcher.round()).claimed > 0) await dispatcher.settled();
    expect(carrier.seen.map(({ text }) => text)).toEqual(['slow', 'elsewhere', 'behind it']);
  });

  it('people go before programs, and codes before people', async () => {
    await send('+12025550111', 'program');
    await send('+12025550112', 'person');
    await send('+12025550113', 'code');
    await sql.query(`UPDATE "Outbox" SET "priority" = CASE "address" WHEN '+12025550111' THEN 2 WHEN '+12025550112' THEN 1 ELSE 0 END WHERE "mailboxId" = $1::uuid`, [actor.mailboxId]);
    carrier.free = { free: 1, againInMs: 0 };
    while (await dispatchOnce(carrier));
    expect(carrier.seen.map(({ text }) => text)).toEqual(['code', 'person', 'program']);
  });
});

describe('I2: what the carrier took is never submitted again', () => {
  it('goes on behind the segments that an earlier attempt got taken', async () => {
    const { messageId } = await send();
    carrier.answers.push({ outcome: 'throttled', retryAfterMs: 0, taken: { carrierMessageIds: ['a', 'b'], segmentCount: 3 } }, accepted(['c'], 3));
    await dispatchOnce(carrier);
    await makeDue();
    await dispatchOnce(carrier);
    expect(carrier.seen.map(({ segmentsTaken }) => segmentsTaken)).toEqual([0, 2]);
    expect(await outboxOf(messageId)).toMatchObject({ state: 'submitted', segmentsTaken: 3 });
    for (const id of ['a', 'b']) await recordDeliveryReceipt('fake', receipt([id], 'delivered'));
    expect(await statusOf(messageId)).toMatchObject({ status: 'submitted' });
    await recordDeliveryReceipt('fake', receipt(['c'], 'delivered'));
    expect(await statusOf(messageId)).toMatchObject({ status: 'delivered' });
  });

  it('F29 gives up after five failures that the carrier answered; throttles and lost links do not count (F23)', async () => {
    const { messageId } = await send();
    const failed: SubmitResult = { outcome: 'failed', reason: 'system-error', retryAfterMs: 0 };
    const throttled: SubmitResult = { outcome: 'throttled', retryAfterMs: 0 };
    const notSent: SubmitResult = { outcome: 'not-sent', reason: 'no-link', retryAfterMs: 0 };
    carrier.answers.push(failed, throttled, failed, notSent, failed, notSent, throttled, failed, throttled);
    for (let at = 0; at < 9; at += 1) {
      await makeDue();
      await dispatchOnce(carrier);
    }
    expect(await outboxOf(messageId)).toMatchObject({ state: 'queued', failures: 4, throttles: 3 });
    carrier.answers.push(failed);
    await makeDue();
    await dispatchOnce(carrier);
    expect(await outboxOf(messageId)).toMatchObject({ state: 'dead' });
    expect(await statusOf(messageId)).toEqual({ status: 'rejected', reason: 'gave-up' });
  });

  it('F29 a message that was the try of a failing link is kept, however often, and goes out when the link works', async () => {
    const { messageId } = await send();
    const tried: SubmitResult = { outcome: 'failed', reason: 'system-error', retryAfterMs: 0, isTry: true };
    carrier.answers.push(...Array.from({ length: 8 }, () => tried), { ...tried, isTry: false });
    for (let at = 0; at < 9; at += 1) {
      await makeDue();
      await dispatchOnce(carrier);
    }
    expect(await outboxOf(messageId)).toMatchObject({ state: 'queued', attempts: 9, failures: 1 });
    carrier.answers.push(accepted(['tried']));
    await makeDue();
    await dispatchOnce(carrier);
    expect(await statusOf(messageId)).toMatchObject({ status: 'submitted' });
  });
});

describe('F29: a message that ends its workers', () => {
  it('is claimed alone after a lost lease, and is dead after five; what was claimed with it goes on', async () => {
    const poison = await send('+12025550141', 'poison');
    const other = await send('+12025550142', 'other');
    await claimOutbox(newId(), 30, 10);
    await endLeases();
    await sweepOutbox();
    expect([(await outboxOf(poison.messageId))?.lostLeases, (await outboxOf(other.messageId))?.lostLeases]).toEqual([1, 1]);
    expect(await claimOutbox(newId(), 30, 10)).toEqual([]);
    for (let lost = 1; lost < 5; lost += 1) {
      await sql.query(`UPDATE "Outbox" SET "state" = 'claimed', "leaseUntil" = now() - interval '1 second' WHERE "id" = $1::int8`, [(await outboxOf(poison.messageId))?.outboxId]);
      await sweepOutbox();
    }
    await sweepOutbox();
    expect(await outboxOf(poison.messageId)).toMatchObject({ state: 'dead' });
    expect(await statusOf(poison.messageId)).toEqual({ status: 'rejected', reason: 'gave-up' });
    const dispatcher = createDispatcher(carrier, { suspectsEveryMs: 0 });
    await dispatcher.round();
    await dispatcher.settled();
    expect(carrier.seen.map(({ text }) => text)).toEqual(['other']);
    expect(await outboxOf(other.messageId)).toMatchObject({ state: 'submitted', lostLeases: 0 });
  });

  it('F5 of what a killed worker held one follows the other at once, each alone, and none while the carrier has no place', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const messages = await Promise.all(['+12025550143', '+12025550144', '+12025550145'].map((address) => send(address)));
    await claimOutbox(newId(), 30, 10);
    await endLeases();
    await sweepOutbox();
    const dispatcher = createDispatcher(carrier);
    vi.advanceTimersByTime(5_000);
    carrier.free = { free: 0, againInMs: 40 };
    await dispatcher.round();
    expect(carrier.seen).toEqual([]);
    carrier.free = { free: 8, againInMs: 0 };
    for (let round = 1; round <= 3; round += 1) {
      await dispatcher.round();
      expect(carrier.seen).toHaveLength(round);
    }
    for (const { messageId } of messages) expect(await outboxOf(messageId)).toMatchObject({ state: 'submitted', lostLeases: 0 });
  });

  it('F5 a lease lost once does not stop a message', async () => {
    const { messageId } = await send();
    await claimOutbox(newId(), 30, 10);
    await endLeases();
    await sweepOutbox();
    const dispatcher = createDispatcher(carrier, { suspectsEveryMs: 0 });
    await dispatcher.round();
    await dispatcher.settled();
    expect(await outboxOf(messageId)).toMatchObject({ state: 'submitted', attempts: 1 });
  });
});

describe('F7: a receipt whose id was lost with the answer', () => {
  const about = async (messageId: string) => ({ sender: actor.msisdn, recipient, reference: ((await outboxOf(messageId))?.outboxId ?? 0) % 65_536 });
  const lose = async (text: string) => {
    const { messageId } = await send(recipient, text);
    carrier.answers.push({ outcome: 'in-doubt', reason: 'link-lost' });
    await dispatchOnce(carrier);
    return messageId;
  };

  it('finds its submit by sender, recipient and reference', async () => {
    const first = await lose('first');
    const second = await lose('second');
    await recordDeliveryReceipt('fake', receipt(['x1'], 'delivered', await about(second)));
    expect([(await statusOf(first))?.status, (await statusOf(second))?.status]).toEqual(['submitted', 'delivered']);
    await recordDeliveryReceipt('fake', receipt(['x2'], 'undeliverable', { ...(await about(first)), reference: null }));
    expect((await statusOf(first))?.status).toBe('undeliverable');
  });

  it('stays parked when several can be meant, and is taken up when only one is left', async () => {
    const first = await lose('first');
    const second = await lose('second');
    await recordDeliveryReceipt('fake', receipt(['y1'], 'delivered', { ...(await about(first)), reference: null }));
    expect([(await statusOf(first))?.status, (await statusOf(second))?.status]).toEqual(['submitted', 'submitted']);
    await recordDeliveryReceipt('fake', receipt(['y2'], 'delivered', await about(second)));
    await adoptParkedReceipts('fake');
    expect((await statusOf(first))?.status).toBe('delivered');
  });

  it('that came while the row was still held is taken up once the row is in doubt', async () => {
    const { messageId } = await send();
    carrier.answers.push(async () => {
      await recordDeliveryReceipt('fake', receipt(['z1'], 'delivered', await about(messageId)));
      expect((await statusOf(messageId))?.status).toBe('queued');
      return { outcome: 'in-doubt', reason: 'crash' };
    });
    await dispatchOnce(carrier);
    await settleInDoubt(carrier);
    expect((await statusOf(messageId))?.status).toBe('delivered');
  });

  it('that comes after the deadline still finds it: unknown is no last word', async () => {
    const messageId = await lose('late');
    await sql.query(`UPDATE "Outbox" SET "deadlineAt" = now() - interval '1 second' WHERE "mailboxId" = $1::uuid`, [actor.mailboxId]);
    await sweepOutbox();
    expect((await statusOf(messageId))?.status).toBe('unknown');
    await recordDeliveryReceipt('fake', receipt(['v1'], 'delivered', await about(messageId)));
    expect((await statusOf(messageId))?.status).toBe('delivered');
  });

  it('F7 that came before anything was sent is about something else, however often it is looked at', async () => {
    await recordDeliveryReceipt('fake', receipt(['old'], 'delivered', { sender: actor.msisdn, recipient, reference: null }));
    const messageId = await lose('later');
    for (let time = 0; time < 2; time += 1) await adoptParkedReceipts('fake');
    expect((await statusOf(messageId))?.status).toBe('submitted');
    // The very same, told now, may be about it.
    await recordDeliveryReceipt('fake', receipt(['old'], 'delivered', { sender: actor.msisdn, recipient, reference: null }));
    expect((await statusOf(messageId))?.status).toBe('delivered');
  });

  it('F26 under an id that the centre uses again is not taken for the new message; one that overtakes its answer is', async () => {
    await recordDeliveryReceipt('fake', receipt(['again'], 'undeliverable'));
    await recordDeliveryReceipt('fake', receipt(['twice'], 'undeliverable'));
    const [first, second] = [await send(recipient, 'first'), await send('+12025550178', 'second')];
    carrier.answers.push(accepted(['again']), async () => {
      await recordDeliveryReceipt('fake', receipt(['twice'], 'undeliverable'));
      return accepted(['twice']);
    });
    await dispatchOnce(carrier);
    expect([(await statusOf(first.messageId))?.status, (await statusOf(second.messageId))?.status]).toEqual(['submitted', 'undeliverable']);
    await recordDeliveryReceipt('fake', receipt(['again'], 'delivered'));
    expect((await statusOf(first.messageId))?.status).toBe('delivered');
  });

  it('never is about another number or another sender', async () => {
    const messageId = await lose('mine');
    const mine = await about(messageId);
    await recordDeliveryReceipt('fake', receipt(['w1'], 'delivered', { ...mine, recipient: '+12025550188' }));
    await recordDeliveryReceipt('fake', receipt(['w2'], 'delivered', { ...mine, sender: '+12025550187' }));
    expect((await statusOf(messageId))?.status).toBe('submitted');
  });
});

describe('the time of a receipt', () => {
  it('M5 is never before the message: a date of whole minutes, or of another zone, gives way to the moment of arrival', async () => {
    const { messageId } = await send();
    carrier.answers.push(accepted(['timed']));
    await dispatchOnce(carrier);
    await recordDeliveryReceipt('fake', { ...receipt(['timed'], 'delivered'), at: new Date(Date.now() - 3_600_000) });
    const events = await sql.query<{ status: string }>(`SELECT "status" FROM "StatusEvent" WHERE "mailboxId" = $1::uuid AND "messageId" = $2::uuid ORDER BY "at", "id"`, [actor.mailboxId, messageId]);
    expect(events.at(-1)?.status).toBe('delivered');
  });
});

describe('ids told in another form', () => {
  it('a receipt in decimal finds a submit answered in hex, by the recipient it names', async () => {
    const { messageId } = await send();
    const other = await send('+12025550177');
    carrier.answers.push(accepted(['a1']), accepted(['161']));
    await dispatchOnce(carrier);
    await recordDeliveryReceipt('fake', receipt(['161', 'a1'], 'delivered', { sender: actor.msisdn, recipient, reference: null }));
    expect([(await statusOf(messageId))?.status, (await statusOf(other.messageId))?.status]).toEqual(['delivered', 'submitted']);
  });

  it('F26 is left to its own submit where another message to the same recipient has an id that reads alike', async () => {
    const neighbour = await createSubscriber();
    const theirs = await sendMessage({ actor: neighbour, addresses: [recipient], text: 'theirs' });
    const earlier = await send();
    carrier.answers.push(accepted(['00000041']), accepted(['00000043']));
    await dispatchOnce(carrier);
    const { messageId } = await send(recipient, 'later');
    const mine = { sender: actor.msisdn, recipient };
    carrier.answers.push(async () => {
      await recordDeliveryReceipt('fake', receipt(['00000065', '00000041'], 'delivered', { ...mine, reference: null }));
      await recordDeliveryReceipt('fake', receipt(['00000067', '00000043'], 'undeliverable', { ...mine, reference: ((await outboxOf(messageId))?.outboxId ?? 0) % 65_536 }));
      expect([await statusOf(earlier.messageId), (await statusOf(theirs.messageId, neighbour))?.status]).toEqual([expect.objectContaining({ status: 'submitted' }), 'submitted']);
      return accepted(['00000065']);
    });
    await dispatchOnce(carrier);
    expect((await statusOf(messageId))?.status).toBe('delivered');
  });

  it('F26 waits for its submit under every form', async () => {
    const { messageId } = await send();
    carrier.answers.push(async () => {
      await recordDeliveryReceipt('fake', receipt(['171', 'ab'], 'delivered'));
      return accepted(['ab']);
    });
    await dispatchOnce(carrier);
    expect((await statusOf(messageId))?.status).toBe('delivered');
  });
});

describe('answers written together', () => {
  it('one that cannot be stored fails alone', async () => {
    const messages = [await send('+12025550161'), await send('+12025550162')];
    const rows = await claimOutbox(newId(), 30, 10);
    const [bad, good] = rows;
    if (!bad || !good) throw new Error('nothing was claimed');
    const outcomes = await Promise.allSettled([
      recordSubmitResult({ carrier: 'fake', row: bad, number: 1, result: accepted(['nul\u0000']) }),
      recordSubmitResult({ carrier: 'fake', row: good, number: 1, result: accepted(['fine']) }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    const states = await Promise.all(messages.map(async ({ messageId }) => (await outboxOf(messageId))?.state));
    expect(states.sort()).toEqual(['claimed', 'submitted']);
  });

  it('F12 an answer after the lease settles a row in doubt; what is not an answer does not', async () => {
    const { messageId } = await send();
    const [row] = await claimOutbox(newId(), 30, 10);
    if (!row) throw new Error('nothing was claimed');
    await sql.query(`UPDATE "Outbox" SET "state" = 'in_doubt', "leaseUntil" = NULL WHERE "id" = $1::int8`, [row.outboxId]);
    await recordSubmitResult({ carrier: 'fake', row, number: 1, result: { outcome: 'throttled', retryAfterMs: 0 } });
    expect(await outboxOf(messageId)).toMatchObject({ state: 'in_doubt' });
    await recordSubmitResult({ carrier: 'fake', row, number: 1, result: accepted(['late']) });
    expect(await outboxOf(messageId)).toMatchObject({ state: 'submitted' });
  });
});

describe('a submit that no receipt comes for', () => {
  it('is asked about by its ids, and the answer counts', async () => {
    const { messageId } = await send();
    carrier.answers.push(accepted(['silent']));
    await dispatchOnce(carrier);
    await sql.query(`UPDATE "Outbox" SET "deadlineAt" = "deadlineAt" - interval '1 hour' WHERE "mailboxId" = $1::uuid`, [actor.mailboxId]);
    carrier.queryAnswer = { submit: null, receipts: [receipt(['silent'], 'delivered')] };
    expect(await settleInDoubt(carrier)).toBe(1);
    expect(carrier.asked).toEqual([['silent']]);
    expect((await statusOf(messageId))?.status).toBe('delivered');
    expect(await settleInDoubt(carrier)).toBe(0);
  });
});
