import { sql, type Sql } from '#lib/data/pool.ts';
import { type ClaimedRow, claimColumns, isOldestToAddress } from '#lib/data/store/outbox.ts';

/** Rows parked by one statement. */
const parkedAtOnce = 1_000;

/**
 * Claims of each flagged line the oldest text of an app that may leave, if the line's last one is long enough ago (L2). The line's row is held
 * while it is judged and moved on, so several workers keep one pace, by the clock of the database.
 */
export async function claimPaced(leaseToken: string, options: { leaseSeconds: number; everySeconds: number; limit: number }): Promise<ClaimedRow[]> {
  return sql.query<ClaimedRow>(
    `WITH line AS MATERIALIZED (
       SELECT f."mailboxId" FROM "LineFlag" f
       WHERE f."state" <> 'released' AND f."nextSendAt" <= clock_timestamp()
         AND EXISTS (SELECT FROM "Outbox" w WHERE w."mailboxId" = f."mailboxId" AND w."state" = 'queued' AND w."clientId" IS NOT NULL)
       ORDER BY f."nextSendAt" LIMIT $4::int FOR NO KEY UPDATE OF f SKIP LOCKED
     ), due AS MATERIALIZED (
       SELECT d."id", d."mailboxId" FROM line CROSS JOIN LATERAL (
         SELECT q."id", q."mailboxId" FROM "Outbox" q
         WHERE q."mailboxId" = line."mailboxId" AND q."state" = 'queued' AND q."clientId" IS NOT NULL AND q."lostLeases" = 0
           AND (q."nextAttemptAt" <= statement_timestamp() OR q."nextAttemptAt" = 'infinity') AND ${isOldestToAddress}
         ORDER BY q."id" LIMIT 1 FOR UPDATE SKIP LOCKED
       ) d
     ), paced AS (
       UPDATE "LineFlag" f SET "nextSendAt" = clock_timestamp() + make_interval(secs => $3::int) FROM due WHERE f."mailboxId" = due."mailboxId"
     )
     UPDATE "Outbox" o SET "state" = 'claimed', "leaseToken" = $1::uuid, "leaseUntil" = clock_timestamp() + make_interval(secs => $2::int), "nextAttemptAt" = clock_timestamp()
     FROM due WHERE o."mailboxId" = due."mailboxId" AND o."id" = due."id" AND o."state" = 'queued'
     RETURNING ${claimColumns}`,
    [leaseToken, options.leaseSeconds, options.everySeconds, options.limit],
  );
}

/**
 * Takes what apps of flagged lines have waiting off the list of what is due, so that nobody looks at it again and again. Holds the flag: a line that
 * is released meanwhile is left alone, or finds the rows parked.
 */
export async function parkPaced(): Promise<void> {
  await sql.query(
    `WITH line AS MATERIALIZED (
       SELECT f."mailboxId" FROM "LineFlag" f WHERE f."state" <> 'released' FOR NO KEY UPDATE OF f SKIP LOCKED
     ), due AS MATERIALIZED (
       SELECT q."mailboxId", q."id" FROM line JOIN "Outbox" q ON q."mailboxId" = line."mailboxId"
       WHERE q."state" = 'queued' AND q."clientId" IS NOT NULL AND q."lostLeases" = 0 AND q."nextAttemptAt" <= statement_timestamp() LIMIT ${parkedAtOnce} FOR UPDATE OF q SKIP LOCKED
     )
     UPDATE "Outbox" o SET "nextAttemptAt" = 'infinity' FROM due WHERE o."mailboxId" = due."mailboxId" AND o."id" = due."id" AND o."state" = 'queued'`,
  );
}

/** What was parked for a line is due at once. Part of the transaction that releases it. */
export async function unpark(tx: Sql, mailboxId: string): Promise<void> {
  await tx.query(`UPDATE "Outbox" SET "nextAttemptAt" = now() WHERE "mailboxId" = $1::uuid AND "state" = 'queued' AND "nextAttemptAt" = 'infinity'`, [mailboxId]);
}
