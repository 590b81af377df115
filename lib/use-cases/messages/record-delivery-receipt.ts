import type { DeliveryReceipt } from '#lib/carriers/carrier.ts';
import { inSqlTransaction, type Sql } from '#lib/data/pool.ts';
import { settleOutboxRow } from '#lib/data/store/outbox.ts';
import { findCarrierReference, lockCarrierIds, parkReceipt } from '#lib/data/store/receipts.ts';
import { isFinal } from '#lib/domain/message-status.ts';
import { applyStatus } from '#lib/use-cases/messages/apply-status.ts';

/**
 * Stores what the carrier says became of one submitted segment. Late, doubled, out of order or contradictory receipts end in
 * the same status (M5, I4). One that overtakes the answer of its own submit is parked and applied with that answer (F26).
 */
export async function recordDeliveryReceipt(carrier: string, receipt: DeliveryReceipt): Promise<void> {
  await inSqlTransaction(async (tx) => {
    await lockCarrierIds(tx, carrier, [receipt.carrierMessageId]);
    await applyReceipt(tx, carrier, receipt);
  });
}

/** The same within a transaction that already holds the carrier id. */
export async function applyReceipt(tx: Sql, carrier: string, receipt: DeliveryReceipt): Promise<void> {
  const ref = await findCarrierReference(tx, carrier, receipt.carrierMessageId);
  if (!ref) {
    await parkReceipt(tx, carrier, receipt);
    return;
  }
  const status = await applyStatus(tx, ref, {
    segment: ref.segment,
    segmentCount: ref.segmentCount,
    status: receipt.status,
    reason: receipt.reason,
    roaming: receipt.roaming,
    source: 'carrier',
    eventKey: `${receipt.carrierMessageId} ${receipt.eventKey}`,
    at: receipt.at,
  });
  if (status && isFinal(status)) await settleOutboxRow(tx, ref);
}
