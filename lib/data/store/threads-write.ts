import { newId } from '#lib/ids.ts';
import type { Sql } from '#lib/data/pool.ts';

export interface ThreadTouch {
  key: string;
  isGroup: boolean;
  participants: readonly string[];
  messageId: string;
  at: Date;
  snippet: string;
  unread: boolean;
}

/**
 * Makes or moves the thread of one new message: last message, snippet and counters, in the message's own transaction.
 * An older message (a late copy) counts, but does not become the last one. Returns the thread's id.
 */
export async function touchThread(tx: Sql, mailboxId: string, touch: ThreadTouch): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    `INSERT INTO "Thread" AS t ("mailboxId", "id", "key", "isGroup", "participants", "lastMessageId", "lastMessageAt", "snippet", "messageCount", "unreadCount")
     VALUES ($1::uuid, $2::uuid, $3, $4::boolean, $5::text[], $6::uuid, $7::timestamptz, $8, 1, $9::int)
     ON CONFLICT ("mailboxId", "key") DO UPDATE SET
       "lastMessageId" = CASE WHEN EXCLUDED."lastMessageAt" >= t."lastMessageAt" OR t."lastMessageId" IS NULL THEN EXCLUDED."lastMessageId" ELSE t."lastMessageId" END,
       "snippet" = CASE WHEN EXCLUDED."lastMessageAt" >= t."lastMessageAt" OR t."lastMessageId" IS NULL THEN EXCLUDED."snippet" ELSE t."snippet" END,
       "lastMessageAt" = CASE WHEN t."lastMessageId" IS NULL THEN EXCLUDED."lastMessageAt" ELSE greatest(EXCLUDED."lastMessageAt", t."lastMessageAt") END,
       "messageCount" = t."messageCount" + 1,
       "unreadCount" = t."unreadCount" + EXCLUDED."unreadCount"
     RETURNING "id"`,
    [mailboxId, newId(), touch.key, touch.isGroup, [...touch.participants], touch.messageId, touch.at, touch.snippet, touch.unread ? 1 : 0],
  );
  if (!row) throw new Error('The thread could not be made.');
  return row.id;
}
