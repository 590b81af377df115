import { sql, type Sql } from '#lib/data/pool.ts';
import type { LineFlagState, Sign } from '#lib/domain/consumer-pattern.ts';

export interface LineFlagRow {
  mailboxId: string;
  state: LineFlagState;
  signs: Sign[];
  since: Date;
  seenAt: Date;
  times: number;
  countsFrom: Date | null;
  note: string;
  reviewedAt: Date | null;
}

const columns = `f."mailboxId", f."state", f."signs", f."since", f."seenAt", f."times", f."countsFrom", f."note", f."reviewedAt"`;

/** The flags of those lines that have one. */
export function findLineFlags(mailboxIds: readonly string[]): Promise<LineFlagRow[]> {
  return sql.prepared<LineFlagRow>('line-flags', `SELECT ${columns} FROM "LineFlag" f WHERE f."mailboxId" = ANY($1::uuid[])`, [mailboxIds]);
}

/**
 * Flags a line, or writes what was seen of it again. Nothing happens when support released it after `countsFrom` was read: those figures are old. Answers
 * whether the line was flagged now, anew or for the first time.
 */
export async function upsertLineFlag(tx: Sql, { mailboxId, signs, countsFrom }: { mailboxId: string; signs: readonly Sign[]; countsFrom: Date | null }): Promise<boolean> {
  const rows = await tx.query<{ isNew: boolean }>(
    `INSERT INTO "LineFlag" AS f ("mailboxId", "signs") VALUES ($1::uuid, $2::jsonb)
     ON CONFLICT ("mailboxId") DO UPDATE SET "signs" = EXCLUDED."signs", "seenAt" = now(), "state" = (CASE f."state" WHEN 'released' THEN 'open' ELSE f."state"::text END)::"LineFlagState",
       "since" = CASE f."state" WHEN 'released' THEN now() ELSE f."since" END, "times" = f."times" + CASE f."state" WHEN 'released' THEN 1 ELSE 0 END,
       "note" = CASE f."state" WHEN 'released' THEN '' ELSE f."note" END, "reviewedAt" = CASE f."state" WHEN 'released' THEN NULL ELSE f."reviewedAt" END
     WHERE f."countsFrom" IS NOT DISTINCT FROM $3::timestamptz
     RETURNING "since" = "seenAt" AS "isNew"`,
    [mailboxId, JSON.stringify(signs), countsFrom],
  );
  return rows[0]?.isNew ?? false;
}

/** Puts a flag into another state; null when it is not in one of `from` any more. */
export async function moveLineFlag(
  tx: Sql,
  { mailboxId, from, to, note }: { mailboxId: string; from: readonly LineFlagState[]; to: LineFlagState; note: string | null },
): Promise<LineFlagRow | null> {
  const [row] = await tx.query<LineFlagRow>(
    `UPDATE "LineFlag" f SET "state" = $3::"LineFlagState", "countsFrom" = CASE WHEN $3 = 'released' AND $4::text IS NOT NULL THEN now() ELSE f."countsFrom" END,
       "note" = coalesce($4::text, f."note"), "reviewedAt" = CASE WHEN $4::text IS NULL THEN f."reviewedAt" ELSE now() END
     WHERE f."mailboxId" = $1::uuid AND f."state"::text = ANY($2::text[]) RETURNING ${columns}`,
    [mailboxId, from, to, note],
  );
  return row ?? null;
}

/** Flags that somebody has looked at: whether their lines send like people again is asked now and then. */
export async function listReviewedFlags(limit: number): Promise<string[]> {
  const rows = await sql.query<{ mailboxId: string }>(`SELECT "mailboxId" FROM "LineFlag" WHERE "state" = 'reviewed' ORDER BY "seenAt" LIMIT $1::int`, [limit]);
  return rows.map(({ mailboxId }) => mailboxId);
}

export interface FlaggedLineRow extends LineFlagRow {
  msisdn: string;
  apps: string[] | null;
  /** Texts of apps that wait for their turn. */
  waiting: number;
  /** Recipients that stopped apps. */
  stopped: number;
  /** Who wrote the note. */
  decidedBy: string | null;
}

/** Flags for support, those that nobody looked at first. Released ones are left out. */
export function listLineFlags(limit: number): Promise<FlaggedLineRow[]> {
  return sql.query<FlaggedLineRow>(
    `SELECT ${columns}, b."msisdn",
       (SELECT array_agg(DISTINCT a."name") FROM "AppActivityDay" d JOIN "Client" c ON c."id" = d."clientId" JOIN "Application" a ON a."id" = c."applicationId"
        WHERE d."mailboxId" = f."mailboxId" AND d."day" >= f."since"::date - 1 AND d."sent" > 0) AS apps,
       (SELECT count(*) FROM "Outbox" o WHERE o."mailboxId" = f."mailboxId" AND o."state" = 'queued' AND o."clientId" IS NOT NULL)::int AS waiting,
       (SELECT count(*) FROM "AppOptOut" s WHERE s."mailboxId" = f."mailboxId")::int AS stopped,
       CASE WHEN f."reviewedAt" IS NOT NULL THEN (SELECT a."name" FROM "AuditEntry" e JOIN "Account" a ON a."id"::text = e."actorId"
        WHERE e."subjectKind" = 'line' AND e."subjectId" = f."mailboxId"::text ORDER BY e."at" DESC LIMIT 1) END AS "decidedBy"
     FROM "LineFlag" f JOIN "Mailbox" b ON b."id" = f."mailboxId" WHERE f."state" <> 'released'
     ORDER BY f."state" = 'open' DESC, f."since" DESC LIMIT $1::int`,
    [limit],
  );
}

/** Flags that nobody has looked at. */
export async function countOpenFlags(): Promise<number> {
  const [row] = await sql.query<{ count: number }>(`SELECT count(*)::int AS count FROM "LineFlag" WHERE "state" = 'open'`);
  return row?.count ?? 0;
}

/** The signs of lines that are sent slowly and that a client may send for, one entry a line. */
export async function listSlowLinesOfClient(clientRowId: string): Promise<Sign[][]> {
  const rows = await sql.query<{ signs: Sign[] }>(
    `SELECT f."signs" FROM "LineFlag" f WHERE f."state" <> 'released' AND EXISTS (
       SELECT FROM "ConsentGrant" g WHERE g."mailboxId" = f."mailboxId" AND g."clientId" = $1::uuid AND g."endedAt" IS NULL)`,
    [clientRowId],
  );
  return rows.map(({ signs }) => signs);
}
