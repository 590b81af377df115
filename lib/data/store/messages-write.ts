import { type Signal, signalChannel } from '#lib/data/notify.ts';
import type { Sql } from '#lib/data/pool.ts';
import type { RecipientStatus } from '#lib/domain/message-status.ts';
import type { RouteReason } from '#lib/domain/sms-or-mms.ts';
import { newId } from '#lib/ids.ts';

export interface NewPart {
  name: string;
  contentType: string;
  sizeBytes: number;
  contentHash: string;
  width?: number | null;
  height?: number | null;
}

export interface NewMessage {
  mailboxId: string;
  messageId: string;
  /** The conversation it belongs to, made when absent; `snippet` is what lists show of it. */
  thread: { key: string; participants: readonly string[]; snippet: string };
  sendId: string | null;
  direction: 'in' | 'out';
  origin: 'phone' | 'web' | 'app' | 'carrier';
  clientId: string | null;
  clientName: string | null;
  route: 'SMS' | 'MMS';
  fromAddress: string;
  isGroup: boolean;
  subject: string | null;
  text: string | null;
  reasons: readonly RouteReason[];
  segmentEncoding: string | null;
  segmentCount: number;
  sizeBytes: number;
  isUnread: boolean;
  isOwnCode: boolean;
  possibleDuplicate: boolean;
  sentAt: Date;
  modSeq: number;
  inboundKey: string | null;
  recipients: readonly string[];
  /** What is known of each recipient at once: `queued` for a send, `accepted` for a copy of what the phone sent. */
  recipientStatus: RecipientStatus;
  parts: readonly NewPart[];
  /** How the carrier gets it; null for what the network already has. */
  queue: { priority: number; validForSeconds: number; grantId: string | null } | null;
}

export interface NewIdempotencyKey {
  mailboxId: string;
  scope: string;
  key: string;
  fingerprint: string;
  sendId: string;
}

