import type { Sql } from '#lib/data/pool.ts';

/**
 * Those of the grants that are live, kept so until this transaction ends: a consent that is being ended waits for the send, then cancels
 * it; a send that comes after finds the grant ended. `grantIds` in their order, so that nobody waits in a circle. With `skipHeld` one that
 * somebody is changing counts as not live: ask again without.
 */
export async function holdLiveGrants(tx: Sql, grantIds: readonly string[], skipHeld = false): Promise<Set<string>> {
  const rows = await tx.prepared<{ id: string }>(
    skipHeld ? 'try-live-grants' : 'hold-live-grants',
    `SELECT "id" FROM "ConsentGrant" WHERE "id" = ANY($1::uuid[]) AND "endedAt" IS NULL AND ("endsAt" IS NULL OR "endsAt" > now()) ORDER BY "id" FOR SHARE ${skipHeld ? 'SKIP LOCKED' : ''}`,
    [grantIds],
  );
  return new Set(rows.map(({ id }) => id));
}

export async function holdLiveGrant(tx: Sql, grantId: string): Promise<boolean> {
  return (await holdLiveGrants(tx, [grantId])).has(grantId);
}
