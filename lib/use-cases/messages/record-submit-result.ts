import type { DeliveryReceipt, SubmitResult } from '#lib/carriers/carrier.ts';
import { inBatches } from '#lib/data/in-batches.ts';
import { notify } from '#lib/data/notify.ts';
import { inSqlTransaction, type Sql } from '#lib/data/pool.ts';
import { lockMailboxes } from '#lib/data/store/mailbox-lock.ts';
import { type AttemptEnd, type ClaimedRow, type EndedAttempt, endAttempts, endForbidden, isOver } from '#lib/data/store/outbox.ts';
import { type CarrierReference, insertCarrierReferences, lockCarrierIds, takeAnsweredReceipts } from '#lib/data/store/receipts.ts';
import { recipientKey } from '#lib/data/store/status-events.ts';
import { settleOutboxRows } from '#lib/data/store/outbox-sweep.ts';
import { isFinal } from '#lib/domain/message-status.ts';
import { clock } from '#lib/clock.ts';
import { env } from '#lib/env.ts';
import { childLogger } from '#lib/logger.ts';
import { countInto, dispatchCounts } from '#lib/use-cases/operations/dispatch-counters.ts';
import { type AnswerInHand, writeInHand } from '#lib/use-cases/messages/answers-in-hand.ts';
import { applyStatuses, inDoubtFact, type LearnedFact } from '#lib/use-cases/messages/apply-statuses.ts';
import { optedOutFact } from '#lib/use-cases/messages/heed-keyword.ts';
import { applyReceipts, receiptFact } from '#lib/use-cases/messages/record-delivery-receipt.ts';

const log = childLogger({ component: 'dispatch' });

/** Attempts that the carrier may answer with a failure that may pass; the last ends the message (F29). */
const maxFailures = 5;

export interface SubmitOutcome {
  carrier: string;
  row: ClaimedRow;
  /** The attempt's number. */
  number: number;
  result: SubmitResult;
}

/** The answers of a moment share a transaction, and their receipts come along. Nobody waits for one: what it is about has left. */
const gatherMs = 16;

/** With the receipts that are written together with it. */
interface AnswerToWrite extends SubmitOutcome {
  receipts: readonly DeliveryReceipt[];
}

const record = inBatches<[outcome: SubmitOutcome, inHand: AnswerInHand]>(async (asked) => {
  const answers = asked.map(([outcome, inHand]) => ({ ...outcome, receipts: inHand.takeReceipts() }));
  for (const [carrier, outcomes] of Map.groupBy(answers, (answer) => answer.carrier)) {
    const ends = await inSqlTransaction((tx) => recordAll(tx, carrier, outcomes));
    for (const { row, end } of ends) count(row, end);
  }
}, { gatherMs });

/**
 * Writes what the carrier answered, the recipients' statuses, the carrier's ids of what it took, and the receipts that came too early: in one
 * transaction, together with the answers that come at the same time.
 */
export function recordSubmitResult(outcome: SubmitOutcome): Promise<void> {
  const { carrier, row, result } = outcome;
  return writeInHand(carrier, { carrierMessageIds: result.taken?.carrierMessageIds ?? [], recipient: row.address }, (inHand) => record(outcome, inHand));
}

/** Answers the attempts whose rows it moved. */
async function recordAll(tx: Sql, carrier: string, outcomes: readonly AnswerToWrite[]): Promise<EndedAttempt[]> {
  const references = outcomes.flatMap(referencesOf);
  const carrierIds = references.map(({ carrierMessageId }) => carrierMessageId);
  if (carrierIds.length > 0) await lockCarrierIds(tx, carrier, carrierIds);
  await lockMailboxes(tx, [...new Set(outcomes.map(({ row }) => row.mailboxId))].sort());
  const ended = outcomes.map((outcome) => {
    const { row, number, result } = outcome;
    return { row, number, end: endOf(outcome), detail: 'reason' in result ? result.reason : null, segmentsTaken: result.taken?.carrierMessageIds.length ?? 0 };
  });
  const moved = await endAttempts(tx, ended);
  const facts = ended.flatMap(({ row, number, end }, at) => (moved.has(row.outboxId) ? factOf(row, number, end, outcomes[at]?.result) : []));
  if (ended.some(({ row, end }) => end.outcome === 'dead' && moved.has(row.outboxId))) await notify(tx, { topic: 'given-up' });
  if (references.length > 0) await insertCarrierReferences(tx, carrier, references);
  const requeued = ended.filter(({ row, end }) => moved.has(row.outboxId) && 'retryAfterMs' in end).map(({ row }) => row);
  const statuses = await applyStatuses(tx, [...facts, ...(await forbiddenFacts(tx, requeued)), ...outcomes.flatMap(factsOfReceipts)]);
  // A receipt for the first segments may have ended the message before the last ones were taken.
  const over = ended.filter(({ row, end }) => isFinal(statuses.get(recipientKey(row)) ?? 'queued') && !(isOver(end) && moved.has(row.outboxId))).map(({ row }) => row);
  if (over.length > 0) await settleOutboxRows(tx, over);
  if (carrierIds.length > 0) await applyReceipts(tx, carrier, await takeAnsweredReceipts(tx, carrier, carrierIds));
  return ended.filter(({ row }) => moved.has(row.outboxId));
}

