import type { Sql } from '#lib/data/pool.ts';
import { appendStatusEvent, listSegmentStatuses, lockRecipient, type RecipientRef, setRecipientStatus, type StatusFact } from '#lib/data/store/receipts.ts';
import { foldSegmentStatuses, mergeStatus, type RecipientStatus } from '#lib/domain/message-status.ts';

/**
 * Records one fact about a recipient and moves its status if the fact outranks it (M5, I4). The same fact twice changes
 * nothing. A fact about one of several segments counts once the segments together say so. Returns the status afterwards, or
 * null when the message is gone.
 */
export async function applyStatus(
  tx: Sql,
  ref: RecipientRef,
  fact: StatusFact & { roaming?: boolean; segmentCount?: number },
): Promise<RecipientStatus | null> {
  const current = await lockRecipient(tx, ref);
  if (!current) return null;
  if (!(await appendStatusEvent(tx, ref, fact))) return current.status;
  const told = fact.segment === null || (fact.segmentCount ?? 1) === 1 ? fact.status : await foldOf(tx, ref, fact.segmentCount ?? 1);
  const status = mergeStatus(current.status, told);
  const roaming = fact.roaming ?? current.roaming;
  if (status === current.status && roaming === current.roaming) return status;
  const reason = status === current.status ? current.reason : fact.reason;
  await setRecipientStatus(tx, ref, { status, reason, roaming, at: fact.at });
  return status;
}

async function foldOf(tx: Sql, ref: RecipientRef, segmentCount: number): Promise<RecipientStatus> {
  const bySegment = new Map<number, RecipientStatus>();
  for (const { segment, status } of await listSegmentStatuses(tx, ref)) {
    const before = bySegment.get(segment);
    bySegment.set(segment, before ? mergeStatus(before, status) : status);
  }
  const segments = Array.from({ length: segmentCount }, (_, at): RecipientStatus => bySegment.get(at + 1) ?? 'submitted');
  return foldSegmentStatuses(segments);
}
