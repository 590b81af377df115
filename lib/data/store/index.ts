import { notify } from '#lib/data/notify.ts';
import { type Sql, sql } from '#lib/data/pool.ts';
import type { IndexStatus } from '#lib/domain/message-index.ts';

/** Whether an index serves, and since when it was not used. */
export interface IndexUse {
  status: IndexStatus;
  lastUsedAt: Date | null;
}

export interface IndexRow extends IndexUse {
  requestedAt: Date | null;
  builtAt: Date | null;
  /** Progress of a build, in messages. */
  indexedCount: number;
}

/** How a mailbox stands at one moment: its sequence and its index. */
export interface MailboxStanding {
  modSeq: number;
  index: IndexUse;
}

export const absentIndex: IndexRow = { status: 'NOT_INITIALIZED', requestedAt: null, builtAt: null, lastUsedAt: null, indexedCount: 0 };

/** The index of a mailbox; one that was never asked for is NOT_INITIALIZED. */
export async function findIndexRow(mailboxId: string, tx: Sql = sql): Promise<IndexRow> {
  const [row] = await tx.query<IndexRow>(
    `SELECT "status", "requestedAt", "builtAt", "lastUsedAt", "indexedCount" FROM "MessageIndex" WHERE "mailboxId" = $1::uuid`,
    [mailboxId],
  );
  return row ?? absentIndex;
}

/** The mailbox's index row, made when absent and locked until the transaction ends. */
export async function lockIndexRow(tx: Sql, mailboxId: string): Promise<IndexRow> {
  await tx.query(`INSERT INTO "MessageIndex" ("mailboxId") VALUES ($1::uuid) ON CONFLICT ("mailboxId") DO NOTHING`, [mailboxId]);
  const [row] = await tx.query<IndexRow>(
    `SELECT "status", "requestedAt", "builtAt", "lastUsedAt", "indexedCount" FROM "MessageIndex" WHERE "mailboxId" = $1::uuid FOR UPDATE`,
    [mailboxId],
  );
  return row ?? absentIndex;
}

/** Asks for a build from the beginning and wakes the workers at commit. */
export async function requestIndexBuild(tx: Sql, mailboxId: string, now: Date): Promise<void> {
  await tx.query(
    `UPDATE "MessageIndex" SET "status" = 'INITIALIZING', "requestedAt" = $2::timestamptz, "lastUsedAt" = $2::timestamptz,
       "builtAt" = NULL, "indexedCount" = 0, "cursorId" = NULL, "leaseUntil" = NULL, "leaseToken" = NULL,
       "foundModSeq" = (SELECT "modSeq" FROM "Mailbox" WHERE "id" = $1::uuid)
     WHERE "mailboxId" = $1::uuid`,
    [mailboxId, now],
  );
  await notify(tx, { topic: 'index', mailboxId });
}

/** Notes a use, at most once an hour: lapse is counted in days and a read should not write. */
export async function touchIndex(mailboxId: string, now: Date): Promise<void> {
  await sql.query(
    `UPDATE "MessageIndex" SET "lastUsedAt" = $2::timestamptz
     WHERE "mailboxId" = $1::uuid AND ("lastUsedAt" IS NULL OR "lastUsedAt" < $2::timestamptz - interval '1 hour')`,
    [mailboxId, now],
  );
}

/** Lapses the indexes that were not used since `unusedSince` (I2). Returns how many. */
export async function lapseIndexRows(unusedSince: Date): Promise<number> {
  const rows = await sql.query(
    `UPDATE "MessageIndex" SET "status" = 'NOT_INITIALIZED', "builtAt" = NULL, "indexedCount" = 0, "cursorId" = NULL
     WHERE "status" IN ('INITIALIZED', 'ERROR') AND "lastUsedAt" <= $1::timestamptz RETURNING "mailboxId"`,
    [unusedSince],
  );
  return rows.length;
}

export interface IndexClaim {
  mailboxId: string;
  /** Fences the builder: the row answers only to the holder of the newest lease. As text, so that no digit of it is lost. */
  lease: string;
  cursorId: string | null;
  indexedCount: number;
}

/** Claims the build that waits longest and that nobody holds; null when there is none. Leases run by the database's clock (F28). */
export async function claimIndexBuild(leaseSeconds: number): Promise<IndexClaim | null> {
  const [row] = await sql.query<IndexClaim>(
    `UPDATE "MessageIndex" SET "leaseUntil" = clock_timestamp() + make_interval(secs => $1), "leaseToken" = gen_random_uuid()
     WHERE "mailboxId" = (
       SELECT "mailboxId" FROM "MessageIndex"
       WHERE "status" = 'INITIALIZING' AND ("leaseUntil" IS NULL OR "leaseUntil" < clock_timestamp())
       ORDER BY "requestedAt" LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING "mailboxId", "leaseToken" AS lease, "cursorId", "indexedCount"`,
    [leaseSeconds],
  );
  return row ?? null;
}

/** Commits the progress of a batch and prolongs the lease. Null when somebody else holds the build now. */
export async function advanceIndexBuild(tx: Sql, claim: IndexClaim, reached: { cursorId: string | null; count: number }, leaseSeconds: number): Promise<IndexClaim | null> {
  const [row] = await tx.query<IndexClaim>(
    `UPDATE "MessageIndex" SET "cursorId" = coalesce($3::uuid, "cursorId"), "indexedCount" = "indexedCount" + $4::int,
       "leaseUntil" = clock_timestamp() + make_interval(secs => $5)
     WHERE "mailboxId" = $1::uuid AND "leaseToken" = $2::uuid AND "status" = 'INITIALIZING'
     RETURNING "mailboxId", "leaseToken" AS lease, "cursorId", "indexedCount"`,
    [claim.mailboxId, claim.lease, reached.cursorId, reached.count, leaseSeconds],
  );
  return row ?? null;
}

/** Ends a build. Returns false when somebody else holds it now. */
export async function finishIndexBuild(tx: Sql, claim: IndexClaim, status: 'INITIALIZED' | 'ERROR', now: Date): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE "MessageIndex" SET "status" = $3::"IndexStatus", "leaseUntil" = NULL, "leaseToken" = NULL,
       "builtAt" = CASE WHEN $3 = 'INITIALIZED' THEN $4::timestamptz END
     WHERE "mailboxId" = $1::uuid AND "leaseToken" = $2::uuid AND "status" = 'INITIALIZING' RETURNING "mailboxId"`,
    [claim.mailboxId, claim.lease, status, now],
  );
  if (rows.length === 1) await notify(tx, { topic: 'index', mailboxId: claim.mailboxId });
  return rows.length === 1;
}

/** Sets the counters of every thread to what its messages say. The caller holds the mailbox. Returns how many were wrong. */
export async function repairThreadCounters(tx: Sql, mailboxId: string): Promise<number> {
  const rows = await tx.query(
    `UPDATE "Thread" t SET "messageCount" = truth.messages, "unreadCount" = truth.unread
     FROM (
       SELECT th."id", count(m."id")::int AS messages, (count(m."id") FILTER (WHERE m."isUnread"))::int AS unread
       FROM "Thread" th LEFT JOIN "Message" m
         ON m."mailboxId" = th."mailboxId" AND m."threadId" = th."id" AND m."deletedAt" IS NULL
       WHERE th."mailboxId" = $1::uuid GROUP BY th."id"
     ) AS truth
     WHERE t."mailboxId" = $1::uuid AND t."id" = truth."id" AND (t."messageCount", t."unreadCount") <> (truth.messages, truth.unread)
     RETURNING t."id"`,
    [mailboxId],
  );
  return rows.length;
}
