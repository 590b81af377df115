import { type Sql, sql } from '#lib/data/pool.ts';

export interface EndpointRow {
  url: string;
  disabledAt: Date | null;
  disabledReason: 'developer' | 'failing' | null;
  failingSince: Date | null;
}

export async function findEndpoint(clientId: string): Promise<EndpointRow | null> {
  const [row] = await sql.query<EndpointRow>(`SELECT "url", "disabledAt", "disabledReason", "failingSince" FROM "WebhookEndpoint" WHERE "clientId" = $1::uuid`, [clientId]);
  return row ?? null;
}

/** A new address starts with a clean record. Answers whether it is the client's first. */
export async function storeEndpoint(tx: Sql, clientId: string, url: string): Promise<void> {
  await tx.query(
    `INSERT INTO "WebhookEndpoint" ("clientId", "url") VALUES ($1::uuid, $2)
     ON CONFLICT ("clientId") DO UPDATE SET "url" = $2, "disabledAt" = NULL, "disabledReason" = NULL, "failingSince" = NULL`,
    [clientId, url],
  );
}

/** Switches an address off or on; false when it is so already, or there is none. */
export async function setEndpointDisabled(tx: Sql, clientId: string, reason: 'developer' | null): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE "WebhookEndpoint" SET "disabledAt" = CASE WHEN $2::text IS NULL THEN NULL ELSE clock_timestamp() END, "disabledReason" = $2, "failingSince" = NULL
     WHERE "clientId" = $1::uuid AND ("disabledAt" IS NULL) = ($2::text IS NOT NULL) RETURNING 1`,
    [clientId, reason],
  );
  return rows.length === 1;
}

export async function noteEndpointSuccess(tx: Sql, clientId: string): Promise<void> {
  await tx.query(`UPDATE "WebhookEndpoint" SET "failingSince" = NULL WHERE "clientId" = $1::uuid AND "failingSince" IS NOT NULL`, [clientId]);
}

/** Notes a failure; true when with it the address has failed for `days` without one success and is switched off. */
export async function noteEndpointFailure(tx: Sql, clientId: string, days: number): Promise<boolean> {
  await tx.query(`UPDATE "WebhookEndpoint" SET "failingSince" = clock_timestamp() WHERE "clientId" = $1::uuid AND "failingSince" IS NULL`, [clientId]);
  const rows = await tx.query(
    `UPDATE "WebhookEndpoint" SET "disabledAt" = clock_timestamp(), "disabledReason" = 'failing'
     WHERE "clientId" = $1::uuid AND "disabledAt" IS NULL AND "failingSince" < clock_timestamp() - make_interval(days => $2::int) RETURNING 1`,
    [clientId, days],
  );
  return rows.length === 1;
}

export interface WebhookSecretRow {
  id: string;
  sealed: string;
  lastFour: string;
  createdAt: Date;
  expiresAt: Date | null;
}

/** The secrets that sign now, newest first: one, or two while one is rotated out. */
export async function listLiveSecrets(clientId: string, tx: Sql = sql): Promise<WebhookSecretRow[]> {
  return tx.query(
    `SELECT "id", "sealed", "lastFour", "createdAt", "expiresAt" FROM "WebhookSecret"
     WHERE "clientId" = $1::uuid AND "endedAt" IS NULL AND ("expiresAt" IS NULL OR "expiresAt" > clock_timestamp()) ORDER BY "id" DESC`,
    [clientId],
  );
}

export async function insertWebhookSecret(tx: Sql, row: { id: string; clientId: string; sealed: string; lastFour: string }): Promise<void> {
  await tx.query(`INSERT INTO "WebhookSecret" ("id", "clientId", "sealed", "lastFour") VALUES ($1::uuid, $2::uuid, $3, $4)`, [row.id, row.clientId, row.sealed, row.lastFour]);
}

/** The newest runs out after the overlap, an older one ends now: never more than two sign at a time. */
export async function retireWebhookSecrets(tx: Sql, clientId: string, overlapSeconds: number): Promise<void> {
  await tx.query(`UPDATE "WebhookSecret" SET "endedAt" = clock_timestamp() WHERE "clientId" = $1::uuid AND "endedAt" IS NULL AND "expiresAt" IS NOT NULL`, [clientId]);
  await tx.query(
    `UPDATE "WebhookSecret" SET "expiresAt" = clock_timestamp() + make_interval(secs => $2::int), "endedAt" = CASE WHEN $2::int = 0 THEN clock_timestamp() END
     WHERE "clientId" = $1::uuid AND "endedAt" IS NULL`,
    [clientId, overlapSeconds],
  );
}

/** Ends a secret that is being rotated out; the one in use cannot be ended, only rotated. */
export async function endOldSecret(tx: Sql, clientId: string, secretId: string): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE "WebhookSecret" SET "endedAt" = clock_timestamp() WHERE "id" = $2::uuid AND "clientId" = $1::uuid AND "endedAt" IS NULL AND "expiresAt" > clock_timestamp() RETURNING 1`,
    [clientId, secretId],
  );
  return rows.length === 1;
}

/** 410 Gone: the receiver wants nothing of this subscription any more. */
export async function endGoneSubscription(tx: Sql, subscriptionId: string): Promise<void> {
  await tx.query(`UPDATE "NotificationSubscription" SET "endedAt" = clock_timestamp() WHERE "id" = $1::uuid AND "endedAt" IS NULL`, [subscriptionId]);
}
