import type { Carrier } from '#lib/carriers/carrier.ts';
import { claimDoubtful } from '#lib/data/store/outbox-sweep.ts';
import { hasIdsOfAnother, listCarrierIds } from '#lib/data/store/receipts.ts';
import { findSubmissionSources } from '#lib/data/store/submission.ts';
import { sql } from '#lib/data/pool.ts';
import { env } from '#lib/env.ts';
import { submissionOf } from '#lib/use-cases/messages/dispatcher.ts';
import { adoptParkedReceipts, recordDeliveryReceipt } from '#lib/use-cases/messages/record-delivery-receipt.ts';
import { recordSubmitResult } from '#lib/use-cases/messages/record-submit-result.ts';

const askEverySeconds = 5;
/** A receipt usually comes within seconds; a quarter of an hour without one is worth a question. */
const silentSeconds = 900;
const atOnce = 50;

/**
 * Asks the carrier, where it can tell, what became of submits without an answer and of those that no receipt came for. An answer settles the row;
 * without one it waits for a receipt until its deadline. It is never submitted again by itself (F6, F7, F20). Returns how many it asked about.
 */
export async function settleInDoubt(carrier: Carrier): Promise<number> {
  await adoptParkedReceipts(carrier.name);
  const { query } = carrier.capabilities;
  if (query === 'none') return 0;
  const rows = await claimDoubtful({
    everySeconds: askEverySeconds, silentSeconds, deadlineSeconds: env.RECEIPT_DEADLINE_SECONDS, withIdsOnly: query === 'by-id', limit: atOnce,
  });
  const sources = await findSubmissionSources(rows);
  for (const [at, row] of rows.entries()) {
    const source = sources[at];
    if (!source) continue;
    const answer = await carrier.query(submissionOf(source, row, row.attempts), await listCarrierIds(sql, carrier.name, row));
    // A carrier that finds a message by its looks may find a like one; whose it is was written with its own submit.
    if (await hasIdsOfAnother(sql, carrier.name, row, answer?.submit?.taken?.carrierMessageIds ?? [])) continue;
    if (answer?.submit) await recordSubmitResult({ carrier: carrier.name, row, number: row.attempts, result: answer.submit });
    for (const receipt of answer?.receipts ?? []) await recordDeliveryReceipt(carrier.name, receipt);
  }
  return rows.length;
}
