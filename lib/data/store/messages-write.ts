import type { RecipientStatus } from '#lib/domain/message-status.ts';
import type { RouteReason } from '#lib/domain/sms-or-mms.ts';
import { newId } from '#lib/ids.ts';
import type { Sql } from '#lib/data/pool.ts';

export interface NewPart {
  name: string;
  contentType: string;
  sizeBytes: number;
  contentHash: string;
  width?: number | null;
  height?: number | null;
}

export interface NewMessage {
  messageId: string;
  threadId: string;
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
}

/** Inserts a message with its recipients, parts and first status events. Part of the transaction that raised modSeq. */
export async function insertMessage(tx: Sql, mailboxId: string, message: NewMessage): Promise<void> {
  await tx.query(
    `INSERT INTO "Message" ("mailboxId", "id", "threadId", "sendId", "direction", "origin", "clientId", "clientName", "route", "fromAddress", "isGroup",
       "subject", "text", "reasons", "segmentEncoding", "segmentCount", "sizeBytes", "isUnread", "isOwnCode", "possibleDuplicate", "sentAt",
       "createdModSeq", "modSeq", "inboundKey")
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::"Direction", $6::"MessageOrigin", $7::uuid, $8, $9::"MessageRoute", $10, $11::boolean,
       $12, $13, $14::jsonb, $15, $16::int, $17::int, $18::boolean, $19::boolean, $20::boolean, $21::timestamptz, $22::int8, $22::int8, $23)`,
    [
      mailboxId, message.messageId, message.threadId, message.sendId, message.direction, message.origin, message.clientId, message.clientName,
      message.route, message.fromAddress, message.isGroup, message.subject, message.text, JSON.stringify(message.reasons), message.segmentEncoding,
      message.segmentCount, message.sizeBytes, message.isUnread, message.isOwnCode, message.possibleDuplicate, message.sentAt, message.modSeq,
      message.inboundKey,
    ],
  );
  await insertRecipients(tx, mailboxId, message);
  if (message.parts.length > 0) await insertParts(tx, mailboxId, message.messageId, message.parts);
}

async function insertRecipients(tx: Sql, mailboxId: string, message: NewMessage): Promise<void> {
  await tx.query(
    `WITH r AS (
       INSERT INTO "Recipient" ("mailboxId", "messageId", "position", "address", "status", "statusAt")
       SELECT $1::uuid, $2::uuid, (n - 1)::int, address, $4::"RecipientStatus", $5::timestamptz
       FROM unnest($3::text[]) WITH ORDINALITY AS u(address, n)
       RETURNING "position"
     )
     INSERT INTO "StatusEvent" ("mailboxId", "id", "messageId", "position", "status", "source", "eventKey", "at")
     SELECT $1::uuid, e.id, $2::uuid, r."position", $4::"RecipientStatus", $6, 'first', $5::timestamptz
     FROM r JOIN unnest($7::uuid[]) WITH ORDINALITY AS e(id, n) ON e.n = r."position" + 1
     WHERE $8::boolean`,
    [
      mailboxId, message.messageId, [...message.recipients], message.recipientStatus, message.sentAt, message.origin,
      message.recipients.map(() => newId()), message.direction === 'out',
    ],
  );
}

async function insertParts(tx: Sql, mailboxId: string, messageId: string, parts: readonly NewPart[]): Promise<void> {
  await tx.query(
    `INSERT INTO "Part" ("mailboxId", "messageId", "position", "name", "contentType", "sizeBytes", "contentHash", "width", "height")
     SELECT $1::uuid, $2::uuid, (n - 1)::int, name, "contentType", "sizeBytes", "contentHash", width, height
     FROM unnest($3::text[], $4::text[], $5::int[], $6::text[], $7::int[], $8::int[]) WITH ORDINALITY
       AS u(name, "contentType", "sizeBytes", "contentHash", width, height, n)`,
    [
      mailboxId, messageId, parts.map((p) => p.name), parts.map((p) => p.contentType), parts.map((p) => p.sizeBytes),
      parts.map((p) => p.contentHash), parts.map((p) => p.width ?? null), parts.map((p) => p.height ?? null),
    ],
  );
}

export interface NewOutboxRow {
  messageId: string;
  position: number;
  address: string;
  clientId: string | null;
  grantId: string | null;
  priority: number;
  validForSeconds: number;
}

/** Queues recipients for the carrier. Same transaction as the message: an accepted send is never without its outbox row. */
export async function insertOutbox(tx: Sql, mailboxId: string, rows: readonly NewOutboxRow[]): Promise<void> {
  await tx.query(
    `INSERT INTO "Outbox" ("mailboxId", "messageId", "position", "address", "clientId", "grantId", "priority", "validUntil")
     SELECT $1::uuid, u."messageId", u."position", u.address, u."clientId", u."grantId", u.priority, now() + make_interval(secs => u.valid)
     FROM unnest($2::uuid[], $3::int[], $4::text[], $5::uuid[], $6::uuid[], $7::int[], $8::int[])
       AS u("messageId", "position", address, "clientId", "grantId", priority, valid)`,
    [
      mailboxId, rows.map((r) => r.messageId), rows.map((r) => r.position), rows.map((r) => r.address), rows.map((r) => r.clientId),
      rows.map((r) => r.grantId), rows.map((r) => r.priority), rows.map((r) => r.validForSeconds),
    ],
  );
}

export async function hasInboundKey(tx: Sql, mailboxId: string, inboundKey: string): Promise<boolean> {
  const rows = await tx.query(`SELECT 1 FROM "Message" WHERE "mailboxId" = $1::uuid AND "inboundKey" = $2`, [mailboxId, inboundKey]);
  return rows.length > 0;
}
