import { sql } from '#lib/data/pool.ts';

export interface PushedRequest {
  parameters: Record<string, string>;
  /** The key that the code will be bound to (RFC 9449, 10.1). */
  dpopThumbprint: string | null;
}

export async function insertPushedRequest(row: PushedRequest & { requestHash: string; clientId: string; createdAt: Date; expiresAt: Date }): Promise<void> {
  await sql.query(
    `INSERT INTO "PushedRequest" ("requestHash", "clientId", parameters, "dpopThumbprint", "createdAt", "expiresAt") VALUES ($1, $2::uuid, $3::jsonb, $4, $5, $6)`,
    [row.requestHash, row.clientId, JSON.stringify(row.parameters), row.dpopThumbprint, row.createdAt, row.expiresAt],
  );
}

/** One use, by one conditional update (RFC 9126, 7.3). Null when it is over, used, another client's or was never made. */
export async function usePushedRequest(which: { requestHash: string; clientId: string; now: Date }): Promise<PushedRequest | null> {
  const rows = await sql.query<PushedRequest>(
    `UPDATE "PushedRequest" SET "usedAt" = $3 WHERE "requestHash" = $1 AND "clientId" = $2::uuid AND "usedAt" IS NULL AND "expiresAt" > $3 RETURNING parameters, "dpopThumbprint"`,
    [which.requestHash, which.clientId, which.now],
  );
  return rows[0] ?? null;
}
