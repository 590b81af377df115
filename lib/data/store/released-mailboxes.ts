import { inSqlTransaction, sql, type Sql } from '#lib/data/pool.ts';
import { lockMailboxes } from '#lib/data/store/mailbox-lock.ts';

/** True of a mailbox whose number belongs to somebody else now: nothing is sent from it any more. */
export const isReleased = (mailbox: string) => `${mailbox}."msisdn" LIKE 'released:%'`;

/**
 * Closes the mailbox of an owner who lost the number: the number is free for the next one, and what waits for the carrier stays here. Part of
 * the transaction that takes the number. Answers, for each recipient that was cancelled, the consent
 * under which it was queued; null for what the owner sent.
 */
export async function closeMailbox(tx: Sql, subscriberId: string): Promise<(string | null)[]> {
  const [mailbox] = await tx.query<{ id: string }>(`SELECT "id" FROM "Mailbox" WHERE "subscriberId" = $1::uuid`, [subscriberId]);
  if (!mailbox) return [];
  await lockMailboxes(tx, [mailbox.id]);
  await tx.query(`UPDATE "Mailbox" SET "msisdn" = 'released:' || "subscriberId", "provisionedAt" = NULL WHERE "id" = $1::uuid`, [mailbox.id]);
  const rows = await tx.query<{ grantId: string | null }>(`UPDATE "Outbox" SET "state" = 'cancelled' WHERE "mailboxId" = $1::uuid AND "state" = 'queued' RETURNING "grantId"`, [mailbox.id]);
  return rows.map(({ grantId }) => grantId);
}

/** Everything that a mailbox holds, the messages last but one: a crash in between leaves nothing that could be read. */
const contents = [
  'MessageWords', 'MailboxWord', 'MessageIndex', 'Draft', 'Contact', 'Thread', 'Part', 'Recipient', 'StatusEvent', 'IdempotencyKey', 'Attempt',
  'CarrierReference', 'AppActivityDay', 'NotificationSubscription', 'NotificationConnection', 'NotificationDelivery', 'AppOptOut', 'KeywordEvent', 'LineFlag', 'Message', 'Outbox',
] as const;

/** Rows of one statement: a few milliseconds of locks. */
const batchRows = 2_000;
/** Statements of one round: the rest is for the next. */
const mostBatches = 50;

/**
 * Removes what mailboxes of former owners hold, for good (T29), in bounded pieces. A mailbox waits for a minute after its closing, so that
 * nothing that began before is still under way, and for what a worker has in hand. Answers whether there is more to do.
 */
export async function purgeReleasedMailboxes(): Promise<boolean> {
  const due = await sql.query<{ id: string }>(
    `SELECT b."id" FROM "Subscriber" s JOIN "Mailbox" b ON b."subscriberId" = s."id"
     WHERE s."releasedAt" < now() - interval '1 minute' AND NOT EXISTS (SELECT 1 FROM "Outbox" o WHERE o."mailboxId" = b."id" AND o."state" = 'claimed')
     ORDER BY s."releasedAt" LIMIT 20`,
  );
  let left = mostBatches;
  for (const { id } of due) {
    for (const table of contents) {
      for (;;) {
        if (left === 0) return true;
        left -= 1;
        if ((await removeSome(table, id)) < batchRows) break;
      }
    }
    await inSqlTransaction((tx) => tx.query(`DELETE FROM "Mailbox" WHERE "id" = $1::uuid AND ${isReleased('"Mailbox"')}`, [id]));
  }
  return due.length === 20;
}

async function removeSome(table: (typeof contents)[number], mailboxId: string): Promise<number> {
  const rows = await sql.query(
    `DELETE FROM "${table}" WHERE "mailboxId" = $1::uuid AND ctid = ANY (ARRAY(SELECT ctid FROM "${table}" WHERE "mailboxId" = $1::uuid LIMIT ${batchRows})) RETURNING 1`,
    [mailboxId],
  );
  return rows.length;
}
