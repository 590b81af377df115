import { sql } from '#lib/data/pool.ts';
import { isPaced } from '#lib/data/store/outbox.ts';
import { withinBytes } from '#lib/data/store/page-bytes.ts';
import type { MessagePart, MessageRecipient, ThreadMessage, TimelineEntry } from '#lib/domain/conversation.ts';
import type { Waiting } from '#lib/domain/waiting.ts';

type MessageRow = Omit<ThreadMessage, 'recipients' | 'parts' | 'text'> & { text: string | null };
type RecipientRow = Omit<MessageRecipient, 'waiting'> & { messageId: string; waitsUntil: Date | null; why: Waiting['why'] };
type PartRow = MessagePart & { messageId: string };

/** Messages of one thread, newest first, older than `before` when it is given; bounded in bytes. What waits is told without the network's state. */
export async function listThreadMessages(
  mailboxId: string,
  threadId: string,
  before: string | null,
  limit: number,
): Promise<{ messages: ThreadMessage[]; hasEarlier: boolean }> {
  const found = await sql.query<MessageRow & { hasNext: boolean; bytesBefore: number }>(
    withinBytes(`SELECT m."id" AS "messageId", m."direction", m."origin", m."clientName", m."route", m."fromAddress", c."name" AS "fromName",
            m."isGroup", m."subject", m."text", m."reasons", m."segmentCount", m."sizeBytes", m."isUnread", m."isFavorite",
            m."sentAt" AS "at", k."effect" AS "keyword"
       FROM "Message" m
       LEFT JOIN "Contact" c ON c."mailboxId" = $1::uuid AND c."address" = m."fromAddress"
       LEFT JOIN "KeywordEvent" k ON k."mailboxId" = m."mailboxId" AND k."messageId" = m."id"
      WHERE m."mailboxId" = $1::uuid AND m."threadId" = $2::uuid AND m."deletedAt" IS NULL
        AND ($3::uuid IS NULL OR m."id" < $3::uuid)
      ORDER BY m."id" DESC LIMIT $4`),
    [mailboxId, threadId, before, limit + 1],
  );
  const rows = found.slice(0, limit);
  const ids = rows.map((row) => row.messageId);
  const [recipients, parts] = await Promise.all([
    sql.query<RecipientRow>(
      `SELECT r."messageId", r."position", r."address", c."name", r."status", r."reason", r."roaming", r."statusAt", w."waitsUntil", w."why"
         FROM "Recipient" r LEFT JOIN "Contact" c ON c."mailboxId" = $1::uuid AND c."address" = r."address"
         LEFT JOIN LATERAL (
           SELECT CASE WHEN o."state" = 'in_doubt' THEN o."deadlineAt" ELSE o."validUntil" END AS "waitsUntil",
                  CASE WHEN o."state" = 'in_doubt' THEN 'in-doubt' WHEN ${isPaced('o')} THEN 'paced' ELSE 'turn' END AS "why" FROM "Outbox" o
            WHERE r."status" IN ('queued', 'submitted') AND o."mailboxId" = $1::uuid AND o."messageId" = r."messageId" AND o."position" = r."position"
              AND (r."status" = 'queued' AND o."state" IN ('queued', 'claimed') OR r."reason" = 'no-answer' AND o."state" = 'in_doubt')
         ) w ON true
        WHERE r."mailboxId" = $1::uuid AND r."messageId" = ANY($2::uuid[]) ORDER BY r."messageId", r."position"`,
      [mailboxId, ids],
    ),
    sql.query<PartRow>(
      `SELECT p."messageId", p."position", p."name", p."contentType", p."sizeBytes", p."width", p."height"
         FROM "Part" p WHERE p."mailboxId" = $1::uuid AND p."messageId" = ANY($2::uuid[]) ORDER BY p."messageId", p."position"`,
      [mailboxId, ids],
    ),
  ]);
  const recipientsOf = Map.groupBy(recipients, (row) => row.messageId);
  const partsOf = Map.groupBy(parts, (row) => row.messageId);
  const messages = rows.map(({ hasNext: _, bytesBefore: __, ...row }) => ({
    ...row,
    text: row.text ?? '',
    recipients: (recipientsOf.get(row.messageId) ?? []).map(({ messageId: _, waitsUntil, why, ...recipient }): MessageRecipient => ({
      ...recipient,
      waiting: waitsUntil && { why, since: null, until: waitsUntil },
    })),
    parts: (partsOf.get(row.messageId) ?? []).map(({ messageId: _, ...part }) => part),
  }));
  return { messages, hasEarlier: rows.at(-1)?.hasNext ?? false };
}

/** The message of a thread that stands `after` messages behind this one; null when fewer are newer. */
export async function findLaterMessage(mailboxId: string, threadId: string, messageId: string, after: number): Promise<string | null> {
  const [row] = await sql.query<{ id: string }>(
    `SELECT "id" FROM "Message" WHERE "mailboxId" = $1::uuid AND "threadId" = $2::uuid AND "id" > $3::uuid AND "deletedAt" IS NULL
      ORDER BY "id" OFFSET $4::int LIMIT 1`,
    [mailboxId, threadId, messageId, after - 1],
  );
  return row?.id ?? null;
}

/** What was learned about a message's recipients, in the order of time. Empty for a message of another mailbox. */
export async function listTimeline(mailboxId: string, messageId: string): Promise<TimelineEntry[]> {
  return sql.query<TimelineEntry>(
    `SELECT "position", "status", "reason", "segment", "source", "at" FROM "StatusEvent"
      WHERE "mailboxId" = $1::uuid AND "messageId" = $2::uuid ORDER BY "position", "at", "id" LIMIT 500`,
    [mailboxId, messageId],
  );
}

export interface StoredPart {
  name: string;
  contentType: string;
  sizeBytes: number;
  contentHash: string;
}

/** One attachment of a message that was not deleted. */
export async function findPart(mailboxId: string, messageId: string, position: number): Promise<StoredPart | null> {
  const [row] = await sql.query<StoredPart>(
    `SELECT p."name", p."contentType", p."sizeBytes", p."contentHash" FROM "Part" p
       JOIN "Message" m ON m."mailboxId" = $1::uuid AND m."id" = p."messageId" AND m."deletedAt" IS NULL
      WHERE p."mailboxId" = $1::uuid AND p."messageId" = $2::uuid AND p."position" = $3`,
    [mailboxId, messageId, position],
  );
  return row ?? null;
}

/** An own message with its parts' hashes: what a resend needs. */
export async function findSentMessage(mailboxId: string, messageId: string) {
  const [message] = await sql.query<{ text: string | null; subject: string | null; isGroup: boolean; threadId: string }>(
    `SELECT "text", "subject", "isGroup", "threadId" FROM "Message"
      WHERE "mailboxId" = $1::uuid AND "id" = $2::uuid AND "direction" = 'out' AND "deletedAt" IS NULL`,
    [mailboxId, messageId],
  );
  if (!message) return null;
  const [recipients, parts] = await Promise.all([
    sql.query<{ address: string; status: string; reason: string | null }>(
      `SELECT "address", "status", "reason" FROM "Recipient" WHERE "mailboxId" = $1::uuid AND "messageId" = $2::uuid ORDER BY "position"`,
      [mailboxId, messageId],
    ),
    sql.query<StoredPart>(
      `SELECT "name", "contentType", "sizeBytes", "contentHash" FROM "Part"
        WHERE "mailboxId" = $1::uuid AND "messageId" = $2::uuid ORDER BY "position"`,
      [mailboxId, messageId],
    ),
  ]);
  return { ...message, recipients, parts };
}