const writeStatement = `
WITH message AS MATERIALIZED (
  SELECT * FROM json_to_recordset($1::json) AS r("mailboxId" uuid, "messageId" uuid, "threadKey" text, "sendId" uuid, direction text, origin text,
    "clientId" uuid, "clientName" text, route text, "fromAddress" text, "isGroup" boolean, subject text, text text, reasons jsonb, "segmentEncoding" text,
    "segmentCount" int, "sizeBytes" int, "isUnread" boolean, "isOwnCode" boolean, "possibleDuplicate" boolean, "sentAt" timestamptz, "modSeq" int8, "inboundKey" text)
), recipient AS MATERIALIZED (
  SELECT * FROM json_to_recordset($2::json) AS r("mailboxId" uuid, "messageId" uuid, position int, address text, status text, at timestamptz, source text,
    "eventId" uuid, "isQueued" boolean, "clientId" uuid, "grantId" uuid, priority int, "validForSeconds" int)
), thread AS (
  INSERT INTO "Thread" AS t ("mailboxId", "id", "key", "isGroup", "participants", "lastMessageId", "lastMessageAt", "snippet", "messageCount", "unreadCount")
  SELECT "mailboxId", "id", "key", "isGroup", "participants", "messageId", "at", "snippet", "messageCount", "unreadCount"
  FROM json_to_recordset($3::json) AS r("mailboxId" uuid, id uuid, key text, "isGroup" boolean, participants text[], "messageId" uuid, at timestamptz, snippet text,
    "messageCount" int, "unreadCount" int)
  ON CONFLICT ("mailboxId", "key") DO UPDATE SET
    "lastMessageId" = CASE WHEN EXCLUDED."lastMessageAt" >= t."lastMessageAt" OR t."lastMessageId" IS NULL THEN EXCLUDED."lastMessageId" ELSE t."lastMessageId" END,
    "snippet" = CASE WHEN EXCLUDED."lastMessageAt" >= t."lastMessageAt" OR t."lastMessageId" IS NULL THEN EXCLUDED."snippet" ELSE t."snippet" END,
    "lastMessageAt" = CASE WHEN t."lastMessageId" IS NULL THEN EXCLUDED."lastMessageAt" ELSE greatest(EXCLUDED."lastMessageAt", t."lastMessageAt") END,
    "messageCount" = t."messageCount" + EXCLUDED."messageCount",
    "unreadCount" = t."unreadCount" + EXCLUDED."unreadCount"
  RETURNING "mailboxId", "id", "key"
), stored AS (
  INSERT INTO "Message" ("mailboxId", "id", "threadId", "sendId", "direction", "origin", "clientId", "clientName", "route", "fromAddress", "isGroup",
    "subject", "text", "reasons", "segmentEncoding", "segmentCount", "sizeBytes", "isUnread", "isOwnCode", "possibleDuplicate", "sentAt",
    "createdModSeq", "modSeq", "inboundKey")
  SELECT m."mailboxId", m."messageId", t."id", m."sendId", m.direction::"Direction", m.origin::"MessageOrigin", m."clientId", m."clientName",
    m.route::"MessageRoute", m."fromAddress", m."isGroup", m.subject, m.text, m.reasons, m."segmentEncoding", m."segmentCount", m."sizeBytes",
    m."isUnread", m."isOwnCode", m."possibleDuplicate", m."sentAt", m."modSeq", m."modSeq", m."inboundKey"
  FROM message m JOIN thread t ON t."mailboxId" = m."mailboxId" AND t."key" = m."threadKey"
), addressed AS (
  INSERT INTO "Recipient" ("mailboxId", "messageId", "position", "address", "status", "statusAt")
  SELECT "mailboxId", "messageId", position, address, status::"RecipientStatus", at FROM recipient
), told AS (
  INSERT INTO "StatusEvent" ("mailboxId", "id", "messageId", "position", "status", "source", "eventKey", "at")
  SELECT "mailboxId", "eventId", "messageId", position, status::"RecipientStatus", source, 'first', at FROM recipient WHERE "eventId" IS NOT NULL
), queued AS (
  INSERT INTO "Outbox" ("mailboxId", "messageId", "position", "address", "clientId", "grantId", "priority", "validUntil")
  SELECT "mailboxId", "messageId", position, address, "clientId", "grantId", priority, now() + make_interval(secs => "validForSeconds") FROM recipient WHERE "isQueued"
), part AS (
  INSERT INTO "Part" ("mailboxId", "messageId", "position", "name", "contentType", "sizeBytes", "contentHash", "width", "height")
  SELECT * FROM json_to_recordset($4::json) AS r("mailboxId" uuid, "messageId" uuid, position int, name text, "contentType" text, "sizeBytes" int, "contentHash" text,
    width int, height int)
), key AS (
  INSERT INTO "IdempotencyKey" AS k ("mailboxId", "scope", "key", "fingerprint", "sendId")
  SELECT * FROM json_to_recordset($5::json) AS r("mailboxId" uuid, scope text, key text, fingerprint text, "sendId" uuid)
  ON CONFLICT ("mailboxId", "scope", "key") DO UPDATE SET "fingerprint" = EXCLUDED."fingerprint", "sendId" = EXCLUDED."sendId", "createdAt" = now()
), sequence AS (
  UPDATE "Mailbox" b SET "modSeq" = last."modSeq"
  FROM (SELECT "mailboxId", max("modSeq") AS "modSeq" FROM message GROUP BY 1) AS last WHERE b."id" = last."mailboxId"
), signal AS MATERIALIZED (
  SELECT pg_notify($6, payload)::text FROM unnest($7::text[]) AS s(payload)
)
SELECT t."mailboxId", t."key", t."id", (SELECT count(*) FROM signal) AS signals FROM thread t`;

/**
 * Stores messages with all that belongs to them, threads and their counters, recipients and their first events, parts, outbox rows,
 * Idempotency-Keys, the mailboxes' sequences and the signals, in one statement (I1: an accepted send is never without its outbox row).
 * The caller holds the mailboxes (`lockMailboxes`) and has numbered the messages of each from its sequence on. Of several messages of
 * one conversation the last one given is the newest. Returns the thread's id by message.
 */
