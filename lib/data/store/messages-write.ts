import { type Sql } from '#lib/data/pool.ts';
import { isOptedOut } from '#lib/data/store/opt-outs.ts';
import { signalChannel } from '#lib/data/notify.ts';
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
  origin: 'phone' | 'web' | 'app' | 'carrier' | 'automatic';
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

/** What is known of a message before its mailbox is held. */
export type UnnumberedMessage = Omit<NewMessage, 'modSeq' | 'fromAddress'>;

/** The columns of a message as JSON, but for `modSeq` and `fromAddress`. */
export const messageColumns = `"mailboxId" uuid, "messageId" uuid, "threadKey" text, "sendId" uuid, direction text, origin text, "clientId" uuid, "clientName" text,
  route text, "isGroup" boolean, subject text, text text, reasons jsonb, "segmentEncoding" text, "segmentCount" int, "sizeBytes" int, "isUnread" boolean,
  "isOwnCode" boolean, "possibleDuplicate" boolean, "sentAt" timestamptz, "inboundKey" text`;

/**
 * The part of a statement that writes the rows of the table expression `message` with all that belongs to them, from the parameters
 * $1 to $4 of `writeValues`: threads and their counters, recipients and their first events, parts, outbox rows, the mailboxes' sequences, and the
 * signals (I1: an accepted send is never without its outbox row, unless its recipient has stopped apps: that one is rejected and not queued). What belongs to a message that is not in `message` is left out. The
 * statement or its transaction holds the mailboxes. `thread` then has the conversations with their ids.
 */
export const writeMessage = `asked_recipient AS MATERIALIZED (
  SELECT r.*, r."isQueued" AND ${isOptedOut('r')} AS "isOptedOut"
  FROM json_to_recordset($2::json) AS r("mailboxId" uuid, "messageId" uuid, position int, address text, status text, at timestamptz, source text,
    "eventId" uuid, "isQueued" boolean, "clientId" uuid, "grantId" uuid, priority int, "validForSeconds" int)
  WHERE r."messageId" IN (SELECT "messageId" FROM message)
), recipient AS (
  SELECT "mailboxId", "messageId", position, address, at, "eventId", "clientId", "grantId", priority, "validForSeconds", "isOptedOut", "isQueued" AND NOT "isOptedOut" AS "isQueued",
    CASE WHEN "isOptedOut" THEN 'rejected' ELSE status END AS status, CASE WHEN "isOptedOut" THEN 'opted-out' END AS reason,
    CASE WHEN "isOptedOut" THEN 'recipient' ELSE source END AS source
  FROM asked_recipient
), thread AS (
  INSERT INTO "Thread" AS t ("mailboxId", "id", "key", "isGroup", "participants", "lastMessageId", "lastMessageAt", "snippet", "messageCount", "unreadCount")
  SELECT "mailboxId", "id", "key", "isGroup", "participants", "messageId", "at", "snippet", "messageCount", "unreadCount"
  FROM json_to_recordset($3::json) AS r("mailboxId" uuid, id uuid, key text, "isGroup" boolean, participants text[], "messageId" uuid, at timestamptz, snippet text,
    "messageCount" int, "unreadCount" int)
  WHERE r."messageId" IN (SELECT "messageId" FROM message)
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
  INSERT INTO "Recipient" ("mailboxId", "messageId", "position", "address", "status", "reason", "statusAt")
  SELECT "mailboxId", "messageId", position, address, status::"RecipientStatus", reason, at FROM recipient
), told AS (
  INSERT INTO "StatusEvent" ("mailboxId", "id", "messageId", "position", "status", "reason", "source", "eventKey", "at")
  SELECT "mailboxId", "eventId", "messageId", position, status::"RecipientStatus", reason, source, 'first', at FROM recipient WHERE "eventId" IS NOT NULL
), queued AS (
  INSERT INTO "Outbox" ("mailboxId", "messageId", "position", "address", "clientId", "grantId", "priority", "validUntil")
  SELECT "mailboxId", "messageId", position, address, "clientId", "grantId", priority, now() + make_interval(secs => "validForSeconds") FROM recipient WHERE "isQueued"
), part AS (
  INSERT INTO "Part" ("mailboxId", "messageId", "position", "name", "contentType", "sizeBytes", "contentHash", "width", "height")
  SELECT r.* FROM json_to_recordset($4::json) AS r("mailboxId" uuid, "messageId" uuid, position int, name text, "contentType" text, "sizeBytes" int, "contentHash" text,
    width int, height int)
  WHERE r."messageId" IN (SELECT "messageId" FROM message)
), last AS MATERIALIZED (
  SELECT "mailboxId", max("modSeq") AS "modSeq" FROM message GROUP BY 1
), sequence AS (
  UPDATE "Mailbox" b SET "modSeq" = last."modSeq" FROM last WHERE b."id" = last."mailboxId"
), signal AS MATERIALIZED (
  SELECT pg_notify('${signalChannel}', json_build_object('topic', 'mailbox', 'mailboxId', "mailboxId", 'modSeq', "modSeq")::text)::text FROM last
  UNION ALL SELECT pg_notify('${signalChannel}', '{"topic":"outbox"}')::text WHERE EXISTS (SELECT FROM recipient WHERE "isQueued")
)`;

