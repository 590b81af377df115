import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { settleInDoubt } from '#lib/use-cases/messages/settle-in-doubt.ts';
import { eventually } from '#tests/support/eventually.ts';
import { dispatchOnce } from '#tests/support/dispatch.ts';
import { type CarrierDoor, eventsOf, friend, openCarrierDoor, recipientOf } from '#tests/support/fixtures/carrier-door.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let door: CarrierDoor;
let actor: SubscriberActor;

beforeAll(async () => {
  door = await openCarrierDoor();
  actor = await createSubscriber();
});
afterAll(() => door.close());

describe('a status of the provider', () => {
  it.each([
    ['undelivered', 30003, 'undeliverable', 'unreachable'],
    ['undelivered', 30004, 'rejected', 'blocked'],
    ['undelivered', 30005, 'undeliverable', 'unreachable'],
    ['undelivered', 30006, 'undeliverable', 'landline'],
    ['undelivered', 30007, 'rejected', 'blocked'],
    ['undelivered', 30008, 'undeliverable', null],
    ['undelivered', 39999, 'undeliverable', null],
    ['failed', 21610, 'rejected', 'stopped-at-carrier'],
    ['failed', 30036, 'rejected', 'expired'],
    ['failed', 63038, 'rejected', 'carrier-refused'],
    ['failed', undefined, 'rejected', 'carrier-refused'],
    ['delivered', undefined, 'delivered', null],
  ])('M5 %s with %s is %s, %s', async (messageStatus, errorCode, status, reason) => {
    const { messageId, taken } = await door.send(actor);
    expect((await door.provider.tellStatus(taken, messageStatus, errorCode)).status).toBe(204);
    expect(await recipientOf(actor, messageId)).toEqual({ status, reason });
  });

  it.each(['queued', 'sending', 'accepted', 'scheduled', 'a-word-of-tomorrow'])('“%s” changes nothing', async (messageStatus) => {
    const { messageId, taken } = await door.send(actor);
    expect((await door.provider.tellStatus(taken, messageStatus)).status).toBe(204);
    expect(await recipientOf(actor, messageId)).toMatchObject({ status: 'submitted' });
  });

  it('I4 told twenty times at once is one fact', async () => {
    const { messageId, taken } = await door.send(actor);
    const answers = await Promise.all(Array.from({ length: 20 }, () => door.provider.tellStatus(taken, 'delivered')));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 204));
    expect((await eventsOf(actor, messageId)).filter(({ status }) => status === 'delivered')).toHaveLength(1);
    expect(await recipientOf(actor, messageId)).toMatchObject({ status: 'delivered' });
  });

  it('I4 replayed after the end takes nothing back', async () => {
    const { messageId, taken } = await door.send(actor);
    for (const status of ['sent', 'delivered', 'sent', 'undelivered']) expect((await door.provider.tellStatus(taken, status)).status).toBe(204);
    expect(await recipientOf(actor, messageId)).toMatchObject({ status: 'delivered' });
  });

  it('F7 names the message whose id was lost with the answer: by our reference, in the signed address', async () => {
    door.provider.faults.push({ cut: 'before-answer', taken: true });
    const lost = await door.send(actor, 'Lost');
    // Another to the same number under way at the same time, so that only the reference tells them apart.
    door.provider.faults.push({ cut: 'before-answer', taken: true });
    const other = await door.send(actor, 'Lost');
    expect((await door.provider.tellStatus(lost.taken, 'delivered')).status).toBe(204);
    expect([await recipientOf(actor, lost.messageId), await recipientOf(actor, other.messageId)]).toMatchObject([{ status: 'delivered' }, { status: 'submitted' }]);
  });

  it('F20 that never came is asked for', async () => {
    door.provider.faults.push({ cut: 'in-answer', taken: true });
    const { messageId, taken } = await door.send(actor, 'Asked for');
    taken.status = 'delivered';
    await sql.query(`UPDATE "Outbox" SET "nextAttemptAt" = now() - interval '1 hour' WHERE "state" = 'in_doubt'`);
    await settleInDoubt(door.carrier);
    expect(await recipientOf(actor, messageId)).toMatchObject({ status: 'delivered' });
    const before = door.provider.ledger.length;
    while (await dispatchOnce(door.carrier));
    expect(door.provider.ledger).toHaveLength(before);
  });

  it('about nothing of ours, or about nothing at all, is taken and kept away from everything', async () => {
    const fields = { MessageSid: `SM${'e'.repeat(32)}`, MessageStatus: 'delivered', From: '+12025550199', To: '+12025550198' };
    for (const each of [fields, { ...fields, MessageSid: 'nonsense' }, { MessageStatus: 'delivered' }, {}]) {
      expect((await door.provider.tell(door.statusUrl, each as Record<string, string>)).status).toBe(204);
    }
  });

  it('a refusal at the submit says why', async () => {
    door.provider.faultsOf.set(friend, [{ status: 400, code: 21614 }]);
    const { messageId } = await sendMessage({ actor, addresses: [friend], text: 'To a landline' });
    // The pace of the tests before may leave no place at once.
    await eventually(async () => {
      await dispatchOnce(door.carrier);
      expect(await recipientOf(actor, messageId)).toEqual({ status: 'rejected', reason: 'not-a-mobile' });
    });
  });
});
