import type { Carrier, SubmitResult, Submission } from '#lib/carriers/carrier.ts';
import { inSqlTransaction, type Sql } from '#lib/data/pool.ts';
import { type AttemptEnd, beginAttempt, cancelIfConsentEnded, type ClaimedRow, claimOutbox, endAttempt } from '#lib/data/store/outbox.ts';
import { insertCarrierReferences, lockCarrierIds, takeParkedReceipts } from '#lib/data/store/receipts.ts';
import { findSubmissionSource } from '#lib/data/store/submission.ts';
import { clock } from '#lib/clock.ts';
import { env } from '#lib/env.ts';
import { newId } from '#lib/ids.ts';
import { childLogger } from '#lib/logger.ts';
import { applyStatus } from '#lib/use-cases/messages/apply-status.ts';
import { applyReceipt } from '#lib/use-cases/messages/record-delivery-receipt.ts';

const log = childLogger({ component: 'dispatch' });

/** Attempts that began and were neither throttled nor known to have sent nothing; the next failure is the last (F29). */
const maxAttempts = 5;

/**
 * Claims what is due and hands it to the carrier, side by side but in order per recipient. Returns how many rows were
 * claimed; the loop goes on at once while that is the whole batch.
 */
export async function dispatchOutbox(carrier: Carrier, batchSize: number): Promise<number> {
  const rows = await claimOutbox(newId(), env.OUTBOX_LEASE_SECONDS, batchSize);
  await Promise.all(
    rows.map((row) =>
      submitRow(carrier, row).catch((error: unknown) => {
        // The lease ends by itself and the sweeper decides by the attempt row what may have happened.
        log.error({ err: error, outboxId: row.outboxId }, 'a dispatch failed');
      }),
    ),
  );
  return rows.length;
}

async function submitRow(carrier: Carrier, row: ClaimedRow): Promise<void> {
  const source = await findSubmissionSource(row);
  const attempt = await inSqlTransaction((tx) => beginAttempt(tx, row));
  if (attempt === null) {
    await inSqlTransaction((tx) => cancelAfterConsent(tx, row));
    return;
  }
  if (!source) {
    await recordSubmitResult(carrier.name, row, attempt, { outcome: 'refused', reason: 'message-gone' });
    return;
  }
  const submission = submissionOf(source, row, attempt);
  let result: SubmitResult;
  try {
    result = await carrier.submit(submission);
  } catch (error) {
    log.error({ err: error, outboxId: row.outboxId }, 'the carrier adapter threw');
    result = { outcome: 'in-doubt', reason: 'adapter-error' };
  }
  await recordSubmitResult(carrier.name, row, attempt, result);
}

export function submissionOf(source: NonNullable<Awaited<ReturnType<typeof findSubmissionSource>>>, row: ClaimedRow, attempt: number): Submission {
  return {
    messageId: row.messageId,
    attempt,
    route: source.route,
    sender: source.sender,
    recipient: row.address,
    group: source.isGroup ? source.everybody : null,
    subject: source.subject,
    text: source.text ?? '',
    parts: source.parts,
    validUntil: row.validUntil,
  };
}

/** Writes the outcome, the recipient's status and, when accepted, the carrier's ids and the receipts that came too early: one transaction. */
export async function recordSubmitResult(carrierName: string, row: ClaimedRow, attempt: number, result: SubmitResult): Promise<void> {
  await inSqlTransaction(async (tx) => {
    const ids = result.outcome === 'accepted' ? result.carrierMessageIds : [];
    if (ids.length > 0) await lockCarrierIds(tx, carrierName, ids);
    const end = endOf(result, row);
    if (!(await endAttempt(tx, row, attempt, end, 'reason' in result ? result.reason : null))) return;
    const at = clock.now();
    const fact = { segment: null, source: 'carrier', at, reason: null };
    if (end.outcome === 'accepted') {
      await applyStatus(tx, row, { ...fact, status: 'submitted', eventKey: `submitted ${attempt}` });
      await insertCarrierReferences(tx, carrierName, row, ids);
      for (const early of await takeParkedReceipts(tx, carrierName, ids)) await applyReceipt(tx, carrierName, early);
    } else if (end.outcome === 'in_doubt') {
      await applyStatus(tx, row, { ...fact, status: 'submitted', reason: 'no-answer', eventKey: `in doubt ${attempt}` });
    } else if (end.outcome === 'refused' || end.outcome === 'dead') {
      const reason = result.outcome === 'refused' ? result.reason : 'gave-up';
      await applyStatus(tx, row, { ...fact, status: 'rejected', reason, eventKey: `refused ${attempt}` });
    } else {
      await cancelAfterConsent(tx, row);
    }
  });
}

/** Ending a consent cancels what waits in the queue; what a worker held at that moment is cancelled here, before it could be tried (again) (E3). */
async function cancelAfterConsent(tx: Sql, row: ClaimedRow): Promise<void> {
  if (!(await cancelIfConsentEnded(tx, row))) return;
  await applyStatus(tx, row, { segment: null, source: 'subscriber', at: clock.now(), reason: 'consent-ended', status: 'cancelled', eventKey: 'cancelled' });
}

function endOf(result: SubmitResult, row: ClaimedRow): AttemptEnd {
  switch (result.outcome) {
    case 'accepted':
      return { outcome: 'accepted', deadlineSeconds: env.RECEIPT_DEADLINE_SECONDS };
    case 'throttled':
      return { outcome: 'throttled', retryAfterMs: result.retryAfterMs };
    case 'not-sent':
      return row.attempts + 1 - row.throttles >= maxAttempts ? { outcome: 'dead' } : { outcome: 'not_sent', retryAfterMs: result.retryAfterMs };
    case 'refused':
      return { outcome: 'refused' };
    case 'in-doubt':
      return { outcome: 'in_doubt', deadlineSeconds: env.RECEIPT_DEADLINE_SECONDS };
  }
}
