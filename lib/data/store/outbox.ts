import { sql, type Sql } from '#lib/data/pool.ts';
import { isOptedOut } from '#lib/data/store/opt-outs.ts';
import { isReleased } from '#lib/data/store/released-mailboxes.ts';
import type { RecipientRef } from '#lib/data/store/receipts.ts';

/** Claims of one row that may end with their worker; then the row is taken for what ends workers (F29). */
export const mostLostLeases = 5;

export interface ClaimedRow extends RecipientRef {
  outboxId: number;
  address: string;
  leaseToken: string;
  attempts: number;
  /** Attempts that the carrier answered with a failure that may pass. */
  failures: number;
  segmentsTaken: number;
  validUntil: Date;
}

// Rows to claim are chosen once, in a materialized expression: a subquery may be run again for each row that it is joined with, and then claims more
// than its limit.
// Rows that are due are looked up by `statement_timestamp()`: an index is no use to `clock_timestamp()`, which may differ from row to row.
export const claimColumns = `o."id" AS "outboxId", o."mailboxId", o."messageId", o."position", o."address", o."leaseToken", o."attempts", o."failures", o."segmentsTaken", o."validUntil"`;

/** A flagged line: what its apps send goes one after the other (`paced.ts`), everything else as ever. */
export const isPaced = (row: string) => `(${row}."clientId" IS NOT NULL AND EXISTS (SELECT FROM "LineFlag" f WHERE f."mailboxId" = ${row}."mailboxId" AND f."state" <> 'released'))`;

/**
 * No person waits behind what a flagged line's apps have queued. OFFSET 0 keeps it a look into the index for each row: as a join it is planned by figures
 * that know nothing yet of a queue that has just grown, and then compares each row with each.
 */
export const isOldestToAddress = `NOT EXISTS (
           SELECT 1 FROM "Outbox" e WHERE e."mailboxId" = q."mailboxId" AND e."address" = q."address" AND e."id" < q."id" AND e."state" IN ('queued', 'claimed')
             AND NOT (q."clientId" IS NULL AND e."state" = 'queued' AND ${isPaced('e')}) OFFSET 0)`;

/**
 * Walks "Outbox_queued_idx" until it has its limit. The update asks for nothing but the id, which is unique: the rows are held as queued, and any other
 * condition invites an index that holds all that waits.
 */
export const claimStatement = `WITH due AS MATERIALIZED (
  SELECT q."id" FROM "Outbox" q
  WHERE q."state" = 'queued' AND q."nextAttemptAt" <= statement_timestamp()
    AND q."lostLeases" = 0 AND NOT ${isPaced('q')}
    AND ${isOldestToAddress}
  ORDER BY q."priority", q."id" LIMIT $3::int FOR UPDATE SKIP LOCKED
)
UPDATE "Outbox" o SET "state" = 'claimed', "leaseToken" = $1::uuid, "leaseUntil" = clock_timestamp() + make_interval(secs => $2::int)
FROM due
WHERE o."id" = due."id"
RETURNING ${claimColumns}`;

/**
 * Claims rows that are due, people before programs, oldest first. Several workers never claim the same row (SKIP LOCKED); a
 * claim ends with its lease. Of one sender's rows to one address only the oldest is claimed, so their order is kept.
 */
export function claimOutbox(leaseToken: string, leaseSeconds: number, limit: number): Promise<ClaimedRow[]> {
  return sql.prepared<ClaimedRow>('claim-outbox', claimStatement, [leaseToken, leaseSeconds, limit]);
}

/** Whether a row waits whose claim ended with its worker before an attempt began: it may be what ended it (F29). */
export async function hasSuspects(): Promise<boolean> {
  const rows = await sql.query(
    `SELECT 1 FROM "Outbox" WHERE "state" = 'queued' AND "nextAttemptAt" <= statement_timestamp() AND "lostLeases" BETWEEN 1 AND ${mostLostLeases - 1} LIMIT 1`,
  );
  return rows.length > 0;
}

/** Claims one such row, the least suspect first. */
export async function claimSuspect(leaseToken: string, leaseSeconds: number): Promise<ClaimedRow[]> {
  return sql.query<ClaimedRow>(
    `WITH due AS MATERIALIZED (
       SELECT q."id" FROM "Outbox" q
       WHERE q."state" = 'queued' AND q."nextAttemptAt" <= statement_timestamp() AND q."lostLeases" BETWEEN 1 AND ${mostLostLeases - 1} AND ${isOldestToAddress}
       ORDER BY q."lostLeases", q."id" LIMIT 1 FOR UPDATE SKIP LOCKED
     )
     UPDATE "Outbox" o SET "state" = 'claimed', "leaseToken" = $1::uuid, "leaseUntil" = clock_timestamp() + make_interval(secs => $2::int)
     FROM due
     WHERE o."id" = due."id" AND o."state" = 'queued'
     RETURNING ${claimColumns}`,
    [leaseToken, leaseSeconds],
  );
}

