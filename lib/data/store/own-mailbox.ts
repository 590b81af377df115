import { newId } from '#lib/ids.ts';
import type { Sql } from '#lib/data/pool.ts';
import { ensureMailbox } from '#lib/data/store/mailboxes.ts';

/** The mailbox that Handset's own texts are sent from. It belongs to the short code, which nobody can sign in with. */
export async function ensureOwnMailbox(tx: Sql, shortCode: string): Promise<string> {
  const [found] = await tx.query<{ id: string }>(`SELECT "id" FROM "Mailbox" WHERE "msisdn" = $1`, [shortCode]);
  if (found) return found.id;
  await tx.query(`INSERT INTO "Subscriber" ("id", "msisdn", "name") VALUES ($1::uuid, $2, 'Handset') ON CONFLICT ("msisdn") DO NOTHING`, [newId(), shortCode]);
  const [owner] = await tx.query<{ id: string }>(`SELECT "id" FROM "Subscriber" WHERE "msisdn" = $1`, [shortCode]);
  if (!owner) throw new Error('The mailbox of the own short code could not be made.');
  return ensureMailbox(tx, { subscriberId: owner.id, msisdn: shortCode });
}

/** Forgets the text of own codes that the carrier has taken, or that nobody waits for any more. */
export async function forgetOwnCodes(tx: Sql, shortCode: string): Promise<number> {
  const rows = await tx.query(
    `UPDATE "Message" m SET "text" = NULL FROM "Mailbox" b
     WHERE b."msisdn" = $1 AND m."mailboxId" = b."id" AND m."text" IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM "Outbox" o WHERE o."mailboxId" = m."mailboxId" AND o."messageId" = m."id" AND o."state" IN ('queued', 'claimed'))
     RETURNING m."id"`,
    [shortCode],
  );
  return rows.length;
}
