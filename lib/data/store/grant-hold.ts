import type { Sql } from '#lib/data/pool.ts';

/**
 * True while the grant is live, and keeps it so until this transaction ends: a consent that is being ended waits for the
 * send, then cancels it; a send that comes after finds the grant ended.
 */
export async function holdLiveGrant(tx: Sql, grantId: string): Promise<boolean> {
  const rows = await tx.query(
    `SELECT 1 FROM "ConsentGrant" WHERE "id" = $1::uuid AND "endedAt" IS NULL AND ("endsAt" IS NULL OR "endsAt" > now()) FOR SHARE`,
    [grantId],
  );
  return rows.length === 1;
}
