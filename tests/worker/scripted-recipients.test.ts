import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimulator } from '#lib/carriers/simulator/simulator.ts';
import { sql } from '#lib/data/pool.ts';
import { startSignals, stopSignals } from '#lib/data/signals.ts';
import { findInLedger } from '#lib/data/simulator/ledger.ts';
import { listPhoneMessages } from '#lib/data/simulator/network.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { env } from '#lib/env.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { sendOwnCode } from '#lib/use-cases/messages/send-own-code.ts';
import { phoneSends } from '#lib/use-cases/simulator/phone-sends.ts';
import { startWorker } from '#lib/worker/start-worker.ts';
import { eventually } from '#tests/support/eventually.ts';
import { createCaller } from '#tests/support/fixtures/app-clients.ts';
import { receive } from '#tests/support/fixtures/stored-messages.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let worker: Awaited<ReturnType<typeof startWorker>>;
let ana: SubscriberActor;
let ben: SubscriberActor;

beforeAll(async () => {
  await startSignals();
  worker = await startWorker(createSimulator({ ownShortCode: env.OWN_SHORT_CODE }));
  ana = await createSubscriber();
  ben = await createSubscriber();
});
afterAll(async () => {
  await worker.stop();
  await stopSignals();
});

const send = (address: string, more: { text?: string; isGroup?: boolean; others?: string[] } = {}) =>
  sendMessage({ actor: ana, addresses: [address, ...(more.others ?? [])], text: more.text ?? 'Hello', isGroup: more.isGroup ?? false });
const recipientOf = async (messageId: string) =>
  (await sql.query<{ status: string; reason: string | null; roaming: boolean }>(`SELECT "status", "reason", "roaming" FROM "Recipient" WHERE "mailboxId" = $1::uuid AND "messageId" = $2::uuid`, [ana.mailboxId, messageId]))[0];
const statusesOf = async (messageId: string) =>
  (await sql.query<{ status: string }>(`SELECT "status" FROM "StatusEvent" WHERE "mailboxId" = $1::uuid AND "messageId" = $2::uuid ORDER BY "at", "id"`, [ana.mailboxId, messageId])).map((row) => row.status);
const textsIn = async (actor: SubscriberActor, from: string) =>
  (await sql.query<{ text: string }>(`SELECT "text" FROM "Message" WHERE "mailboxId" = $1::uuid AND "fromAddress" = $2 AND "direction" = 'in'`, [actor.mailboxId, from])).map((row) => row.text);

