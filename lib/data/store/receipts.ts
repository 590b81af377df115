import type { RecipientStatus } from '#lib/domain/message-status.ts';
import { newId } from '#lib/ids.ts';
import { notify } from '#lib/data/notify.ts';
import type { Sql } from '#lib/data/pool.ts';
import { raiseModSeq } from '#lib/data/store/mod-seq.ts';
import { lockMailboxes } from '#lib/data/store/mailbox-lock.ts';

export interface RecipientRef {
  mailboxId: string;
  messageId: string;
  position: number;
}

export interface CarrierReferenceRow extends RecipientRef {
  segment: number;
  segmentCount: number;
}

export async function findCarrierReference(tx: Sql, carrier: string, carrierMessageId: string): Promise<CarrierReferenceRow | null> {
  const [row] = await tx.query<CarrierReferenceRow>(
    `SELECT "mailboxId", "messageId", "position", "segment", "segmentCount" FROM "CarrierReference" WHERE "carrier" = $1 AND "carrierMessageId" = $2`,
    [carrier, carrierMessageId],
  );
  return row ?? null;
}

export async function insertCarrierReferences(
  tx: Sql,
  carrier: string,
  ref: RecipientRef,
  carrierMessageIds: readonly string[],
): Promise<void> {
  await tx.query(
    `INSERT INTO "CarrierReference" ("carrier", "carrierMessageId", "mailboxId", "messageId", "position", "segment", "segmentCount")
     SELECT $1, u.id, $2::uuid, $3::uuid, $4::int, u.n::int, $6::int FROM unnest($5::text[]) WITH ORDINALITY AS u(id, n)
     ON CONFLICT DO NOTHING`,
    [carrier, ref.mailboxId, ref.messageId, ref.position, [...carrierMessageIds], carrierMessageIds.length],
  );
}

export interface ReceiptFact {
  carrierMessageId: string;
  status: RecipientStatus;
  reason: string | null;
  roaming: boolean;
  eventKey: string;
  at: Date;
}

/** Keeps a receipt whose submit is not answered yet (F26). A repeated one is no second row. */
export async function parkReceipt(tx: Sql, carrier: string, fact: ReceiptFact): Promise<void> {
  await tx.query(
    `INSERT INTO "ParkedReceipt" ("carrier", "carrierMessageId", "status", "reason", "roaming", "eventKey", "at")
     VALUES ($1, $2, $3::"RecipientStatus", $4, $5::boolean, $6, $7::timestamptz) ON CONFLICT DO NOTHING`,
    [carrier, fact.carrierMessageId, fact.status, fact.reason, fact.roaming, fact.eventKey, fact.at],
  );
}

export async function takeParkedReceipts(tx: Sql, carrier: string, carrierMessageIds: readonly string[]): Promise<ReceiptFact[]> {
  return tx.query<ReceiptFact>(
    `DELETE FROM "ParkedReceipt" WHERE "carrier" = $1 AND "carrierMessageId" = ANY($2::text[])
     RETURNING "carrierMessageId", "status", "reason", "roaming", "eventKey", "at"`,
    [carrier, [...carrierMessageIds]],
  );
}

/**
 * Serialises everything that is learned of one carrier id: a receipt and the answer of its own submit never miss each other.
 * Holds until the transaction ends.
 */
export async function lockCarrierIds(tx: Sql, carrier: string, carrierMessageIds: readonly string[]): Promise<void> {
  await tx.query(
    `SELECT pg_advisory_xact_lock(h) FROM (SELECT DISTINCT hashtextextended($1 || ' ' || id, 26) AS h FROM unnest($2::text[]) AS u(id) ORDER BY 1) AS locks`,
    [carrier, [...carrierMessageIds]],
  );
}

export interface StatusFact {
  segment: number | null;
  status: RecipientStatus;
  reason: string | null;
  source: string;
  eventKey: string;
  at: Date;
}

/** Appends what was learned; false when the very same fact is there already (I4). */
export async function appendStatusEvent(tx: Sql, ref: RecipientRef, fact: StatusFact): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO "StatusEvent" ("mailboxId", "id", "messageId", "position", "segment", "status", "reason", "source", "eventKey", "at")
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4::int, $5::int, $6::"RecipientStatus", $7, $8, $9, $10::timestamptz)
     ON CONFLICT ("mailboxId", "messageId", "position", "eventKey") DO NOTHING RETURNING "id"`,
    [ref.mailboxId, newId(), ref.messageId, ref.position, fact.segment, fact.status, fact.reason, fact.source, fact.eventKey, fact.at],
  );
  return rows.length === 1;
}

export interface RecipientRow {
  status: RecipientStatus;
  reason: string | null;
  roaming: boolean;
}

/**
 * Locks the recipient's row until the transaction ends; null when the message is gone. The mailbox is locked first, the order
 * of every writer of the store.
 */
export async function lockRecipient(tx: Sql, ref: RecipientRef): Promise<RecipientRow | null> {
  await lockMailboxes(tx, [ref.mailboxId]);
  const [row] = await tx.query<RecipientRow>(
    `SELECT "status", "reason", "roaming" FROM "Recipient" WHERE "mailboxId" = $1::uuid AND "messageId" = $2::uuid AND "position" = $3::int FOR UPDATE`,
    [ref.mailboxId, ref.messageId, ref.position],
  );
  return row ?? null;
}

/** Every status that the carrier told of each segment of one recipient. */
export async function listSegmentStatuses(tx: Sql, ref: RecipientRef): Promise<{ segment: number; status: RecipientStatus }[]> {
  return tx.query(
    `SELECT "segment", "status" FROM "StatusEvent" WHERE "mailboxId" = $1::uuid AND "messageId" = $2::uuid AND "position" = $3::int AND "segment" IS NOT NULL`,
    [ref.mailboxId, ref.messageId, ref.position],
  );
}

/** Writes the recipient's new status with the message's modSeq and tells the listeners. */
export async function setRecipientStatus(tx: Sql, ref: RecipientRef, next: RecipientRow & { at: Date }): Promise<void> {
  const modSeq = await raiseModSeq(tx, ref.mailboxId, 1);
  await tx.query(
    `UPDATE "Recipient" SET "status" = $4::"RecipientStatus", "reason" = $5, "roaming" = $6::boolean, "statusAt" = $7::timestamptz
     WHERE "mailboxId" = $1::uuid AND "messageId" = $2::uuid AND "position" = $3::int`,
    [ref.mailboxId, ref.messageId, ref.position, next.status, next.reason, next.roaming, next.at],
  );
  await tx.query(`UPDATE "Message" SET "modSeq" = $3::int8 WHERE "mailboxId" = $1::uuid AND "id" = $2::uuid`, [ref.mailboxId, ref.messageId, modSeq]);
  await notify(tx, { topic: 'mailbox', mailboxId: ref.mailboxId, modSeq });
}
