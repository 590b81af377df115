import { notify } from '#lib/data/notify.ts';
import type { Sql } from '#lib/data/pool.ts';
import { lockMailboxes } from '#lib/data/store/mailbox-lock.ts';
import { raiseModSeq } from '#lib/data/store/mod-seq.ts';
import { snippetOf } from '#lib/domain/thread.ts';

export interface FlagChange {
  messageId: string;
  isUnread?: boolean;
  isFavorite?: boolean;
}

interface FlagRow {
  id: string;
  threadId: string;
  isUnread: boolean;
  isFavorite: boolean;
}

export type ChangeOutcome = { outcome: 'done'; changed: number } | { outcome: 'missing'; messageIds: string[] };

async function readLive(tx: Sql, mailboxId: string, ids: readonly string[], includeOwnCodes: boolean): Promise<Map<string, FlagRow>> {
  const rows = await tx.query<FlagRow>(
    `SELECT "id", "threadId", "isUnread", "isFavorite" FROM "Message"
     WHERE "mailboxId" = $1::uuid AND "id" = ANY($2::uuid[]) AND "deletedAt" IS NULL AND ($3::boolean OR NOT "isOwnCode")`,
    [mailboxId, ids, includeOwnCodes],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Sets flags of messages: all of them or, when one is not there, none. Each message that really changes gets a sequence number of its
 * own; one that already is as asked stays untouched. Counters of threads follow in the same transaction.
 */
export async function changeFlags(tx: Sql, mailboxId: string, changes: readonly FlagChange[], includeOwnCodes: boolean): Promise<ChangeOutcome> {
  await lockMailboxes(tx, [mailboxId]);
  const live = await readLive(tx, mailboxId, changes.map(({ messageId }) => messageId), includeOwnCodes);
  const missing = changes.filter(({ messageId }) => !live.has(messageId));
  if (missing.length > 0) return { outcome: 'missing', messageIds: missing.map(({ messageId }) => messageId) };

  const wanted = new Map<string, FlagRow>();
  for (const { messageId, isUnread, isFavorite } of changes) {
    const row = wanted.get(messageId) ?? live.get(messageId);
    if (row) wanted.set(messageId, { ...row, isUnread: isUnread ?? row.isUnread, isFavorite: isFavorite ?? row.isFavorite });
  }
  const changed = [...wanted.values()].filter((row) => {
    const before = live.get(row.id);
    return before?.isUnread !== row.isUnread || before.isFavorite !== row.isFavorite;
  });
  if (changed.length === 0) return { outcome: 'done', changed: 0 };

  const first = await raiseModSeq(tx, mailboxId, changed.length);
  await tx.query(
    `UPDATE "Message" m SET "isUnread" = u.unread, "isFavorite" = u.favorite, "modSeq" = $2::int8 + u.place - 1
     FROM unnest($3::uuid[], $4::boolean[], $5::boolean[]) WITH ORDINALITY AS u(id, unread, favorite, place)
     WHERE m."mailboxId" = $1::uuid AND m."id" = u.id`,
    [mailboxId, first, changed.map((row) => row.id), changed.map((row) => row.isUnread), changed.map((row) => row.isFavorite)],
  );
  const unread = new Map<string, number>();
  for (const row of changed) {
    const step = Number(row.isUnread) - Number(live.get(row.id)?.isUnread);
    if (step !== 0) unread.set(row.threadId, (unread.get(row.threadId) ?? 0) + step);
  }
  await addUnread(tx, mailboxId, unread);
  await notify(tx, { topic: 'mailbox', mailboxId, modSeq: first + changed.length - 1 });
  return { outcome: 'done', changed: changed.length };
}

async function addUnread(tx: Sql, mailboxId: string, byThread: ReadonlyMap<string, number>): Promise<void> {
  if (byThread.size === 0) return;
  await tx.query(
    `UPDATE "Thread" t SET "unreadCount" = greatest(0, t."unreadCount" + u.step)
     FROM unnest($2::uuid[], $3::int[]) AS u(id, step) WHERE t."mailboxId" = $1::uuid AND t."id" = u.id`,
    [mailboxId, [...byThread.keys()], [...byThread.values()]],
  );
}

/**
 * Deletes messages: all of them or, when one is not there, none. A tombstone with a sequence number of its own stays for the delta.
 * Text, parts and recipients go at once, unless the carrier is still to get the message: `scrubTombstones` takes them when it has it.
 */
export async function deleteMessageRows(tx: Sql, mailboxId: string, messageIds: readonly string[], includeOwnCodes: boolean): Promise<ChangeOutcome> {
  await lockMailboxes(tx, [mailboxId]);
  const ids = [...new Set(messageIds)];
  const live = await readLive(tx, mailboxId, ids, includeOwnCodes);
  const missing = ids.filter((id) => !live.has(id));
  if (missing.length > 0) return { outcome: 'missing', messageIds: missing };
  const first = await raiseModSeq(tx, mailboxId, ids.length);
  await tx.query(
    `UPDATE "Message" m SET "deletedAt" = now(), "isUnread" = false, "isFavorite" = false, "modSeq" = $2::int8 + u.place - 1
     FROM unnest($3::uuid[]) WITH ORDINALITY AS u(id, place) WHERE m."mailboxId" = $1::uuid AND m."id" = u.id`,
    [mailboxId, first, ids],
  );
  await scrubTombstones(tx, mailboxId, ids);
  for (const threadId of new Set([...live.values()].map((row) => row.threadId))) {
    const gone = [...live.values()].filter((row) => row.threadId === threadId);
    await shrinkThread(tx, mailboxId, threadId, { messages: gone.length, unread: gone.filter((row) => row.isUnread).length });
  }
  await notify(tx, { topic: 'mailbox', mailboxId, modSeq: first + ids.length - 1 });
  return { outcome: 'done', changed: ids.length };
}

/** Removes what deleted messages said and to whom, where nothing of them is still on its way to the carrier. Harmless when repeated. */
export async function scrubTombstones(tx: Sql, mailboxId: string, messageIds: readonly string[]): Promise<void> {
  await tx.query(
    `WITH bare AS (
       UPDATE "Message" m SET "text" = NULL, "subject" = NULL, "reasons" = '[]'::jsonb, "fromAddress" = '', "clientName" = NULL, "sizeBytes" = 0
       WHERE m."mailboxId" = $1::uuid AND m."id" = ANY($2::uuid[]) AND m."deletedAt" IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM "Outbox" o WHERE o."mailboxId" = $1::uuid AND o."messageId" = m."id" AND o."state" IN ('queued', 'claimed', 'in_doubt'))
       RETURNING m."id"
     ), recipients AS (DELETE FROM "Recipient" r USING bare WHERE r."mailboxId" = $1::uuid AND r."messageId" = bare."id"),
     events AS (DELETE FROM "StatusEvent" e USING bare WHERE e."mailboxId" = $1::uuid AND e."messageId" = bare."id")
     DELETE FROM "Part" p USING bare WHERE p."mailboxId" = $1::uuid AND p."messageId" = bare."id"`,
    [mailboxId, messageIds],
  );
}

/** Takes deleted messages off their thread; the newest one left speaks for it. A thread with nothing left is gone. */
async function shrinkThread(tx: Sql, mailboxId: string, threadId: string, gone: { messages: number; unread: number }): Promise<void> {
  const [last] = await tx.query<{ id: string; sentAt: Date; text: string | null; subject: string | null; media: { contentType: string }[] }>(
    `SELECT m."id", m."sentAt", m."text", m."subject", coalesce((SELECT json_agg(json_build_object('contentType', p."contentType") ORDER BY p."position")
       FROM "Part" p WHERE p."mailboxId" = $1::uuid AND p."messageId" = m."id"), '[]'::json) AS media
     FROM "Message" m WHERE m."mailboxId" = $1::uuid AND m."threadId" = $2::uuid AND m."deletedAt" IS NULL ORDER BY m."id" DESC LIMIT 1`,
    [mailboxId, threadId],
  );
  if (!last) {
    await tx.query(`DELETE FROM "Thread" WHERE "mailboxId" = $1::uuid AND "id" = $2::uuid`, [mailboxId, threadId]);
    return;
  }
  await tx.query(
    `UPDATE "Thread" SET "messageCount" = greatest(0, "messageCount" - $3::int), "unreadCount" = greatest(0, "unreadCount" - $4::int),
       "lastMessageId" = $5::uuid, "lastMessageAt" = $6::timestamptz, "snippet" = $7
     WHERE "mailboxId" = $1::uuid AND "id" = $2::uuid`,
    [mailboxId, threadId, gone.messages, gone.unread, last.id, last.sentAt, snippetOf(last.text || last.subject, last.media)],
  );
}
