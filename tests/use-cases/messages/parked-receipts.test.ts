import { describe, expect, it } from 'vitest';
import type { DeliveryReceipt } from '#lib/carriers/carrier.ts';
import { endOfTurn } from '#lib/data/gather.ts';
import { inSqlTransaction, sql } from '#lib/data/pool.ts';
import { claimOutbox } from '#lib/data/store/outbox.ts';
import { insertCarrierReferences, lockCarrierIds, takeAnsweredReceipts } from '#lib/data/store/receipts.ts';
import { newId } from '#lib/ids.ts';
import { type AnswerInHand, isWrittenWithAnswer, writeInHand } from '#lib/use-cases/messages/answers-in-hand.ts';
import { recordDeliveryReceipt } from '#lib/use-cases/messages/record-delivery-receipt.ts';
import { recordSubmitResult } from '#lib/use-cases/messages/record-submit-result.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

async function statusOf(mailboxId: string, messageId: string): Promise<string | undefined> {
  const [told] = await sql.query<{ status: string }>(`SELECT "status" FROM "Recipient" WHERE "mailboxId" = $1::uuid AND "messageId" = $2::uuid`, [mailboxId, messageId]);
  return told?.status;
}

it('F26 a receipt that waits is there for its own submit while that of an id that reads alike is written', async () => {
  const actor = await createSubscriber();
  const [mine, other] = ['+12025550151', '+12025550152'];
  const { messageId } = await sendMessage({ actor, addresses: [mine], text: 'mine' });
  await sendMessage({ actor, addresses: [other], text: 'other' });
  const [row, otherRow] = (await claimOutbox(newId(), 30, 2)).sort((left, right) => left.outboxId - right.outboxId);
  if (!row || !otherRow) throw new Error('nothing was claimed');
  // Decimal 26 is hexadecimal 1a: a centre that answers in hexadecimal gives both ids, each to a message of its own.
  const about = { sender: actor.msisdn, recipient: mine, reference: null };
  await recordDeliveryReceipt('fake', { carrierMessageIds: ['00000026', '0000001a'], about, status: 'delivered', reason: null, roaming: false, eventKey: 'd', at: new Date() });
  await inSqlTransaction(async (tx) => {
    await lockCarrierIds(tx, 'fake', ['0000001a']);
    await insertCarrierReferences(tx, 'fake', [{ ...otherRow, carrierMessageId: '0000001a', segment: 1, segmentCount: 1 }]);
    expect(await takeAnsweredReceipts(tx, 'fake', ['0000001a'])).toEqual([]);
    await recordSubmitResult({ carrier: 'fake', row, number: 1, result: { outcome: 'accepted', taken: { carrierMessageIds: ['00000026'], segmentCount: 1 } } });
  });
  expect(await statusOf(actor.mailboxId, messageId)).toBe('delivered');
  expect(await sql.query(`SELECT 1 FROM "ParkedReceipt"`)).toHaveLength(0);
});

it('F26 a receipt that comes with its answer, or right before it, is written behind it and never parked', async () => {
  const actor = await createSubscriber();
  const { messageId } = await sendMessage({ actor, addresses: ['+12025550153'], text: 'fast' });
  const [row] = await claimOutbox(newId(), 30, 1);
  if (!row) throw new Error('nothing was claimed');
  await sql.query(`ALTER TABLE "ParkedReceipt" ADD CONSTRAINT "nothing is parked" CHECK (false)`);
  const receipt = { carrierMessageIds: ['fast'], about: null, status: 'delivered', reason: null, roaming: false, eventKey: 'd', at: new Date() } as const;
  await Promise.all([
    recordDeliveryReceipt('fake', receipt),
    recordSubmitResult({ carrier: 'fake', row, number: 1, result: { outcome: 'accepted', taken: { carrierMessageIds: ['fast'], segmentCount: 1 } } }),
  ]);
  expect(await statusOf(actor.mailboxId, messageId)).toBe('delivered');
});

it('F26, I4 an answer and its receipt are one change of the message: both facts, one number of the sequence, nothing waited for', async () => {
  const actor = await createSubscriber();
  const { messageId } = await sendMessage({ actor, addresses: ['+12025550154'], text: 'fast' });
  const [row] = await claimOutbox(newId(), 30, 1);
  if (!row) throw new Error('nothing was claimed');
  const sequence = async () => (await sql.query<{ modSeq: number }>(`SELECT "modSeq" FROM "Mailbox" WHERE "id" = $1::uuid`, [actor.mailboxId]))[0]?.modSeq ?? 0;
  const before = await sequence();
  const receipt = { carrierMessageIds: ['one'], about: { sender: actor.msisdn, recipient: '+12025550154', reference: null }, status: 'delivered', reason: null, roaming: false, at: new Date(0) } as const;
  await Promise.all([
    recordSubmitResult({ carrier: 'fake', row, number: 1, result: { outcome: 'accepted', taken: { carrierMessageIds: ['one'], segmentCount: 1 } } }),
    recordDeliveryReceipt('fake', { ...receipt, eventKey: 'd' }),
    recordDeliveryReceipt('fake', { ...receipt, eventKey: 'd' }),
  ]);
  expect(await sequence()).toBe(before + 1);
  expect(await sql.query(`SELECT "state", "deadlineAt" FROM "Outbox" WHERE "id" = $1`, [row.outboxId])).toEqual([{ state: 'done', deadlineAt: null }]);
  const events = await sql.query<{ status: string }>(`SELECT "status", "at" > now() - interval '1 minute' AS "isNow" FROM "StatusEvent" WHERE "messageId" = $1::uuid ORDER BY "id"`, [messageId]);
  expect(events).toEqual(['queued', 'submitted', 'delivered'].map((status) => ({ status, isNow: true })));
  // It is known by its id from now on: the same again changes nothing.
  await recordDeliveryReceipt('fake', { ...receipt, eventKey: 'd' });
  expect(await sequence()).toBe(before + 1);
});