function count({ outboxId }: ClaimedRow, { outcome }: AttemptEnd): void {
  const counts = dispatchCounts();
  countInto(counts.attempts, outcome === 'dead' ? 'failed' : outcome);
  if (outcome !== 'dead') return;
  counts.dead += 1;
  log.error({ outboxId }, 'a message was given up: the carrier failed at every attempt');
}

function referencesOf({ row, result: { taken } }: SubmitOutcome): CarrierReference[] {
  if (!taken) return [];
  const { mailboxId, messageId, position } = row;
  return taken.carrierMessageIds.map((carrierMessageId, at) => ({ carrierMessageId, mailboxId, messageId, position, segment: row.segmentsTaken + at + 1, segmentCount: taken.segmentCount }));
}

/** Of the receipts that are written together with the answer, which tells what they are about. */
function factsOfReceipts(outcome: AnswerToWrite): LearnedFact[] {
  const references = new Map(referencesOf(outcome).map((reference) => [reference.carrierMessageId, reference]));
  return outcome.receipts.flatMap((receipt) => {
    const reference = references.get(receipt.carrierMessageIds[0] ?? '');
    return reference ? [receiptFact(receipt, { ...reference, answeredAt: clock.now() })] : [];
  });
}

function endOf({ result, row, receipts }: AnswerToWrite): AttemptEnd {
  switch (result.outcome) {
    case 'accepted': {
      const isTold = result.taken.segmentCount === 1 && receipts.some(({ status }) => isFinal(status));
      return { outcome: 'accepted', deadlineSeconds: isTold ? null : env.RECEIPT_DEADLINE_SECONDS };
    }
    case 'in-doubt':
      return { outcome: 'in_doubt', deadlineSeconds: env.RECEIPT_DEADLINE_SECONDS };
    case 'throttled':
      return { outcome: 'throttled', retryAfterMs: result.retryAfterMs };
    case 'not-sent':
      return { outcome: 'not_sent', retryAfterMs: result.retryAfterMs };
    case 'failed':
      if (!result.isTry && row.failures + 1 >= maxFailures) return { outcome: 'dead' };
      return { outcome: 'failed', retryAfterMs: result.retryAfterMs, isCounted: !result.isTry };
    case 'refused':
      return { outcome: 'refused' };
  }
}

function factOf({ mailboxId, messageId, position }: ClaimedRow, number: number, end: AttemptEnd, result: SubmitResult | undefined): LearnedFact[] {
  const fact = { mailboxId, messageId, position, segment: null, source: 'carrier', at: clock.now(), reason: null };
  switch (end.outcome) {
    case 'accepted':
      return [{ ...fact, status: 'submitted', eventKey: `submitted ${number}` }];
    case 'in_doubt':
      return [inDoubtFact(fact, number)];
    case 'refused':
    case 'dead':
      return [{ ...fact, status: 'rejected', reason: result?.outcome === 'refused' ? result.reason : 'gave-up', eventKey: `refused ${number}` }];
    default:
      return [];
  }
}

/** The end of a consent (E3) and a STOP take what waits out of the queue; what a worker held at that moment is ended here, before it could be tried (again). */
export async function endWhatMayNotLeave(rows: readonly ClaimedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await inSqlTransaction(async (tx) => {
    await lockMailboxes(tx, [...new Set(rows.map((row) => row.mailboxId))].sort());
    await applyStatuses(tx, await forbiddenFacts(tx, rows));
  });
}

async function forbiddenFacts(tx: Sql, rows: readonly ClaimedRow[]): Promise<LearnedFact[]> {
  if (rows.length === 0) return [];
  const ended = await endForbidden(tx, rows);
  return rows.flatMap(({ outboxId, mailboxId, messageId, position }) => {
    const why = ended.get(outboxId);
    if (!why) return [];
    const fact = why === 'opted-out' ? optedOutFact() : ({ segment: null, source: 'subscriber', at: clock.now(), reason: why, status: 'cancelled', eventKey: 'cancelled' } as const);
    return [{ mailboxId, messageId, position, ...fact }];
  });
}
