import type { Sql } from '#lib/data/pool.ts';
import { notify } from '#lib/data/notify.ts';
import { changeFlags, deleteMessageRows } from '#lib/data/store/flags.ts';
import { lockMailboxes } from '#lib/data/store/mailbox-lock.ts';

/**
 * Takes the unread mark off a thread's messages up to and including `upTo`: what came later was not seen. The mailbox is locked
 * before the look, so nothing that is read here changes before it is marked. Returns how many messages changed.
 */
export async function markThreadReadRows(tx: Sql, mailboxId: string, threadId: string, upTo: string): Promise<number> {
  await lockMailboxes(tx, [mailboxId]);
  const unread = await tx.query<{ id: string }>(
    `SELECT "id" FROM "Message" WHERE "mailboxId" = $1::uuid AND "threadId" = $2::uuid AND "isUnread" AND "deletedAt" IS NULL
        AND "id" <= $3::uuid ORDER BY "id"`,
    [mailboxId, threadId, upTo],
  );
  if (unread.length === 0) return 0;
  const change = await changeFlags(tx, mailboxId, unread.map(({ id }) => ({ messageId: id, isUnread: false })), true);
  return change.outcome === 'done' ? change.changed : 0;
}

/** Marks the newest incoming message unread again, so that the thread is found under Unread. False when nothing ever came in. */
export async function markThreadUnreadRow(tx: Sql, mailboxId: string, threadId: string): Promise<boolean> {
  await lockMailboxes(tx, [mailboxId]);
  const [newest] = await tx.query<{ id: string }>(
    `SELECT "id" FROM "Message" WHERE "mailboxId" = $1::uuid AND "threadId" = $2::uuid AND "direction" = 'in' AND "deletedAt" IS NULL
      ORDER BY "id" DESC LIMIT 1`,
    [mailboxId, threadId],
  );
  if (!newest) return false;
  await changeFlags(tx, mailboxId, [{ messageId: newest.id, isUnread: true }], true);
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
    `UPDATE "Thread" t SET ${column} = $3::boolean FROM "Mailbox" b
      WHERE t."mailboxId" = $1::uuid AND t."id" = $2::uuid AND b."id" = $1::uuid RETURNING b."modSeq"`,
    [mailboxId, threadId, value],
  );
  if (!row) return false;
  await notify(tx, { topic: 'mailbox', mailboxId, modSeq: Number(row.modSeq) });
  return true;
}

/** Deletes some messages of a thread, or all of them. Ids of other threads are left alone. Returns how many went. */
export async function deleteThreadMessages(tx: Sql, mailboxId: string, threadId: string, messageIds: readonly string[] | 'all'): Promise<number> {
  await lockMailboxes(tx, [mailboxId]);
  const rows = await tx.query<{ id: string }>(
    `SELECT "id" FROM "Message" WHERE "mailboxId" = $1::uuid AND "threadId" = $2::uuid AND "deletedAt" IS NULL
        AND ($3::uuid[] IS NULL OR "id" = ANY($3::uuid[])) ORDER BY "id"`,
    [mailboxId, threadId, messageIds === 'all' ? null : [...messageIds]],
  );
  if (rows.length === 0) return 0;
  const change = await deleteMessageRows(tx, mailboxId, rows.map(({ id }) => id), true);
  return change.outcome === 'done' ? change.changed : 0;
}
