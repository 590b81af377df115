import { sql } from '#lib/data/pool.ts';
import { mostLostLeases } from '#lib/data/store/outbox.ts';

/** One recipient that was given up, without a text. */
export interface DeadRow {
  outboxId: number;
  messageId: string;
  sender: string;
  recipient: string;
  /** The app that sent it; null for the line's owner. */
  app: string | null;
  environment: 'sandbox' | 'production' | null;
  attempts: number;
  /** What the last attempt ended with, `workers-ended` where it ended them; null when the carrier gave no reason. */
  why: string | null;
  createdAt: Date;
  reviewedAt: Date | null;
}

/** Given up, newest first; what nobody has looked at before what somebody has. */
export function listDead(limit: number): Promise<DeadRow[]> {
  return sql.query<DeadRow>(
    `SELECT o."id" AS "outboxId", o."messageId", b."msisdn" AS sender, o."address" AS recipient, a."name" AS app, c."environment", o."attempts",
       CASE WHEN o."lostLeases" >= ${mostLostLeases} THEN 'workers-ended' ELSE t."detail" END AS why, o."createdAt", o."reviewedAt"
     FROM "Outbox" o JOIN "Mailbox" b ON b."id" = o."mailboxId" LEFT JOIN "Client" c ON c."id" = o."clientId" LEFT JOIN "Application" a ON a."id" = c."applicationId"
     LEFT JOIN "Attempt" t ON t."mailboxId" = o."mailboxId" AND t."outboxId" = o."id" AND t."number" = o."attempts"
     WHERE o."state" = 'dead' ORDER BY o."reviewedAt" IS NOT NULL, o."id" DESC LIMIT $1::int`,
    [limit],
  );
}

/** Given up, and nobody has looked at it. */
export async function countUnreviewedDead(): Promise<number> {
  const [row] = await sql.query<{ count: number }>(`SELECT count(*)::int AS count FROM "Outbox" WHERE "state" = 'dead' AND "reviewedAt" IS NULL`);
  return row?.count ?? 0;
}

/** Somebody of support looked at it. The first look counts. False when it is not dead. */
export async function markReviewed(outboxId: number): Promise<boolean> {
  const rows = await sql.query(`UPDATE "Outbox" SET "reviewedAt" = COALESCE("reviewedAt", now()) WHERE "id" = $1::int8 AND "state" = 'dead' RETURNING 1`, [outboxId]);
  return rows.length === 1;
}

/** Throttled attempts among so many of the newest recipients, and how many of these there are. */
export async function measureThrottling(newest: number): Promise<{ throttled: number; recipients: number }> {
  const [row] = await sql.query<{ throttled: number; recipients: number }>(
    `SELECT COALESCE(sum("throttles"), 0)::int AS throttled, count(*)::int AS recipients FROM (SELECT "throttles" FROM "Outbox" ORDER BY "id" DESC LIMIT $1::int) AS newest`,
    [newest],
  );
  return row ?? { throttled: 0, recipients: 0 };
}

/** Receipts that wait for a submit of ours that fits. */
export async function countParkedReceipts(): Promise<number> {
  const [row] = await sql.query<{ count: number }>(`SELECT count(*)::int AS count FROM "ParkedReceipt"`);
  return row?.count ?? 0;
}
