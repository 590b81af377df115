import type { Sql } from '#lib/data/pool.ts';
import { notify } from '#lib/data/notify.ts';
import { raiseModSeq } from '#lib/data/store/mod-seq.ts';

/**
 * Takes the unread mark off a thread's messages up to and including `upTo`: what came later was not seen. Each message is a
 * change of its own with its own modSeq. The mailbox is locked first, as in every other change, so two writers never wait in a circle.
 * Returns how many messages changed.
 */
export async function markThreadReadRows(tx: Sql, mailboxId: string, threadId: string, upTo: string): Promise<number> {
  await lockMailbox(tx, mailboxId);
  const unread = await tx.query<{ id: string }>(
    `SELECT "id" FROM "Message" WHERE "mailboxId" = $1::uuid AND "threadId" = $2::uuid AND "isUnread" AND "deletedAt" IS NULL
        AND "id" <= $3::uuid ORDER BY "id"`,
    [mailboxId, threadId, upTo],
  );
  if (unread.length === 0) return 0;
  const first = await raiseModSeq(tx, mailboxId, unread.length);
  await tx.query(
    `UPDATE "Message" m SET "isUnread" = FALSE, "modSeq" = $3::int8 + u."place" - 1
       FROM unnest($2::uuid[]) WITH ORDINALITY AS u("id", "place")
      WHERE m."mailboxId" = $1::uuid AND m."id" = u."id"`,
    [mailboxId, unread.map((row) => row.id), first],
  );
  await tx.query(
    `UPDATE "Thread" SET "unreadCount" = GREATEST("unreadCount" - $3, 0) WHERE "mailboxId" = $1::uuid AND "id" = $2::uuid`,
    [mailboxId, threadId, unread.length],
  );
  await notify(tx, { topic: 'mailbox', mailboxId, modSeq: first + unread.length - 1 });
  return unread.length;
}

/** Marks the newest incoming message unread again, so that the thread is found under Unread. Returns whether there was one. */
export async function markThreadUnreadRow(tx: Sql, mailboxId: string, threadId: string): Promise<boolean> {
  await lockMailbox(tx, mailboxId);
  const [newest] = await tx.query<{ id: string; isUnread: boolean }>(
    `SELECT "id", "isUnread" FROM "Message" WHERE "mailboxId" = $1::uuid AND "threadId" = $2::uuid AND "direction" = 'in'
        AND "deletedAt" IS NULL ORDER BY "id" DESC LIMIT 1`,
    [mailboxId, threadId],
  );
  if (!newest) return false;
  if (newest.isUnread) return true;
  const modSeq = await raiseModSeq(tx, mailboxId, 1);
  await tx.query(`UPDATE "Message" SET "isUnread" = TRUE, "modSeq" = $3::int8 WHERE "mailboxId" = $1::uuid AND "id" = $2::uuid`, [
    mailboxId,
    newest.id,
    modSeq,
  ]);
  await tx.query(`UPDATE "Thread" SET "unreadCount" = "unreadCount" + 1 WHERE "mailboxId" = $1::uuid AND "id" = $2::uuid`, [
    mailboxId,
    threadId,
  ]);
  await notify(tx, { topic: 'mailbox', mailboxId, modSeq });
  return true;
}

/** Star and pin belong to the thread alone: no message changes, so the modSeq stays. Returns false for a thread that is not there. */
export async function setThreadFlag(
  tx: Sql,
  mailboxId: string,
  threadId: string,
  flag: 'isStarred' | 'isPinned',
  value: boolean,
): Promise<boolean> {
  const column = flag === 'isStarred' ? '"isStarred"' : '"isPinned"';
  const [row] = await tx.query<{ modSeq: number }>(
    `UPDATE "Thread" t SET ${column} = $3 FROM "Mailbox" b
      WHERE t."mailboxId" = $1::uuid AND t."id" = $2::uuid AND b."id" = t."mailboxId" RETURNING b."modSeq"`,
    [mailboxId, threadId, value],
  );
  if (!row) return false;
  await notify(tx, { topic: 'mailbox', mailboxId, modSeq: Number(row.modSeq) });
  return true;
}

async function lockMailbox(tx: Sql, mailboxId: string): Promise<void> {
  await tx.query(`SELECT 1 FROM "Mailbox" WHERE "id" = $1::uuid FOR UPDATE`, [mailboxId]);
}
