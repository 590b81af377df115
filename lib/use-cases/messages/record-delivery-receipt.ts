import type { DeliveryReceipt } from '#lib/carriers/carrier.ts';
import { inBatches } from '#lib/data/in-batches.ts';
import { inSqlTransaction, sql, type Sql } from '#lib/data/pool.ts';
import { lockMailboxes } from '#lib/data/store/mailbox-lock.ts';
import { countTakenSegment, settleOutboxRows } from '#lib/data/store/outbox-sweep.ts';
import {
  findCarrierReferences, findLostSubmit, type FoundReference, insertCarrierReferences, listAdoptableReceipts, lockCarrierIds, parkReceipts, type ReceiptFact, takeParkedReceipts,
} from '#lib/data/store/receipts.ts';
import { recipientKey } from '#lib/data/store/status-events.ts';
import { clock } from '#lib/clock.ts';
import { firstIdAt } from '#lib/ids.ts';
import { isFinal } from '#lib/domain/message-status.ts';
import { isWrittenWithAnswer } from '#lib/use-cases/messages/answers-in-hand.ts';
import { applyStatuses, type LearnedFact } from '#lib/use-cases/messages/apply-statuses.ts';

const record = inBatches<[carrier: string, receipt: DeliveryReceipt]>(async (told) => {
  for (const [carrier, receipts] of Map.groupBy(told, ([carrier]) => carrier)) {
    await inSqlTransaction(async (tx) => {
      await lockCarrierIds(tx, carrier, receipts.flatMap(([, { carrierMessageIds }]) => carrierMessageIds));
      await applyReceipts(tx, carrier, receipts.map(([, receipt]) => receipt));
    });
  }
});

/**
 * Stores what the carrier says became of one submitted segment. Late, doubled, out of order or contradictory receipts end in
 * the same status (M5, I4). One that overtakes the answer of its own submit is parked and applied with that answer (F26). Receipts that come together
 * are stored together.
 */
export async function recordDeliveryReceipt(carrier: string, receipt: DeliveryReceipt): Promise<void> {
  if (!(await isWrittenWithAnswer(carrier, receipt))) await record(carrier, receipt);
}

/** The same within a transaction that already holds the carrier's ids. */
export async function applyReceipts(tx: Sql, carrier: string, receipts: readonly ReceiptFact[]): Promise<void> {
  if (receipts.length === 0) return;
  const references = await findCarrierReferences(tx, carrier, receipts);
  const parked: ReceiptFact[] = [];
  const known: { receipt: ReceiptFact; reference: FoundReference }[] = [];
  for (const [at, receipt] of receipts.entries()) {
    const reference = references[at] ?? (await adopt(tx, carrier, receipt));
    if (reference) known.push({ receipt, reference });
    else parked.push(receipt);
  }
  if (parked.length > 0) await parkReceipts(tx, carrier, parked);
  if (known.length === 0) return;
  // Held first and in the order of their ids, as in every writer of the store.
  await lockMailboxes(tx, [...new Set(known.map(({ reference }) => reference.mailboxId))].sort());
  const statuses = await applyStatuses(tx, known.map(({ receipt, reference }) => receiptFact(receipt, reference)));
  const ended = known.map(({ reference }) => reference).filter((reference) => isFinal(statuses.get(recipientKey(reference)) ?? 'queued'));
  if (ended.length > 0) await settleOutboxRows(tx, ended);
}

/** What a receipt says of the segment that it is about. */
export function receiptFact(receipt: ReceiptFact, { carrierMessageId, answeredAt, ...reference }: FoundReference): LearnedFact {
  const at = timeOf(receipt, { messageId: reference.messageId, answeredAt });
  return { ...reference, status: receipt.status, reason: receipt.reason, roaming: receipt.roaming, source: 'carrier', eventKey: `${carrierMessageId} ${receipt.eventKey}`, at };
}

/** Whole minutes, or the hour of another zone, would put the end before the beginning: then it is the moment of arrival. */
function timeOf({ at }: ReceiptFact, { messageId, answeredAt }: Pick<FoundReference, 'messageId' | 'answeredAt'>): Date {
  const isBefore = answeredAt ? at < answeredAt : firstIdAt(at) < messageId;
  return isBefore ? clock.now() : at;
}

/** A receipt with an unknown id belongs to the submit in doubt that it names, where only one can be meant: the id was lost with the answer (F7). */
async function adopt(tx: Sql, carrier: string, { about, carrierMessageIds, receivedAt }: ReceiptFact): Promise<FoundReference | null> {
  const lost = about && (await findLostSubmit(tx, about, receivedAt));
  const [carrierMessageId] = carrierMessageIds;
  if (!lost || !carrierMessageId) return null;
  await lockMailboxes(tx, [lost.mailboxId]);
  const segment = await countTakenSegment(tx, lost);
  if (segment === null) return null;
  const { mailboxId, messageId, position, segmentCount } = lost;
  const reference = { carrierMessageId, mailboxId, messageId, position, segment, segmentCount: Math.max(segmentCount, segment) };
  await insertCarrierReferences(tx, carrier, [reference]);
  return { ...reference, answeredAt: null };
}

/** Looks again at parked receipts whose submit has come to be in doubt since. */
export async function adoptParkedReceipts(carrier: string): Promise<void> {
  for (const { carrierMessageIds } of await listAdoptableReceipts(sql, carrier, 100)) {
    await inSqlTransaction(async (tx) => {
      await lockCarrierIds(tx, carrier, carrierMessageIds);
      await applyReceipts(tx, carrier, await takeParkedReceipts(tx, carrier, carrierMessageIds));
    });
  }
}
