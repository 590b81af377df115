import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Carrier, CarrierEvents } from '#lib/carriers/carrier.ts';
import { createSmppCarrier } from '#lib/carriers/smpp/smpp-carrier.ts';
import type { SmppSettings } from '#lib/carriers/smpp/settings.ts';
import { findCodeOptOut } from '#lib/data/code-opt-outs.ts';
import { sql } from '#lib/data/pool.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { env } from '#lib/env.ts';
import { receiveMessage } from '#lib/use-cases/messages/receive-message.ts';
import { receiveSegment } from '#lib/use-cases/messages/receive-segment.ts';
import { recordDeliveryReceipt } from '#lib/use-cases/messages/record-delivery-receipt.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { settleInDoubt } from '#lib/use-cases/messages/settle-in-doubt.ts';
import { dispatchOnce } from '#tests/support/dispatch.ts';
import { eventually } from '#tests/support/eventually.ts';
import { friend, quick, smppSettings } from '#tests/support/fixtures/smpp-carrier.ts';
import { createChance, createFrames } from '#tests/support/fixtures/smpp-frames.ts';
import { receiptText, startSmsc, type Smsc, type SmscReply } from '#tests/support/fixtures/smsc.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let smsc: Smsc;
let carrier: Carrier;
let reply: SmscReply | (() => SmscReply);

const toStore: CarrierEvents = {
  receipt: (receipt) => recordDeliveryReceipt('smpp', receipt),
  inbound: async (message) => void (await receiveMessage(message)),
  inboundSegment: (segment) => receiveSegment('smpp', segment),
  capacity: () => undefined,
};

async function connect(times: Partial<SmppSettings['times']> = {}): Promise<void> {
  carrier = createSmppCarrier({ settings: smppSettings([smsc.port], { times: quick(times) }), findLine: async () => null });
  await carrier.start(toStore);
}

beforeEach(async () => {
  await sql.query(`UPDATE "Outbox" SET "state" = 'done' WHERE "state" NOT IN ('done', 'dead', 'cancelled')`);
  actor = await createSubscriber();
  reply = {};
  smsc = await startSmsc({ reply: () => (typeof reply === 'function' ? reply() : reply) });
});
afterEach(async () => {
  await carrier.stop();
  await smsc.stop();
});

async function send(text: string): Promise<string> {
  const { messageId } = await sendMessage({ actor, addresses: [friend], text });
  await dispatchOnce(carrier);
  return messageId;
}

const statusOf = async (messageId: string) =>
  (await sql.query<{ status: string; reason: string | null }>(`SELECT "status", "reason" FROM "Recipient" WHERE "mailboxId" = $1::uuid AND "messageId" = $2::uuid`, [actor.mailboxId, messageId]))[0];
const arrived = async () =>
  (await sql.query<{ text: string }>(`SELECT "text" FROM "Message" WHERE "mailboxId" = $1::uuid AND "direction" = 'in' ORDER BY "id"`, [actor.mailboxId])).map(({ text }) => text);
const receiptFor = (id: string, stat: string, more: Readonly<Record<string, unknown>> = {}) =>
  smsc.deliver({ source_addr: friend.slice(1), destination_addr: actor.msisdn.slice(1), esm_class: 4, short_message: Buffer.from(receiptText(id, stat)), ...more });
const fromFriend = (octets: Buffer | number[], more: Readonly<Record<string, unknown>> = {}) =>
  smsc.deliver({ source_addr: friend.slice(1), destination_addr: actor.msisdn.slice(1), short_message: Buffer.from(octets), ...more });

test('a message of several segments is delivered when the receipts of all are there, told in decimal where the answers were hexadecimal', async () => {
  await connect();
  const ids = [0x1a2b3c01, 0x1a2b3c02];
  const left = [...ids];
  reply = () => ({ messageId: left.shift()?.toString(16).toUpperCase() });
  const messageId = await send(`’${'x'.repeat(100)}`);
  expect(await statusOf(messageId)).toMatchObject({ status: 'submitted' });
  expect(left).toHaveLength(0);
  for (const [at, id] of ids.entries()) {
    expect((await receiptFor(String(id).padStart(10, '0'), 'DELIVRD')).command_status).toBe(0);
    expect(await statusOf(messageId)).toMatchObject({ status: at === 0 ? 'submitted' : 'delivered' });
  }
});

test('F26 receipts that overtake the answers count all the same', async () => {
  await connect();
  reply = { receipts: ['ENROUTE', 'DELIVRD'], receiptFirst: true };
  const messageId = await send('Hello');
  await eventually(async () => expect(await statusOf(messageId)).toMatchObject({ status: 'delivered' }));
});

test('F22 an answer after its time makes the id known, so that the receipt finds its message; one submit left', async () => {
  await connect({ responseMs: 20 });
  reply = { hold: true, messageId: 'TOO-LATE' };
  const messageId = await send('Hello');
  expect(await statusOf(messageId)).toMatchObject({ status: 'submitted', reason: 'no-answer' });
  smsc.release();
  await eventually(async () => expect(await sql.query(`SELECT 1 FROM "CarrierReference" WHERE "carrierMessageId" = 'TOO-LATE'`)).toHaveLength(1));
  // The receipt names nobody: the id alone finds the message.
  await receiptFor('TOO-LATE', 'DELIVRD', { source_addr: '', destination_addr: '' });
  expect(await statusOf(messageId)).toMatchObject({ status: 'delivered' });
  expect(smsc.submits()).toHaveLength(1);
});

