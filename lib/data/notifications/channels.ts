import { type Sql, sql } from '#lib/data/pool.ts';

export interface ChannelRow {
  id: string;
  clientId: string;
  serviceName: string;
  contentType: string;
  version: number;
}

const columns = `"id", "clientId", "serviceName", "contentType", "version"::float8 AS version`;

/** Of two that come at once exactly one is stored: false for the other. */
export async function insertChannel(channel: ChannelRow): Promise<boolean> {
  const rows = await sql.query(
    `INSERT INTO "NotificationChannel" ("id", "clientId", "serviceName", "contentType", "version") VALUES ($1::uuid, $2::uuid, $3, $4, $5::numeric)
     ON CONFLICT ("clientId") DO NOTHING RETURNING 1`,
    [channel.id, channel.clientId, channel.serviceName, channel.contentType, channel.version],
  );
  return rows.length === 1;
}

export async function findChannelOfClient(clientId: string): Promise<ChannelRow | null> {
  const [row] = await sql.query<ChannelRow>(`SELECT ${columns} FROM "NotificationChannel" WHERE "clientId" = $1::uuid`, [clientId]);
  return row ?? null;
}

/** Null for none and for another client's alike. */
export async function findOwnChannel(clientId: string, channelId: string): Promise<ChannelRow | null> {
  const [row] = await sql.query<ChannelRow>(`SELECT ${columns} FROM "NotificationChannel" WHERE "id" = $2::uuid AND "clientId" = $1::uuid`, [clientId, channelId]);
  return row ?? null;
}

/** The channel with its subscriptions and what waits for them. False when it is not this client's. */
export async function deleteChannel(tx: Sql, clientId: string, channelId: string): Promise<boolean> {
  const gone = await tx.query(`DELETE FROM "NotificationChannel" WHERE "id" = $2::uuid AND "clientId" = $1::uuid RETURNING 1`, [clientId, channelId]);
  if (gone.length === 0) return false;
  await tx.query(`UPDATE "NotificationSubscription" SET "endedAt" = clock_timestamp() WHERE "channelId" = $1::uuid AND "endedAt" IS NULL`, [channelId]);
  await tx.query(
    `UPDATE "NotificationDelivery" d SET "state" = 'cancelled', "finishedAt" = clock_timestamp()
     FROM "NotificationSubscription" s WHERE s."channelId" = $1::uuid AND d."subscriptionId" = s."id" AND d."state" = 'pending'`,
    [channelId],
  );
  return true;
}
