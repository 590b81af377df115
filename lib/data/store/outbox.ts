import { sql, type Sql } from '#lib/data/pool.ts';
import { isReleased } from '#lib/data/store/released-mailboxes.ts';
import type { RecipientRef } from '#lib/data/store/receipts.ts';

export interface ClaimedRow extends RecipientRef {
  outboxId: number;
  address: string;
  leaseToken: string;
  attempts: number;
  throttles: number;
  validUntil: Date;
}

// Rows that are due are looked up by `statement_timestamp()`: an index is no use to `clock_timestamp()`, which may differ from row to row.
const claimColumns = `o."id" AS "outboxId", o."mailboxId", o."messageId", o."position", o."address", o."leaseToken", o."attempts", o."throttles", o."validUntil"`;

/**
 * Claims rows that are due, people before programs, oldest first. Several workers never claim the same row (SKIP LOCKED); a
 * claim ends with its lease. Of one sender's rows to one address only the oldest is claimed, so their order is kept.
 */
export async function claimOutbox(leaseToken: string, leaseSeconds: number, limit: number): Promise<ClaimedRow[]> {
  return sql.query<ClaimedRow>(
    `UPDATE "Outbox" o SET "state" = 'claimed', "leaseToken" = $1::uuid, "leaseUntil" = clock_timestamp() + make_interval(secs => $2::int)
     FROM (
       SELECT q."id" FROM "Outbox" q
       WHERE q."state" = 'queued' AND q."nextAttemptAt" <= statement_timestamp()
         AND NOT EXISTS (
           SELECT 1 FROM "Outbox" e WHERE e."mailboxId" = q."mailboxId" AND e."address" = q."address" AND e."id" < q."id" AND e."state" IN ('queued', 'claimed'))
       ORDER BY q."priority", q."id" LIMIT $3::int FOR UPDATE SKIP LOCKED
     ) due
     WHERE o."id" = due."id" AND o."state" = 'queued'
     RETURNING ${claimColumns}`,
    [leaseToken, leaseSeconds, limit],
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
 * Records that an attempt begins, before any byte leaves for the carrier. Null when the lease is not ours any more (F12), or the consent
 * has ended: then nothing may be sent. Returns the attempt's number.
 */
export async function beginAttempt(tx: Sql, row: ClaimedRow): Promise<number | null> {
  const [begun] = await tx.query<{ number: number }>(
    `WITH held AS (
       UPDATE "Outbox" SET "attempts" = "attempts" + 1
       WHERE "id" = $1::int8 AND "state" = 'claimed' AND "leaseToken" = $2::uuid AND "leaseUntil" > clock_timestamp() AND NOT ${consentEnded}
       RETURNING "attempts"
     )
     INSERT INTO "Attempt" ("mailboxId", "outboxId", "number", "leaseToken", "startedAt")
     SELECT $3::uuid, $1::int8, held."attempts", $2::uuid, clock_timestamp() FROM held RETURNING "number"`,
    [row.outboxId, row.leaseToken, row.mailboxId],
  );
  return begun?.number ?? null;
}

/** Ends a row that we hold, or have just put back, when its consent has ended meanwhile. False when it has not. */
export async function cancelIfConsentEnded(tx: Sql, row: ClaimedRow): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE "Outbox" SET "state" = 'cancelled', "leaseToken" = NULL, "leaseUntil" = NULL
     WHERE "mailboxId" = $1::uuid AND "id" = $2::int8 AND ("state" = 'queued' OR ("state" = 'claimed' AND "leaseToken" = $3::uuid)) AND ${consentEnded} RETURNING "id"`,
    [row.mailboxId, row.outboxId, row.leaseToken],
  );
  return rows.length === 1;
}

export type AttemptEnd =
  | { outcome: 'accepted'; deadlineSeconds: number }
  | { outcome: 'throttled' | 'not_sent'; retryAfterMs: number }
  | { outcome: 'refused' | 'dead' }
  | { outcome: 'in_doubt'; deadlineSeconds: number };

const stateAfter = { accepted: 'submitted', throttled: 'queued', not_sent: 'queued', refused: 'done', dead: 'dead', in_doubt: 'in_doubt' } as const;

/**
 * Writes the outcome of an attempt with the row's next state. Fenced by the lease token: false when a sweeper took the row
 * meanwhile, in which case the row is in doubt and only a positive outcome may still settle it.
 */
export async function endAttempt(tx: Sql, row: ClaimedRow, number: number, end: AttemptEnd, detail: string | null): Promise<boolean> {
  await tx.query(
    `UPDATE "Attempt" SET "outcome" = $4::"AttemptOutcome", "finishedAt" = clock_timestamp(), "detail" = $5
     WHERE "mailboxId" = $1::uuid AND "outboxId" = $2::int8 AND "number" = $3::int`,
    [row.mailboxId, row.outboxId, number, end.outcome === 'dead' ? 'refused' : end.outcome, detail],
  );
  const rows = await tx.query(
    `UPDATE "Outbox" SET "state" = $3::"OutboxState", "leaseToken" = NULL, "leaseUntil" = NULL,
       "throttles" = "throttles" + $4::int,
       "nextAttemptAt" = clock_timestamp() + make_interval(secs => $5::float8),
       "deadlineAt" = CASE WHEN $6::int IS NULL THEN NULL ELSE clock_timestamp() + make_interval(secs => $6::int) END
     WHERE "id" = $1::int8 AND (("state" = 'claimed' AND "leaseToken" = $2::uuid) OR ("state" = 'in_doubt' AND $7::boolean))
     RETURNING "id"`,
    [
      row.outboxId, row.leaseToken, stateAfter[end.outcome], end.outcome === 'throttled' ? 1 : 0,
      'retryAfterMs' in end ? end.retryAfterMs / 1000 : 0, 'deadlineSeconds' in end ? end.deadlineSeconds : null,
      end.outcome === 'accepted' || end.outcome === 'refused',
    ],
  );
  return rows.length === 1;
}

/** A final status came: nothing is waited for any more. */
export async function settleOutboxRow(tx: Sql, ref: RecipientRef): Promise<void> {
  await tx.query(
    `UPDATE "Outbox" SET "state" = 'done', "deadlineAt" = NULL
     WHERE "mailboxId" = $1::uuid AND "messageId" = $2::uuid AND "position" = $3::int AND "state" IN ('submitted', 'in_doubt')`,
    [ref.mailboxId, ref.messageId, ref.position],
  );
}

/**
 * Ends leases that ran out. A row with a begun attempt is in doubt: bytes may have left (F6). One without goes back to the
 * queue (F5). Returns how many of each.
 */
export async function sweepLeases(deadlineSeconds: number): Promise<{ requeued: number; inDoubt: number }> {
  const rows = await sql.query<{ state: string }>(
    `UPDATE "Outbox" o SET
       "state" = (CASE WHEN begun THEN 'in_doubt' ELSE 'queued' END)::"OutboxState",
       "deadlineAt" = CASE WHEN begun THEN clock_timestamp() + make_interval(secs => $1::int) END,
       "leaseUntil" = NULL
     FROM (
       SELECT q."id", EXISTS (SELECT 1 FROM "Attempt" a WHERE a."mailboxId" = q."mailboxId" AND a."outboxId" = q."id"
         AND a."leaseToken" = q."leaseToken" AND a."outcome" = 'started') AS begun
       FROM "Outbox" q WHERE q."state" = 'claimed' AND q."leaseUntil" < statement_timestamp() LIMIT 500 FOR UPDATE SKIP LOCKED
     ) late
     WHERE o."id" = late."id" RETURNING o."state"`,
    [deadlineSeconds],
  );
  return { requeued: rows.filter((r) => r.state === 'queued').length, inDoubt: rows.filter((r) => r.state === 'in_doubt').length };
}

/** Rows whose receipt is overdue, or whose validity ended before the carrier took them. */
export async function listOverdue(limit: number): Promise<(RecipientRef & { outboxId: number; state: 'submitted' | 'in_doubt' | 'queued' })[]> {
  return sql.query(
    `(SELECT "id" AS "outboxId", "mailboxId", "messageId", "position", "state" FROM "Outbox"
      WHERE "state" IN ('submitted', 'in_doubt') AND "deadlineAt" < statement_timestamp() LIMIT $1::int)
     UNION ALL
     (SELECT "id", "mailboxId", "messageId", "position", "state" FROM "Outbox" WHERE "state" = 'queued' AND "validUntil" < statement_timestamp() LIMIT $1::int)`,
    [limit],
  );
}

/** Ends an overdue row if it is still in the state it was found in. */
export async function closeOverdue(tx: Sql, outboxId: number, state: string): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE "Outbox" SET "state" = 'done', "deadlineAt" = NULL WHERE "id" = $1::int8 AND "state" = $2::"OutboxState" RETURNING "id"`,
    [outboxId, state],
  );
  return rows.length === 1;
}