/** Milliseconds until the next queued row is due; null when none waits. */
export async function nextDueInMs(): Promise<number | null> {
  const [row] = await sql.query<{ ms: number | null }>(
    `SELECT (extract(epoch FROM min("nextAttemptAt") - clock_timestamp()) * 1000)::float8 AS ms FROM "Outbox" WHERE "state" = 'queued'`,
  );
  return row?.ms === null || row?.ms === undefined ? null : Math.max(0, row.ms);
}

/** Whether the consent that the row was sent under has ended, or its line belongs to somebody else: then nothing more of it may leave (E3, I7, T29). */
const consentEnded = `(EXISTS (SELECT 1 FROM "ConsentGrant" g WHERE g."id" = "Outbox"."grantId" AND g."endedAt" IS NOT NULL)
  OR EXISTS (SELECT 1 FROM "Mailbox" b WHERE b."id" = "Outbox"."mailboxId" AND ${isReleased('b')}))`;

/**
 * Records that attempts begin, before any byte leaves for the carrier. Answers the attempt's number by outbox id; a row without one is not ours
 * any more (F12), or its consent has ended, or its recipient has stopped apps: then nothing of it may be sent.
 */
export async function beginAttempts(rows: readonly ClaimedRow[]): Promise<Map<number, number>> {
  const begun = await sql.prepared<{ outboxId: number; number: number }>(
    'begin-attempts',
    `WITH asked AS (
       SELECT * FROM unnest($1::int8[], $2::uuid[], $3::uuid[]) AS u("id", "mailboxId", "leaseToken")
     ), held AS (
       UPDATE "Outbox" SET "attempts" = "attempts" + 1 FROM asked a
       WHERE "Outbox"."id" = a."id" AND "Outbox"."mailboxId" = a."mailboxId" AND "Outbox"."state" = 'claimed' AND "Outbox"."leaseToken" = a."leaseToken"
         AND "Outbox"."leaseUntil" > clock_timestamp() AND NOT ${consentEnded} AND NOT ${isOptedOut('"Outbox"')}
       RETURNING "Outbox"."mailboxId", "Outbox"."id", "Outbox"."attempts", "Outbox"."leaseToken"
     )
     INSERT INTO "Attempt" ("mailboxId", "outboxId", "number", "leaseToken", "startedAt")
     SELECT "mailboxId", "id", "attempts", "leaseToken", clock_timestamp() FROM held RETURNING "outboxId", "number"`,
    [rows.map((row) => row.outboxId), rows.map((row) => row.mailboxId), rows.map((row) => row.leaseToken)],
  );
  return new Map(begun.map(({ outboxId, number }) => [outboxId, number]));
}

/** Ends rows that we hold, or have just put back, when they may not leave any more. Answers why, by outbox id. */
export async function endForbidden(tx: Sql, rows: readonly ClaimedRow[]): Promise<Map<number, 'consent-ended' | 'opted-out'>> {
  const ended = await tx.query<{ id: number; isConsentEnded: boolean }>(
    `UPDATE "Outbox" SET "state" = 'cancelled', "leaseToken" = NULL, "leaseUntil" = NULL
     FROM unnest($1::int8[], $2::uuid[], $3::uuid[]) AS a("id", "mailboxId", "leaseToken")
     WHERE "Outbox"."mailboxId" = a."mailboxId" AND "Outbox"."id" = a."id"
       AND ("Outbox"."state" = 'queued' OR ("Outbox"."state" = 'claimed' AND "Outbox"."leaseToken" = a."leaseToken")) AND (${consentEnded} OR ${isOptedOut('"Outbox"')})
     RETURNING "Outbox"."id", ${consentEnded} AS "isConsentEnded"`,
    [rows.map((row) => row.outboxId), rows.map((row) => row.mailboxId), rows.map((row) => row.leaseToken)],
  );
  return new Map(ended.map(({ id, isConsentEnded }) => [id, isConsentEnded ? 'consent-ended' : 'opted-out']));
}

