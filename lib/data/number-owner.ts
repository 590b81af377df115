import { gather } from '#lib/data/gather.ts';
import { endSessionsIn } from '#lib/data/identity.ts';
import { sql } from '#lib/data/pool.ts';
import { type PrismaTransaction, sqlOf } from '#lib/data/prisma.ts';

export interface NumberOwner {
  subscriberId: string;
  msisdn: string;
  /** The carrier's name for the owner; null until it is learned. */
  ownerKey: string | null;
}

const columns = `"id" AS "subscriberId", "msisdn", "ownerKey"`;

/** Whom a number belongs to here; for many at once, since every send asks. */
export const findNumberOwner: (msisdn: string) => Promise<NumberOwner | null> = gather(async (msisdns) => {
  const rows = await sql.prepared<NumberOwner>('number-owners', `SELECT ${columns} FROM "Subscriber" WHERE "msisdn" = ANY($1::text[])`, [[...new Set(msisdns)]]);
  const owners = new Map(rows.map((owner) => [owner.msisdn, owner]));
  return msisdns.map((msisdn) => owners.get(msisdn) ?? null);
});

/** The number of the line that a consent is for; null when there is no such consent. */
export async function findNumberOfGrant(grantId: string): Promise<string | null> {
  const [row] = await sql.query<{ msisdn: string }>(`SELECT b."msisdn" FROM "ConsentGrant" g JOIN "Subscriber" b ON b."id" = g."subscriberId" WHERE g."id" = $1::uuid`, [grantId]);
  return row?.msisdn ?? null;
}

/** The next owners by id, for a worker that walks through all of them. */
export function listNumberOwners(options: { afterId: string; limit: number; ownShortCode: string }): Promise<NumberOwner[]> {
  return sql.query<NumberOwner>(
    `SELECT ${columns} FROM "Subscriber" WHERE "releasedAt" IS NULL AND "id" > $1::uuid AND "msisdn" <> $3 ORDER BY "id" LIMIT $2::int`,
    [options.afterId, options.limit, options.ownShortCode],
  );
}

/** Notes who the owner is where nothing was noted. */
export async function learnOwnerKey(subscriberId: string, ownerKey: string): Promise<void> {
  await sql.query(`UPDATE "Subscriber" SET "ownerKey" = $2 WHERE "id" = $1::uuid AND "ownerKey" IS NULL`, [subscriberId, ownerKey]);
}

/**
 * Takes the number away from its former owner: the row keeps no number and no name. Conditional on the key that was compared, so that of
 * two who find the change one does the work. The row is held from here on, before its consents and its mailbox.
 */
export async function takeNumber(tx: PrismaTransaction, owner: { subscriberId: string; ownerKey: string; now: Date }): Promise<boolean> {
  // A STOP was the former owner's word.
  await sqlOf(tx).query(
    `DELETE FROM "CodeOptOut" o USING "Subscriber" s WHERE o.msisdn = s.msisdn AND s.id = $1::uuid AND s."ownerKey" = $2 AND s."releasedAt" IS NULL`,
    [owner.subscriberId, owner.ownerKey],
  );
  const { count } = await tx.subscriber.updateMany({
    where: { id: owner.subscriberId, ownerKey: owner.ownerKey, releasedAt: null },
    data: { releasedAt: owner.now, msisdn: releasedName(owner.subscriberId), name: null },
  });
  return count === 1;
}

/** What stands in place of a number that was taken away; no number and no short code begins with a letter. */
const releasedName = (subscriberId: string) => `released:${subscriberId}`;

/** Ends the ways in: sessions, with a word to every process, passkeys, and questions of apps and devices that wait for an answer. */
export async function endWaysIn(tx: PrismaTransaction, subscriberId: string, now: Date): Promise<{ sessions: number; passkeys: number }> {
  const sessions = await endSessionsIn(tx, { subscriberId }, now);
  const passkeys = await tx.passkey.deleteMany({ where: { subscriberId } });
  await tx.consentRequest.updateMany({ where: { subscriberId, usedAt: null }, data: { expiresAt: now } });
  await tx.deviceAuthorization.updateMany({ where: { subscriberId, usedAt: null }, data: { expiresAt: now } });
  return { sessions, passkeys: passkeys.count };
}