/** Rows in doubt that the carrier can be asked about. Asked again at most every `everySeconds`. */
export async function claimInDoubt(everySeconds: number, limit: number): Promise<ClaimedRow[]> {
  return sql.query<ClaimedRow>(
    `UPDATE "Outbox" o SET "nextAttemptAt" = clock_timestamp() + make_interval(secs => $1::int)
     FROM (SELECT "id" FROM "Outbox" WHERE "state" = 'in_doubt' AND "nextAttemptAt" <= statement_timestamp() ORDER BY "id" LIMIT $2::int FOR UPDATE SKIP LOCKED) due
     WHERE o."id" = due."id" RETURNING ${claimColumns}`,
    [everySeconds, limit],
  );
}

/** Depth and age of what waits, for /metrics and /readyz. */
export async function measureOutbox(): Promise<{ queued: number; inDoubt: number; oldestQueuedSeconds: number }> {
  const [row] = await sql.query<{ queued: number; inDoubt: number; oldest: number | null }>(
    `SELECT count(*)::int AS queued, extract(epoch FROM clock_timestamp() - min("createdAt"))::float8 AS oldest,
       (SELECT count(*) FROM "Outbox" WHERE "state" = 'in_doubt')::int AS "inDoubt"
     FROM "Outbox" WHERE "state" IN ('queued', 'claimed')`,
  );
  return { queued: row?.queued ?? 0, inDoubt: row?.inDoubt ?? 0, oldestQueuedSeconds: row?.oldest ?? 0 };
}