describe('the scripted recipients, through the worker and the simulated network', () => {
  it.each([
    ['any other US number', '+12025550123', 'delivered', null],
    ['0151: no messaging plan', '+12065550151', 'undeliverable', 'no-messaging-plan'],
    ['0152: a landline', '+12065550152', 'rejected', 'landline'],
    ['0153: throttled twice, then taken', '+12065550153', 'delivered', null],
    ['0154: the receipt before the answer', '+12065550154', 'delivered', null],
    ['0155: receipts doubled and out of order', '+12065550155', 'delivered', null],
    ['0160: the link drops before the answer', '+12065550160', 'delivered', null],
  ])('M5 %s ends as it must', async (_name, address, status, reason) => {
    const { messageId } = await send(address);
    await eventually(async () => expect(await recipientOf(messageId)).toMatchObject({ status, reason }));
  });

  it('S7 I2 submits once to the number whose link drops', async () => {
    const { messageId } = await send('+12065550160');
    await eventually(async () => expect(await recipientOf(messageId)).toMatchObject({ status: 'delivered' }));
    expect(await findInLedger(messageId, '+12065550160')).toHaveLength(1);
  });

  it('M5 shows each step once, in rank order', async () => {
    const { messageId } = await send('+12025550124');
    await eventually(async () => expect(await statusesOf(messageId)).toEqual(['queued', 'submitted', 'accepted', 'delivered']));
  });

  it('M4 tells accepted from delivered for a roaming phone, and stays submitted without any receipt', async () => {
    const roaming = await send('+12065550157');
    const silent = await send('+12065550156');
    await eventually(async () => expect(await recipientOf(roaming.messageId)).toMatchObject({ status: 'accepted', roaming: true }));
    await eventually(async () => expect(await recipientOf(silent.messageId)).toMatchObject({ status: 'submitted' }));
  });

  it('M1 brings replies into the inbox: 0158 answers STOP, 0159 echoes', async () => {
    await send('+12065550158');
    await send('+12065550159', { text: 'Echo this' });
    await eventually(async () => expect(await textsIn(ana, '+12065550158')).toEqual(['STOP']));
    await eventually(async () => expect(await textsIn(ana, '+12065550159')).toEqual(['Echo this']));
  });

  it('0158 stops the apps of the line: one answer goes out, though it answers that with STOP too; START lifts it', async () => {
    const desk = await createCaller();
    const body = { messageRequest: { addresses: ['+12065550158'], text: 'Your parcel is here' } };
    const sendsIt = () => desk.call('POST', '/myMessages/v2/messages', { body, headers: { Prefer: 'return=representation' } });
    expect((await sendsIt()).json.recipients[0].status).toBe('queued');
    const effects = () => sql.query(`SELECT effect, "isAnswered" FROM "KeywordEvent" WHERE "mailboxId" = $1::uuid ORDER BY at`, [desk.subscriber.mailboxId]);
    await eventually(async () => expect(await effects()).toEqual([{ effect: 'stopped', isAnswered: true }, { effect: 'stopped', isAnswered: false }]));
    expect((await sendsIt()).json.recipients[0].status).toBe('rejected');
    expect((await listPhoneMessages(desk.subscriber.msisdn, 50)).filter(({ direction, text }) => direction === 'out' && text.startsWith('Apps on'))).toHaveLength(1);
    await receive(desk.subscriber, { from: '+12065550158', text: 'Start' });
    expect((await sendsIt()).json.recipients[0].status).toBe('queued');
  });

  it('M1 M2 M3 reaches the phone and the inbox of another line, and shows on the own phone', async () => {
    const { messageId } = await send(ben.msisdn, { text: 'Between lines' });
    await eventually(async () => expect(await recipientOf(messageId)).toMatchObject({ status: 'delivered' }));
    await eventually(async () => expect(await textsIn(ben, ana.msisdn)).toEqual(['Between lines']));
    expect((await listPhoneMessages(ben.msisdn, 10))[0]).toMatchObject({ direction: 'in', from: ana.msisdn, text: 'Between lines' });
    expect((await listPhoneMessages(ana.msisdn, 50)).filter((message) => message.text === 'Between lines')).toHaveLength(1);
  });

  it('S5 a group message makes one group thread on both sides', async () => {
    const third = '+12025550133';
    await send(ben.msisdn, { text: 'Group hello', isGroup: true, others: [third] });
    await eventually(async () => {
      const threads = await sql.query<{ isGroup: boolean; participants: string[] }>(`SELECT "isGroup", "participants" FROM "Thread" WHERE "mailboxId" = $1::uuid AND "isGroup"`, [ben.mailboxId]);
      expect(threads).toHaveLength(1);
      expect(new Set(threads[0]?.participants)).toEqual(new Set([ana.msisdn, third]));
    });
  });

  it('M1 copies what the phone sends, in its own inbox and at the other line', async () => {
    await phoneSends({ msisdn: ana.msisdn, to: [ben.msisdn], text: 'From the phone', group: false });
    await eventually(async () => expect(await textsIn(ben, ana.msisdn)).toContain('From the phone'));
    await eventually(async () => {
      const rows = await sql.query(`SELECT 1 FROM "Message" WHERE "mailboxId" = $1::uuid AND "origin" = 'phone' AND "text" = 'From the phone'`, [ana.mailboxId]);
      expect(rows).toHaveLength(1);
    });
  });

  it('E4 marks own codes in the inbox, and reaches a line whose texting is off', async () => {
    const fay = await createSubscriber({ line: { smsEnabled: false } });
    await sendOwnCode({ msisdn: fay.msisdn, text: '123456 is a code' });
    await eventually(async () => expect((await listPhoneMessages(fay.msisdn, 5))[0]).toMatchObject({ text: '123456 is a code', from: env.OWN_SHORT_CODE }));
    await eventually(async () => {
      const rows = await sql.query(`SELECT 1 FROM "Message" WHERE "mailboxId" = $1::uuid AND "isOwnCode"`, [fay.mailboxId]);
      expect(rows).toHaveLength(1);
    });
  });

  it('M4 tells a recipient whose texting is off from the others', async () => {
    const off = await createSubscriber({ line: { smsEnabled: false } });
    const { messageId } = await send(off.msisdn);
    await eventually(async () => expect(await recipientOf(messageId)).toMatchObject({ status: 'undeliverable', reason: 'sms-off' }));
  });
});
