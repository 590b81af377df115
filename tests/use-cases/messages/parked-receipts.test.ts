import { expect, it } from 'vitest';
import { inSqlTransaction, sql } from '#lib/data/pool.ts';
import { claimOutbox } from '#lib/data/store/outbox.ts';
import { insertCarrierReferences, lockCarrierIds, takeAnsweredReceipts } from '#lib/data/store/receipts.ts';
import { newId } from '#lib/ids.ts';
import { recordDeliveryReceipt } from '#lib/use-cases/messages/record-delivery-receipt.ts';
import { recordSubmitResult } from '#lib/use-cases/messages/record-submit-result.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

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
  const [told] = await sql.query<{ status: string }>(`SELECT "status" FROM "Recipient" WHERE "mailboxId" = $1::uuid AND "messageId" = $2::uuid`, [actor.mailboxId, messageId]);
  expect(told?.status).toBe('delivered');
  expect(await sql.query(`SELECT 1 FROM "ParkedReceipt"`)).toHaveLength(0);
});
