import { sql, type Sql } from '#lib/data/pool.ts';
import { type ClaimedRow, claimColumns, mostLostLeases } from '#lib/data/store/outbox.ts';
import type { RecipientRef } from '#lib/data/store/receipts.ts';

/** Final statuses came: nothing is waited for any more. */
export async function settleOutboxRows(tx: Sql, refs: readonly RecipientRef[]): Promise<void> {
  await tx.prepared(
    'settle-outbox-rows',
    `UPDATE "Outbox" o SET "state" = 'done', "deadlineAt" = NULL
     FROM unnest($1::uuid[], $2::uuid[], $3::int[]) AS u("mailboxId", "messageId", "position")
     WHERE o."mailboxId" = u."mailboxId" AND o."messageId" = u."messageId" AND o."position" = u."position" AND o."state" IN ('submitted', 'in_doubt')`,
    [refs.map((ref) => ref.mailboxId), refs.map((ref) => ref.messageId), refs.map((ref) => ref.position)],
  );
}

export interface LateLease extends RecipientRef {
  outboxId: number;
}

/** Rows whose claim ran out. */
export function listLateLeases(limit: number): Promise<LateLease[]> {
  return sql.query<LateLease>(
    `SELECT "id" AS "outboxId", "mailboxId", "messageId", "position" FROM "Outbox" WHERE "state" = 'claimed' AND "leaseUntil" < statement_timestamp() LIMIT $1::int`,
    [limit],
  );
}

/**
 * Ends leases that ran out and still are what they were found as. A row with a begun attempt is in doubt: bytes may have left (F6). One without goes
 * back to the queue (F5). Answers what became of each row that it moved, with the number of its last attempt.
 */
export function endLateLeases(tx: Sql, late: readonly LateLease[], deadlineSeconds: number): Promise<{ outboxId: number; state: 'queued' | 'in_doubt'; attempts: number }[]> {
  return tx.query(
    `WITH late AS MATERIALIZED (
       SELECT q."mailboxId", q."id", EXISTS (SELECT 1 FROM "Attempt" a WHERE a."mailboxId" = q."mailboxId" AND a."outboxId" = q."id"
         AND a."leaseToken" = q."leaseToken" AND a."outcome" = 'started') AS begun
       FROM unnest($2::uuid[], $3::int8[]) AS u("mailboxId", "id") JOIN "Outbox" q ON q."mailboxId" = u."mailboxId" AND q."id" = u."id"
       WHERE q."state" = 'claimed' AND q."leaseUntil" < statement_timestamp() FOR UPDATE OF q SKIP LOCKED
     )
     UPDATE "Outbox" o SET
       "state" = (CASE WHEN begun THEN 'in_doubt' ELSE 'queued' END)::"OutboxState",
       "deadlineAt" = CASE WHEN begun THEN clock_timestamp() + make_interval(secs => $1::int) END,
       "leaseUntil" = NULL, "lostLeases" = o."lostLeases" + CASE WHEN begun THEN 0 ELSE 1 END
     FROM late
     WHERE o."mailboxId" = late."mailboxId" AND o."id" = late."id" RETURNING o."id" AS "outboxId", o."state", o."attempts"`,
    [deadlineSeconds, late.map((row) => row.mailboxId), late.map((row) => row.outboxId)],
  );
}

export interface OverdueRow extends RecipientRef {
  outboxId: number;
  why: 'no-receipt' | 'expired' | 'poison';
}

/** Rows whose receipt is overdue, whose validity ended before the carrier took them, or whose every claim ended with its worker. */
export async function listOverdue(limit: number): Promise<OverdueRow[]> {
  return sql.query(
    `(SELECT "id" AS "outboxId", "mailboxId", "messageId", "position", 'no-receipt' AS why FROM "Outbox"
      WHERE "state" IN ('submitted', 'in_doubt') AND "deadlineAt" < statement_timestamp() LIMIT $1::int)
     UNION ALL
     (SELECT "id", "mailboxId", "messageId", "position", CASE WHEN "lostLeases" >= ${mostLostLeases} THEN 'poison' ELSE 'expired' END FROM "Outbox"
      WHERE "state" = 'queued' AND ("validUntil" < statement_timestamp() OR "lostLeases" >= ${mostLostLeases}) LIMIT $1::int)`,
    [limit],
  );
}