/** How an attempt ended, and how long what the outcome calls for is waited for. */
export type AttemptEnd =
  /** Without a deadline nothing is waited for: the last receipt came with the answer. */
  | { outcome: 'accepted'; deadlineSeconds: number | null }
  | { outcome: 'in_doubt'; deadlineSeconds: number }
  | { outcome: 'throttled' | 'not_sent'; retryAfterMs: number }
  /** `isCounted`: towards the message's last attempt. */
  | { outcome: 'failed'; retryAfterMs: number; isCounted: boolean }
  | { outcome: 'refused' | 'dead' };

const stateAfter = {
  accepted: 'submitted', throttled: 'queued', not_sent: 'queued', failed: 'queued', refused: 'done', dead: 'dead', in_doubt: 'in_doubt',
} as const satisfies Record<AttemptEnd['outcome'], string>;

/** Whether the answer brought the last receipt along. */
export const isOver = (end: AttemptEnd): boolean => end.outcome === 'accepted' && end.deadlineSeconds === null;

export interface EndedAttempt {
  row: ClaimedRow;
  number: number;
  end: AttemptEnd;
  detail: string | null;
  /** Segments that the carrier took in this attempt. */
  segmentsTaken: number;
}

/**
 * Writes the outcomes of attempts with their rows' next states. Fenced by the lease token: a row that a sweeper took meanwhile is in doubt, and only
 * an answer may still settle it. Answers the ids of the rows that it moved.
 */
export async function endAttempts(tx: Sql, ended: readonly EndedAttempt[]): Promise<Set<number>> {
  const ids = [ended.map(({ row }) => row.mailboxId), ended.map(({ row }) => row.outboxId), ended.map(({ number }) => number)];
  await tx.prepared(
    'end-attempts',
    `UPDATE "Attempt" a SET "outcome" = u."outcome"::"AttemptOutcome", "finishedAt" = clock_timestamp(), "detail" = u."detail"
     FROM unnest($1::uuid[], $2::int8[], $3::int[], $4::text[], $5::text[]) AS u("mailboxId", "outboxId", "number", "outcome", "detail")
     WHERE a."mailboxId" = u."mailboxId" AND a."outboxId" = u."outboxId" AND a."number" = u."number"`,
    [...ids, ended.map(({ end }) => (end.outcome === 'dead' ? 'failed' : end.outcome)), ended.map(({ detail }) => detail)],
  );
  const rows = await tx.prepared<{ id: number }>(
    'end-attempted-rows',
    `UPDATE "Outbox" o SET "state" = u."state"::"OutboxState", "leaseToken" = NULL, "leaseUntil" = NULL, "lostLeases" = 0,
       "failures" = o."failures" + u."failures", "throttles" = o."throttles" + u."throttles", "segmentsTaken" = o."segmentsTaken" + u."segmentsTaken",
       "nextAttemptAt" = clock_timestamp() + make_interval(secs => u."retrySeconds"),
       "deadlineAt" = clock_timestamp() + make_interval(secs => u."deadlineSeconds")
     FROM unnest($1::uuid[], $2::int8[], $3::uuid[], $4::text[], $5::int[], $6::int[], $7::float8[], $8::int[], $9::boolean[], $10::int[])
       AS u("mailboxId", "id", "leaseToken", "state", "failures", "segmentsTaken", "retrySeconds", "deadlineSeconds", "isAnswer", "throttles")
     WHERE o."mailboxId" = u."mailboxId" AND o."id" = u."id" AND ((o."state" = 'claimed' AND o."leaseToken" = u."leaseToken") OR (o."state" = 'in_doubt' AND u."isAnswer"))
     RETURNING o."id"`,
    [
      ids[0], ids[1], ended.map(({ row }) => row.leaseToken), ended.map(({ end }) => isOver(end) ? 'done' : stateAfter[end.outcome]), ended.map(({ end }) => (end.outcome === 'failed' && end.isCounted ? 1 : 0)),
      ended.map(({ segmentsTaken }) => segmentsTaken), ended.map(({ end }) => ('retryAfterMs' in end ? end.retryAfterMs / 1000 : 0)),
      ended.map(({ end }) => ('deadlineSeconds' in end ? end.deadlineSeconds : null)), ended.map(({ end }) => end.outcome === 'accepted' || end.outcome === 'refused'),
      ended.map(({ end }) => (end.outcome === 'throttled' ? 1 : 0)),
    ],
  );
  return new Set(rows.map(({ id }) => id));
}
