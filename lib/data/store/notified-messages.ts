import { sql } from '#lib/data/pool.ts';

export interface NotifiedMessageRow {
  messageId: string;
  threadId: string;
  text: string | null;
  isUnread: boolean;
  isFavorite: boolean;
  isDeleted: boolean;
}

/** What may be told of these messages now; codes that Handset itself texted are not among them (E4). */
export async function findNotifiedMessages(mailboxId: string, messageIds: readonly string[]): Promise<NotifiedMessageRow[]> {
  return sql.prepared<NotifiedMessageRow>(
    'notified-messages',
    `SELECT m."id" AS "messageId", m."threadId", CASE WHEN m."deletedAt" IS NULL AND m."route" = 'SMS' THEN m."text" END AS text,
       m."isUnread", m."isFavorite", m."deletedAt" IS NOT NULL AS "isDeleted"
     FROM "Message" m WHERE m."mailboxId" = $1::uuid AND m."id" = ANY($2::uuid[]) AND NOT m."isOwnCode"`,
    [mailboxId, [...messageIds]],
  );
}