it('F15 an answer whose commit went unheard is written again: a receipt that goes along the second time ends the row', async () => {
  const actor = await createSubscriber();
  const { messageId } = await sendMessage({ actor, addresses: ['+12025550156'], text: 'again' });
  const [row] = await claimOutbox(newId(), 30, 1);
  if (!row) throw new Error('nothing was claimed');
  const answer = () => recordSubmitResult({ carrier: 'fake', row, number: 1, result: { outcome: 'accepted', taken: { carrierMessageIds: ['again'], segmentCount: 1 } } });
  await answer();
  await Promise.all([
    answer(),
    recordDeliveryReceipt('fake', { carrierMessageIds: ['again'], about: null, status: 'delivered', reason: null, roaming: false, eventKey: 'd', at: new Date() }),
  ]);
  expect(await statusOf(actor.mailboxId, messageId)).toBe('delivered');
  expect(await sql.query(`SELECT "state" FROM "Outbox" WHERE "id" = $1`, [row.outboxId])).toEqual([{ state: 'done' }]);
});

it('F26 of a message in parts only the receipts of all parts end it, also when they come with the answer', async () => {
  const actor = await createSubscriber();
  const { messageId } = await sendMessage({ actor, addresses: ['+12025550155'], text: 'x'.repeat(200) });
  const [row] = await claimOutbox(newId(), 30, 1);
  if (!row) throw new Error('nothing was claimed');
  const receipt = (id: string) => recordDeliveryReceipt('fake', { carrierMessageIds: [id], about: null, status: 'delivered', reason: null, roaming: false, eventKey: 'd', at: new Date() });
  const state = async () => (await sql.query<{ state: string }>(`SELECT "state" FROM "Outbox" WHERE "id" = $1`, [row.outboxId]))[0]?.state;
  await Promise.all([
    recordSubmitResult({ carrier: 'fake', row, number: 1, result: { outcome: 'accepted', taken: { carrierMessageIds: ['p1', 'p2'], segmentCount: 2 } } }),
    receipt('p2'),
  ]);
  expect([await statusOf(actor.mailboxId, messageId), await state()]).toEqual(['submitted', 'submitted']);
  await receipt('p1');
  expect([await statusOf(actor.mailboxId, messageId), await state()]).toEqual(['delivered', 'done']);
});

describe('F26: answers in hand', () => {
  const receiptOf = (id: string, recipient?: string): DeliveryReceipt => ({
    carrierMessageIds: [id], about: recipient === undefined ? null : { sender: '+12025550100', recipient, reference: null }, status: 'delivered', reason: null, roaming: false, eventKey: 'd', at: new Date(),
  });
  function answer(ids: string[]) {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    let hand: AnswerInHand | undefined;
    const written = writeInHand('fake', { carrierMessageIds: ids, recipient: '+12025550101' }, (inHand) => {
      hand = inHand;
      return promise;
    });
    return { take: () => hand?.takeReceipts() ?? [], end: () => resolve(undefined), fail: (error: Error) => reject(error), written };
  }
  const isOpen = async (promise: Promise<unknown>) => (await Promise.race([promise.then(() => 'over'), endOfTurn().then(endOfTurn).then(() => 'open')])) === 'open';

  it('a receipt that comes before the answer is written goes along, and is told when that is done', async () => {
    const { take, end } = answer(['b1', 'b2']);
    const along = isWrittenWithAnswer('fake', receiptOf('b2', '+12025550101'));
    expect(await isOpen(along)).toBe(true);
    expect(take()).toMatchObject([{ carrierMessageIds: ['b2'] }]);
    end();
    expect(await along).toBe(true);
  });

  it('one that comes while it is written, or says that it is about somebody else, waits and is written by itself', async () => {
    const { take, end } = answer(['c1']);
    const other = isWrittenWithAnswer('fake', receiptOf('c1', '+12025550199'));
    expect(await isOpen(other)).toBe(true);
    expect(take()).toEqual([]);
    const late = isWrittenWithAnswer('fake', receiptOf('c1'));
    expect(await isOpen(late)).toBe(true);
    expect(take()).toEqual([]);
    end();
    expect(await Promise.all([other, late])).toEqual([false, false]);
  });

  it('an answer that could not be written holds no receipt up, and takes none along', async () => {
    const { fail, written } = answer(['a1', 'a2']);
    const waiting = isWrittenWithAnswer('fake', receiptOf('a2'));
    expect(await isWrittenWithAnswer('another', receiptOf('a2'))).toBe(false);
    expect(await isWrittenWithAnswer('fake', receiptOf('a3'))).toBe(false);
    expect(await isOpen(waiting)).toBe(true);
    fail(new Error('the database is away'));
    await expect(written).rejects.toThrow('away');
    expect(await waiting).toBe(false);
    expect(await isWrittenWithAnswer('fake', receiptOf('a1'))).toBe(false);
  });
});
