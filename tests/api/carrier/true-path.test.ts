import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { dispatchOnce } from '#tests/support/dispatch.ts';
import { eventually } from '#tests/support/eventually.ts';
import { type CarrierDoor, friend, openCarrierDoor, receivedBy, recipientOf } from '#tests/support/fixtures/carrier-door.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
let door: CarrierDoor;
let actor: SubscriberActor;

beforeAll(async () => {
  door = await openCarrierDoor();
  actor = await createSubscriber();
});
afterAll(() => door.close());

it('M5 a text goes out over the provider, its statuses come back, and the answer of the friend arrives', async () => {
  const { messageId, taken } = await door.send(actor, 'Are you there?');
  expect(taken).toMatchObject({ to: friend, from: actor.msisdn, body: 'Are you there?' });
  expect(await recipientOf(actor, messageId)).toMatchObject({ status: 'submitted' });
  expect((await door.provider.tellStatus(taken, 'sent')).status).toBe(204);
  expect(await recipientOf(actor, messageId)).toMatchObject({ status: 'accepted' });
  expect((await door.provider.tellStatus(taken, 'delivered')).status).toBe(204);
  expect(await recipientOf(actor, messageId)).toMatchObject({ status: 'delivered' });
  const answer = await door.provider.tell(door.inboundUrl, door.inboundOf(actor, { Body: 'Here I am 😎' }));
  expect([answer.status, answer.text]).toEqual([200, '<?xml version="1.0" encoding="UTF-8"?><Response/>']);
  expect(await receivedBy(actor)).toMatchObject([{ text: 'Here I am 😎', from: friend, direction: 'in', parts: [] }]);
});

it('a picture is fetched from us by the address in the submit, and the same bytes come', async () => {
  await sendMessage({ actor, addresses: [friend], text: 'Look', attachments: [{ name: 'dot.png', contentType: 'image/png', bytes: picture }] });
  const taken = await eventually(async () => {
    await dispatchOnce(door.carrier);
    const found = door.provider.ledger.find(({ body }) => body === 'Look');
    if (!found) throw new Error('not taken yet');
    return found;
  });
  const [url = ''] = taken.form.getAll('MediaUrl');
  const answer = await door.provider.fetchFile(url);
  expect([answer.status, answer.headers['content-type'], answer.headers['content-length'], answer.headers['x-content-type-options']]).toEqual([200, 'image/png', String(picture.length), 'nosniff']);
  expect(answer.bytes.equals(picture)).toBe(true);
});