/** Ends overdue rows that still are what they were found as. Answers the ids of those it ended. */
export async function closeOverdue(tx: Sql, overdue: readonly OverdueRow[]): Promise<Set<number>> {
  const rows = await tx.query<{ id: number }>(
    `UPDATE "Outbox" o SET "state" = (CASE WHEN u.why = 'poison' THEN 'dead' ELSE 'done' END)::"OutboxState", "deadlineAt" = NULL
     FROM unnest($1::uuid[], $2::int8[], $3::text[]) AS u("mailboxId", "id", why)
     WHERE o."mailboxId" = u."mailboxId" AND o."id" = u."id"
       AND (CASE WHEN u.why = 'no-receipt' THEN o."state" IN ('submitted', 'in_doubt') AND o."deadlineAt" < clock_timestamp() ELSE o."state" = 'queued' END)
     RETURNING o."id"`,
    [overdue.map((row) => row.mailboxId), overdue.map((row) => row.outboxId), overdue.map((row) => row.why)],
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * Rows to ask the carrier about: in doubt, or taken `silentSeconds` ago and without a final receipt. Each is asked about at most every `everySeconds`.
 * `deadlineSeconds` is what a receipt is waited for; a row's deadline tells when it was submitted.
 */
export async function claimDoubtful(options: {
  everySeconds: number;
  silentSeconds: number;
  deadlineSeconds: number;
  withIdsOnly: boolean;
  limit: number;
}): Promise<ClaimedRow[]> {
  return sql.query<ClaimedRow>(
    `WITH due AS MATERIALIZED (
       SELECT q."id" FROM "Outbox" q
       WHERE q."state" IN ('submitted', 'in_doubt') AND q."nextAttemptAt" <= statement_timestamp() AND (q."segmentsTaken" > 0 OR NOT $4::boolean)
         AND (q."state" = 'in_doubt' OR q."deadlineAt" < statement_timestamp() + make_interval(secs => $3::int - $2::int))
       ORDER BY q."deadlineAt" LIMIT $5::int FOR UPDATE SKIP LOCKED
     )
     UPDATE "Outbox" o SET "nextAttemptAt" = clock_timestamp() + make_interval(secs => $1::int) FROM due
     WHERE o."id" = due."id" RETURNING ${claimColumns}`,
    [options.everySeconds, options.silentSeconds, options.deadlineSeconds, options.withIdsOnly, options.limit],
  );
}

export interface OutboxMeasure {
  /** Recipients that wait for the carrier, those of flagged lines apart: what such a line sends slowly is no delay. */
  queued: number;
  paced: number;
  inDoubt: number;
  oldestQueuedSeconds: number;
}

/** Depth and age of what waits, for the network page, /metrics and /readyz. */
export async function measureOutbox(): Promise<OutboxMeasure> {
  const [row] = await sql.query<OutboxMeasure>(
    `SELECT count(*) FILTER (WHERE "nextAttemptAt" < 'infinity')::int AS queued, count(*) FILTER (WHERE "nextAttemptAt" = 'infinity')::int AS paced,
       coalesce(extract(epoch FROM clock_timestamp() - min("createdAt") FILTER (WHERE "nextAttemptAt" < 'infinity')), 0)::float8 AS "oldestQueuedSeconds",
       (SELECT count(*) FROM "Outbox" WHERE "state" = 'in_doubt')::int AS "inDoubt"
     FROM "Outbox" WHERE "state" IN ('queued', 'claimed')`,
  );
  return row ?? { queued: 0, paced: 0, inDoubt: 0, oldestQueuedSeconds: 0 };
}

/**
 * A segment whose answer was lost turned out to be taken; once all are, nothing is in doubt any more. Answers its place, 1 for the first; null when the
 * row is gone or under way again.
 */
export async function countTakenSegment(tx: Sql, row: { mailboxId: string; outboxId: number; segmentCount: number }): Promise<number | null> {
  const [counted] = await tx.query<{ segmentsTaken: number }>(
    `UPDATE "Outbox" SET "segmentsTaken" = "segmentsTaken" + 1,
       "state" = CASE WHEN "state" = 'in_doubt' AND "segmentsTaken" + 1 >= $3::int THEN 'submitted'::"OutboxState" ELSE "state" END
     WHERE "mailboxId" = $1::uuid AND "id" = $2::int8 AND "state" IN ('in_doubt', 'done') RETURNING "segmentsTaken"`,
    [row.mailboxId, row.outboxId, row.segmentCount],
  );
  return counted?.segmentsTaken ?? null;
}