/** The parameters $1 to $4 of `writeMessage` and of the `message` before it. `more` adds to each message's row. */
export function writeValues<Message extends UnnumberedMessage>(messages: readonly Message[], more: (message: Message, at: number) => object = () => ({})): string[] {
  return [
    JSON.stringify(messages.map((message, at) => ({ ...messageRow(message), ...more(message, at) }))),
    JSON.stringify(messages.flatMap(recipientRows)),
    JSON.stringify(threadRowsOf(messages)),
    JSON.stringify(messages.flatMap((message) => message.parts.map((part, position) => ({ mailboxId: message.mailboxId, messageId: message.messageId, position, ...part, name: part.name.toWellFormed() })))),
  ];
}

const writeStatement = `
WITH message AS MATERIALIZED (
  SELECT * FROM json_to_recordset($1::json) AS r(${messageColumns}, "fromAddress" text, "modSeq" int8)
), ${writeMessage}
SELECT count(*) FROM signal, thread`;

/**
 * Stores messages in one statement. The caller holds the mailboxes (`lockMailboxes`) and has numbered the messages of each from its
 * sequence on. Of several messages of one conversation the last one given is the newest.
 */
export async function writeMessages(tx: Sql, messages: readonly NewMessage[]): Promise<void> {
  await tx.prepared('write-messages', writeStatement, writeValues(messages));
}

// A lone half of a surrogate pair is no text for PostgreSQL; it becomes U+FFFD, as it would on the wire.
const wellFormed = (text: string | null) => text?.toWellFormed() ?? null;

function messageRow({ thread, recipients: _, recipientStatus: __, parts: ___, queue: ____, ...message }: UnnumberedMessage) {
  return { ...message, threadKey: thread.key, subject: wellFormed(message.subject), text: wellFormed(message.text) };
}

function recipientRows(message: UnnumberedMessage) {
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
function threadRowsOf(messages: readonly UnnumberedMessage[]) {
  const threads = new Map<string, ReturnType<typeof threadRow>>();
  for (const message of messages) {
    const place = `${message.mailboxId} ${message.thread.key}`;
    const row = threadRow(message);
    const known = threads.get(place);
    threads.set(place, known ? { ...row, messageCount: known.messageCount + 1, unreadCount: known.unreadCount + row.unreadCount } : row);
  }
  return [...threads.values()];
}

const threadRow = ({ mailboxId, messageId, thread, isGroup, sentAt, isUnread }: UnnumberedMessage) => ({
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

export async function hasInboundKey(tx: Sql, mailboxId: string, inboundKey: string): Promise<boolean> {
  const rows = await tx.query(`SELECT 1 FROM "Message" WHERE "mailboxId" = $1::uuid AND "inboundKey" = $2`, [mailboxId, inboundKey]);
  return rows.length > 0;
}
