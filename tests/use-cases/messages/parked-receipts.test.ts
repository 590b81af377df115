import { expect, it } from 'vitest';
import { inSqlTransaction, sql } from '#lib/data/pool.ts';
import { claimOutbox } from '#lib/data/store/outbox.ts';
import { insertCarrierReferences, lockCarrierIds, takeAnsweredReceipts } from '#lib/data/store/receipts.ts';
import { newId } from '#lib/ids.ts';
import { noteAnswer, untilAnswersAreWritten } from '#lib/use-cases/messages/answers-in-hand.ts';
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

it('F26 an answer that could not be written holds no receipt up', async () => {
  let fail = (_: Error): void => undefined;
  const written = new Promise<void>((_, reject) => (fail = reject));
  noteAnswer('fake', ['a1', 'a2'], written);
  let isOver = false;
  const waiting = untilAnswersAreWritten('fake', ['z', 'a2']).then(() => (isOver = true));
  await untilAnswersAreWritten('another', ['a2']);
  await untilAnswersAreWritten('fake', ['a3']);
  expect(isOver).toBe(false);
  fail(new Error('the database is away'));
  await waiting;
  await untilAnswersAreWritten('fake', ['a1']);
});
