import { sql } from '#lib/data/pool.ts';

/** The name of a line's owner, as far as one is known, and whether the line has a cloud inbox. */
export async function findOwner(subscriberId: string): Promise<{ name: string | null; hasInbox: boolean } | null> {
  const [row] = await sql.query<{ name: string | null; hasInbox: boolean }>(
    `SELECT s."name", b."provisionedAt" IS NOT NULL AS "hasInbox" FROM "Subscriber" s LEFT JOIN "Mailbox" b ON b."subscriberId" = s."id" WHERE s."id" = $1::uuid`,
    [subscriberId],
  );
  return row ?? null;
}