test('F22 a refusal after its time ends the message with its reason', async () => {
  await connect({ responseMs: 20 });
  reply = { hold: true, status: 0x0b };
  const messageId = await send('Hello');
  smsc.release();
  await eventually(async () => {
    await settleInDoubt(carrier);
    expect(await statusOf(messageId)).toMatchObject({ status: 'rejected', reason: 'recipient-refused' });
  });
});

test('F7, F20 a submit whose link fell is never sent again, and its receipt finds it by our reference', async () => {
  await connect();
  reply = { cut: true };
  const messageId = await send('Hello');
  expect(await statusOf(messageId)).toMatchObject({ status: 'submitted', reason: 'no-answer' });
  await eventually(() => expect(carrier.capacity().free).toBeGreaterThan(0));
  reply = {};
  await dispatchOnce(carrier);
  expect(smsc.submits()).toHaveLength(1);
  await receiptFor('NEVER-HEARD', 'DELIVRD', { user_message_reference: smsc.submits()[0]?.user_message_reference });
  expect(await statusOf(messageId)).toMatchObject({ status: 'delivered' });
});

test('I6 a text in three parts is one message, whatever the order and however often a part comes', async () => {
  await connect();
  for (const at of [3, 1, 1, 2]) expect((await fromFriend([5, 0, 3, 9, 3, at, 0x40 + at], { esm_class: 0x40 })).command_status).toBe(0);
  expect(await arrived()).toEqual(['ABC']);
});

test('F11 a message whose acknowledgement may be lost with the link is stored once', async () => {
  await connect();
  await fromFriend(Buffer.from('at eight?'));
  smsc.cut();
  await eventually(() => expect([smsc.binds(), smsc.sessions()]).toEqual([2, 1]));
  expect((await fromFriend(Buffer.from('at eight?'))).command_status).toBe(0);
  expect(await arrived()).toEqual(['at eight?']);
});

test('F10 while the store is away nothing is acknowledged, and what comes again then is stored once', async () => {
  let isAway = true;
  carrier = createSmppCarrier({ settings: smppSettings([smsc.port]), findLine: async () => null });
  await carrier.start({ ...toStore, inbound: (message) => (isAway ? Promise.reject(new Error('away')) : toStore.inbound(message)) });
  expect((await fromFriend(Buffer.from('hi'))).command_status).toBe(0x64);
  isAway = false;
  expect((await fromFriend(Buffer.from('hi'))).command_status).toBe(0);
  expect(await arrived()).toEqual(['hi']);
});

test('whatever a centre delivers can be stored or is refused for good: nothing comes again for ever', async () => {
  await connect();
  const makeFrame = createFrames(createChance(20_261_124), actor.msisdn);
  const isDelivery = (frame: Buffer) => [0x05, 0x103].includes(frame.readUInt32BE(4));
  const frames = Array.from({ length: 3_000 }, makeFrame).filter(isDelivery);
  const answers = () => smsc.ledger.filter(({ command }) => command === 'deliver_sm_resp' || command === 'data_sm_resp');
  // Few at once: a store that is asked for more than it has connections for answers "later" (F16), and this is not about that.
  for (let sent = 0; sent < frames.length; ) {
    const some = frames.slice(sent, sent + 60);
    smsc.write(Buffer.concat(some));
    sent += some.length;
    await eventually(() => expect(answers()).toHaveLength(sent));
  }
  expect(new Set(answers().map(({ command_status }) => command_status))).toEqual(new Set([0, 0x65]));
  expect((await arrived()).length).toBeGreaterThan(100);
});

const stateOf = async (messageId: string) => (await sql.query<{ state: string }>(`SELECT "state" FROM "Outbox" WHERE "mailboxId" = $1::uuid AND "messageId" = $2::uuid`, [actor.mailboxId, messageId]))[0]?.state;

test('F22 an answer after its time ends the doubt', async () => {
  await connect({ responseMs: 20 });
  reply = { hold: true };
  const messageId = await send('late');
  await eventually(async () => expect(await statusOf(messageId)).toEqual({ status: 'submitted', reason: 'no-answer' }));
  smsc.release();
  await eventually(async () => expect(await statusOf(messageId)).toEqual({ status: 'submitted', reason: null }));
  expect(await stateOf(messageId)).toBe('submitted');
});

test.each([0, 1, 3, 6])('T14 STOP to the own short code stops codes, with type of number %i', async (ton) => {
  await connect();
  const write = (text: string) => smsc.deliver({ source_addr: actor.msisdn.slice(1), dest_addr_ton: ton, destination_addr: env.OWN_SHORT_CODE, short_message: Buffer.from(text) });
  expect((await write('STOP')).command_status).toBe(0);
  expect(await findCodeOptOut(actor.msisdn)).not.toBeNull();
  expect((await write('START')).command_status).toBe(0);
  expect(await findCodeOptOut(actor.msisdn)).toBeNull();
});

test('I6 a text to the own number is stored', async () => {
  await connect();
  expect((await fromFriend(Buffer.from('Buy milk'), { source_addr: actor.msisdn.slice(1) })).command_status).toBe(0);
  expect(await arrived()).toEqual(['Buy milk']);
});
