import { newId } from '#lib/ids.ts';
import { notify } from '#lib/data/notify.ts';
import type { Sql } from '#lib/data/pool.ts';
import { raiseModSeq } from '#lib/data/store/mod-seq.ts';

/**
 * Cancels what a grant queued and the carrier has not seen (E3). Part of the transaction that ends the consent. A row that a
 * worker holds at this moment is left to it: its attempt may already be on the way. Returns the number of recipients.
 */
export async function cancelQueuedSends(tx: Sql, { id: grantId, mailboxId }: { id: string; mailboxId: string }): Promise<number> {
  const rows = await tx.query<{ messageId: string; position: number }>(
    `UPDATE "Outbox" SET "state" = 'cancelled' WHERE "mailboxId" = $1::uuid AND "grantId" = $2::uuid AND "state" = 'queued' RETURNING "messageId", "position"`,
    [mailboxId, grantId],
  );
  if (rows.length === 0) return 0;
  const messageIds = [...new Set(rows.map(({ messageId }) => messageId))];
  const modSeq = await raiseModSeq(tx, mailboxId, messageIds.length);
  await tx.query(
    `WITH cancelled AS (
       UPDATE "Recipient" r SET "status" = 'cancelled', "reason" = 'consent-ended', "statusAt" = now()
       FROM unnest($2::uuid[], $3::int[]) AS u("messageId", "position")
       WHERE r."mailboxId" = $1::uuid AND r."messageId" = u."messageId" AND r."position" = u."position"
       RETURNING r."messageId", r."position"
     )
     INSERT INTO "StatusEvent" ("mailboxId", "id", "messageId", "position", "status", "reason", "source", "eventKey", "at")
     SELECT $1::uuid, e.id, e."messageId", e."position", 'cancelled', 'consent-ended', 'subscriber', 'cancelled', now()
     FROM cancelled c JOIN unnest($4::uuid[], $2::uuid[], $3::int[]) AS e(id, "messageId", "position")
       ON e."messageId" = c."messageId" AND e."position" = c."position"
     ON CONFLICT DO NOTHING`,
    [mailboxId, rows.map((r) => r.messageId), rows.map((r) => r.position), rows.map(() => newId())],
  );
  await tx.query(
    `UPDATE "Message" m SET "modSeq" = $2::int8 + u.n - 1 FROM unnest($3::uuid[]) WITH ORDINALITY AS u(id, n)
     WHERE m."mailboxId" = $1::uuid AND m."id" = u.id`,
    [mailboxId, modSeq, messageIds],
  );
  await notify(tx, { topic: 'mailbox', mailboxId, modSeq: modSeq + messageIds.length - 1 });
  return rows.length;
}
