import { type Sql, sql } from '#lib/data/pool.ts';

export interface LoggedDelivery {
  id: string;
  isPing: boolean;
  eventCount: number;
  state: 'pending' | 'claimed' | 'delivered' | 'failed' | 'cancelled';
  attempts: number;
  createdAt: Date;
  nextAttemptAt: Date;
  /** Of the last attempt: what came back, or why nothing did. */
  outcome: string | null;
  status: number | null;
  latencyMs: number | null;
}

/** Newest first. Counts and codes alone: no text, no number, no address. */
export async function listDeliveries(clientId: string, limit: number): Promise<LoggedDelivery[]> {
  return sql.query(
    `SELECT d."id", d."subscriptionId" IS NULL AS "isPing", jsonb_array_length(d."events") AS "eventCount", d."state", d."attempts", d."createdAt", d."nextAttemptAt",
       a."outcome", a."status", a."latencyMs"
     FROM "NotificationDelivery" d LEFT JOIN "NotificationAttempt" a ON a."deliveryId" = d."id" AND a."number" = d."attempts"
     WHERE d."clientId" = $1::uuid ORDER BY d."id" DESC LIMIT $2::int`,
    [clientId, limit],
  );
}

const replayable = `d."subscriptionId" IS NOT NULL AND EXISTS (
  SELECT 1 FROM "NotificationSubscription" s WHERE s."id" = d."subscriptionId" AND s."endedAt" IS NULL AND (s."expiresAt" IS NULL OR s."expiresAt" > clock_timestamp()))`;

export async function countFailed(clientId: string): Promise<number> {
  const [row] = await sql.query<{ count: number }>(`SELECT count(*)::int AS count FROM "NotificationDelivery" d WHERE d."clientId" = $1::uuid AND d."state" = 'failed' AND ${replayable}`, [clientId]);
  return row?.count ?? 0;
}

const again = `"state" = 'pending', "nextAttemptAt" = clock_timestamp(), "giveUpAt" = NULL, "finishedAt" = NULL`;

/** Puts one that is through back into the queue, under the same id, with a new window of attempts. False when it is not one to be replayed. */
export async function requeueDelivery(tx: Sql, clientId: string, deliveryId: string): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE "NotificationDelivery" d SET ${again} WHERE d."id" = $2::uuid AND d."clientId" = $1::uuid AND d."state" IN ('failed', 'delivered') AND ${replayable} RETURNING 1`,
    [clientId, deliveryId],
  );
  return rows.length === 1;
}

export async function requeueFailed(tx: Sql, clientId: string): Promise<number> {
  const rows = await tx.query(`UPDATE "NotificationDelivery" d SET ${again} WHERE d."clientId" = $1::uuid AND d."state" = 'failed' AND ${replayable} RETURNING 1`, [clientId]);
  return rows.length;
}

export async function countSubscriptions(clientId: string): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM "NotificationSubscription" s JOIN "NotificationChannel" c ON c."id" = s."channelId"
     WHERE c."clientId" = $1::uuid AND s."endedAt" IS NULL AND (s."expiresAt" IS NULL OR s."expiresAt" > clock_timestamp())`,
    [clientId],
  );
  return row?.count ?? 0;
}