export async function writeMessages(tx: Sql, messages: readonly NewMessage[], keys: readonly NewIdempotencyKey[] = []): Promise<Map<string, string>> {
  const threads = threadRowsOf(messages);
  const rows = await tx.prepared<{ mailboxId: string; key: string; id: string }>('write-messages', writeStatement, [
    JSON.stringify(messages.map(messageRow)),
    JSON.stringify(messages.flatMap(recipientRows)),
    JSON.stringify(threads),
    JSON.stringify(messages.flatMap((message) => message.parts.map((part, position) => ({ mailboxId: message.mailboxId, messageId: message.messageId, position, ...part, name: part.name.toWellFormed() })))),
    JSON.stringify(keys),
    signalChannel,
    signalsOf(messages).map((signal) => JSON.stringify(signal)),
  ]);
  const ids = new Map(rows.map(({ mailboxId, key, id }) => [`${mailboxId} ${key}`, id]));
  return new Map(messages.map(({ mailboxId, messageId, thread }) => [messageId, ids.get(`${mailboxId} ${thread.key}`) ?? '']));
}

// A lone half of a surrogate pair is no text for PostgreSQL; it becomes U+FFFD, as it would on the wire.
const wellFormed = (text: string | null) => text?.toWellFormed() ?? null;

function messageRow({ thread, recipients: _, recipientStatus: __, parts: ___, queue: ____, ...message }: NewMessage) {
  return { ...message, threadKey: thread.key, subject: wellFormed(message.subject), text: wellFormed(message.text) };
}

function recipientRows(message: NewMessage) {
  return message.recipients.map((address, position) => ({
    mailboxId: message.mailboxId,
    messageId: message.messageId,
    position,
    address,
    status: message.recipientStatus,
    at: message.sentAt,
    source: message.origin,
    eventId: message.direction === 'out' ? newId() : null,
    isQueued: message.queue !== null,
    clientId: message.clientId,
    ...message.queue,
  }));
}

/** One row a conversation, however many messages of it are written at once: a row can be upserted only once a statement. */
function threadRowsOf(messages: readonly NewMessage[]) {
  const threads = new Map<string, ReturnType<typeof threadRow>>();
  for (const message of messages) {
    const place = `${message.mailboxId} ${message.thread.key}`;
    const row = threadRow(message);
    const known = threads.get(place);
    threads.set(place, known ? { ...row, messageCount: known.messageCount + 1, unreadCount: known.unreadCount + row.unreadCount } : row);
  }
  return [...threads.values()];
}

const threadRow = ({ mailboxId, messageId, thread, isGroup, sentAt, isUnread }: NewMessage) => ({
  mailboxId,
  id: newId(),
  key: thread.key,
  isGroup,
  participants: thread.participants,
  messageId,
  at: sentAt,
  snippet: thread.snippet.toWellFormed(),
  messageCount: 1,
  unreadCount: isUnread ? 1 : 0,
});

function signalsOf(messages: readonly NewMessage[]): Signal[] {
  const sequences = new Map<string, number>();
  for (const { mailboxId, modSeq } of messages) sequences.set(mailboxId, Math.max(modSeq, sequences.get(mailboxId) ?? 0));
  const changed = [...sequences].map(([mailboxId, modSeq]): Signal => ({ topic: 'mailbox', mailboxId, modSeq }));
  return messages.some(({ queue }) => queue) ? [...changed, { topic: 'outbox' }] : changed;
}

export async function hasInboundKey(tx: Sql, mailboxId: string, inboundKey: string): Promise<boolean> {
  const rows = await tx.query(`SELECT 1 FROM "Message" WHERE "mailboxId" = $1::uuid AND "inboundKey" = $2`, [mailboxId, inboundKey]);
  return rows.length > 0;
}
