import type { Sql } from '#lib/data/pool.ts';

/**
 * Whether the consent is live and its number still its owner's (T29), kept so until this transaction ends: whoever ends it meanwhile waits,
 * and whoever comes after finds it ended.
 */
export async function holdLiveGrant(tx: Sql, grantId: string): Promise<boolean> {
  const rows = await tx.prepared(
    'hold-live-grant',
    `SELECT 1 FROM "ConsentGrant" WHERE "id" = $1::uuid AND "endedAt" IS NULL AND ("endsAt" IS NULL OR "endsAt" > now())
       AND NOT EXISTS (SELECT 1 FROM "Subscriber" b WHERE b.id = "subscriberId" AND b."releasedAt" IS NOT NULL) FOR SHARE`,
    [grantId],
  );
  return rows.length > 0;
}
