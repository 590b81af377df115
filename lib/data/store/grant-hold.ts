import type { Sql } from '#lib/data/pool.ts';

/**
 * Whether the consent is live, kept so until this transaction ends: whoever ends it meanwhile waits, and whoever comes after finds it
 * ended.
 */
export async function holdLiveGrant(tx: Sql, grantId: string): Promise<boolean> {
  const rows = await tx.prepared(
    'hold-live-grant',
    `SELECT 1 FROM "ConsentGrant" WHERE "id" = $1::uuid AND "endedAt" IS NULL AND ("endsAt" IS NULL OR "endsAt" > now()) FOR SHARE`,
    [grantId],
  );
  return rows.length > 0;
}
