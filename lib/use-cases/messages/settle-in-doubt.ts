import type { Carrier } from '#lib/carriers/carrier.ts';
import { claimInDoubt } from '#lib/data/store/outbox.ts';
import { findSubmissionSource } from '#lib/data/store/submission.ts';
import { recordSubmitResult, submissionOf } from '#lib/use-cases/messages/dispatch-outbox.ts';

const askEverySeconds = 5;

/**
 * Asks the carrier what became of submits without an answer, where it can tell. An answer settles the row; without one it waits
 * for a receipt until its deadline. It is never submitted again by itself (F6, F7, F20).
 */
export async function settleInDoubt(carrier: Carrier): Promise<number> {
  if (!carrier.capabilities.query) return 0;
  const rows = await claimInDoubt(askEverySeconds, 50);
  for (const row of rows) {
    const source = await findSubmissionSource(row);
    if (!source) continue;
    const result = await carrier.query(submissionOf(source, row, row.attempts));
    if (result && (result.outcome === 'accepted' || result.outcome === 'refused')) await recordSubmitResult(carrier.name, row, row.attempts, result);
  }
  return rows.length;
}
