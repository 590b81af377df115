import type { Sql } from '#lib/data/pool.ts';
import type { RecipientStatus } from '#lib/domain/message-status.ts';

export interface RecipientRef {
  mailboxId: string;
  messageId: string;
  position: number;
}

export interface CarrierReference extends RecipientRef {
  carrierMessageId: string;
  segment: number;
  segmentCount: number;
}

export interface FoundReference extends CarrierReference {
  /** When the submit's answer was stored; null where the answer was lost. */
  answeredAt: Date | null;
}

/** A receipt as the carrier told it: `carrierMessageIds` are the forms its id may have, the likeliest first. */
export interface ReceiptFact {
  carrierMessageIds: readonly string[];
  about: { sender: string; recipient: string; reference: number | null } | null;
  status: RecipientStatus;
  reason: string | null;
  roaming: boolean;
  eventKey: string;
  at: Date;
  /** When it came, of one that was parked. */
  receivedAt?: Date;
}

/**
 * Serialises everything that is learned of one carrier id: a receipt and the answer of its own submit never miss each other.
 * Holds until the transaction ends.
 */
export async function lockCarrierIds(tx: Sql, carrier: string, carrierMessageIds: readonly string[]): Promise<void> {
  await tx.prepared(
    'lock-carrier-ids',
    `SELECT pg_advisory_xact_lock(h) FROM (SELECT DISTINCT hashtextextended($1 || ' ' || id, 26) AS h FROM unnest($2::text[]) AS u(id) ORDER BY 1) AS locks`,
    [carrier, carrierMessageIds],
  );
}

/** What a receipt says of itself, as columns of a row. */
type Told = Record<'sender' | 'recipient' | 'reference', string>;

/**
 * The tables of what a receipt can be about: the submit whose answer told the receipt's id, as `c`. Another form of the id counts only where all else
 * that the receipt says fits: 26 in decimal reads like the hexadecimal 26 of another message, perhaps to the same recipient.
 */
const meantBy = (told: Told, id: string, isOtherForm: string) => `"CarrierReference" c
  LEFT JOIN "Recipient" r ON r."mailboxId" = c."mailboxId" AND r."messageId" = c."messageId" AND r."position" = c."position"
  LEFT JOIN "Message" m ON m."mailboxId" = c."mailboxId" AND m."id" = c."messageId"
  WHERE c."carrier" = $1 AND ${id} AND (NOT ${isOtherForm} OR ${told.recipient} IS NULL OR (r."address" = ${told.recipient} AND m."fromAddress" = ${told.sender}
    AND (${told.reference} IS NULL OR EXISTS (SELECT FROM "Outbox" o WHERE o."mailboxId" = c."mailboxId" AND o."messageId" = c."messageId" AND o."position" = c."position" AND o."id" % 65536 = ${told.reference}))))`;

/**
 * The segment that each receipt is about, in the order of the receipts; null where the id is not known. OFFSET 0 keeps it a look into the index for each
 * id: planned as a join while the table was small, it reads the whole table for as long as the plan lives.
 */
export async function findCarrierReferences(tx: Sql, carrier: string, receipts: readonly ReceiptFact[]): Promise<(FoundReference | null)[]> {
  const forms = receipts.flatMap(({ carrierMessageIds, about }, receipt) => carrierMessageIds.map((id, form) => ({ receipt, id, form, about })));
  const rows = await tx.prepared<FoundReference & { receipt: number }>(
    'find-carrier-references',
    `SELECT DISTINCT ON (u.receipt) u.receipt, c."carrierMessageId", c."mailboxId", c."messageId", c."position", c."segment", c."segmentCount", c."createdAt" AS "answeredAt"
     FROM unnest($2::int[], $3::text[], $4::int[], $5::text[], $6::text[], $7::int[]) AS u(receipt, id, form, sender, recipient, reference)
     CROSS JOIN LATERAL (
       SELECT c.*, r."address" = u.recipient AS "fits"
       FROM ${meantBy({ sender: 'u.sender', recipient: 'u.recipient', reference: 'u.reference' }, 'c."carrierMessageId" = u.id', '(u.form > 0)')} OFFSET 0
     ) c
     ORDER BY u.receipt, c."fits" DESC NULLS LAST, u.form`,
    [
      carrier, forms.map(({ receipt }) => receipt), forms.map(({ id }) => id), forms.map(({ form }) => form), forms.map(({ about }) => about?.sender ?? null),
      forms.map(({ about }) => about?.recipient ?? null), forms.map(({ about }) => about?.reference ?? null),
    ],
  );
  const byReceipt = new Map(rows.map(({ receipt, ...reference }) => [receipt, reference]));
  return receipts.map((_, at) => byReceipt.get(at) ?? null);
}

export async function insertCarrierReferences(tx: Sql, carrier: string, references: readonly CarrierReference[]): Promise<void> {
  await tx.prepared(
    'insert-carrier-references',
    `INSERT INTO "CarrierReference" ("carrier", "carrierMessageId", "mailboxId", "messageId", "position", "segment", "segmentCount")
     SELECT $1, u.* FROM unnest($2::text[], $3::uuid[], $4::uuid[], $5::int[], $6::int[], $7::int[]) AS u(id, "mailboxId", "messageId", "position", segment, count)
     ON CONFLICT DO NOTHING`,
    [
      carrier, references.map((each) => each.carrierMessageId), references.map((each) => each.mailboxId), references.map((each) => each.messageId),
      references.map((each) => each.position), references.map((each) => each.segment), references.map((each) => each.segmentCount),
    ],
  );
}

/** The carrier's ids of what it took of one recipient's message, in order of the segments. */
export async function listCarrierIds(tx: Sql, carrier: string, ref: RecipientRef): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT "carrierMessageId" AS id FROM "CarrierReference" WHERE "carrier" = $1 AND "mailboxId" = $2::uuid AND "messageId" = $3::uuid AND "position" = $4::int ORDER BY "segment"`,
    [carrier, ref.mailboxId, ref.messageId, ref.position],
  );
  return rows.map(({ id }) => id);
}

/** Whether any of the ids was told for another message than this one, or for another recipient of it. */
export async function hasIdsOfAnother(tx: Sql, carrier: string, ref: RecipientRef, carrierMessageIds: readonly string[]): Promise<boolean> {
  if (carrierMessageIds.length === 0) return false;
  const rows = await tx.query(
    `SELECT 1 FROM "CarrierReference" WHERE "carrier" = $1 AND "carrierMessageId" = ANY($2::text[])
       AND ("mailboxId", "messageId", "position") <> ($3::uuid, $4::uuid, $5::int) LIMIT 1`,
    [carrier, carrierMessageIds, ref.mailboxId, ref.messageId, ref.position],
  );
  return rows.length > 0;
}

/**
 * Keeps receipts whose submit is not answered yet (F26) or whose id was lost with its worker (F7). A repeated one is no second row; it takes the place of
 * the one before, which may be of another message where a centre uses its ids again.
 */
export async function parkReceipts(tx: Sql, carrier: string, receipts: readonly ReceiptFact[]): Promise<void> {
  await tx.prepared(
    'park-receipts',
    `INSERT INTO "ParkedReceipt" ("carrier", "carrierMessageId", "ids", "sender", "recipient", "reference", "status", "reason", "roaming", "eventKey", "at", "receivedAt")
     SELECT DISTINCT ON (r.ids[1], r."eventKey") $1, r.ids[1], r.ids, r.sender, r.recipient, r.reference, r.status::"RecipientStatus", r.reason, r.roaming, r."eventKey", r.at, coalesce(r."receivedAt", now())
     FROM jsonb_to_recordset($2::jsonb)
       AS r(ids text[], sender text, recipient text, reference int, status text, reason text, roaming boolean, "eventKey" text, at timestamptz, "receivedAt" timestamptz)
     ORDER BY r.ids[1], r."eventKey", r."receivedAt" DESC NULLS FIRST
     ON CONFLICT ("carrier", "carrierMessageId", "eventKey") DO UPDATE SET "ids" = EXCLUDED."ids", "sender" = EXCLUDED."sender", "recipient" = EXCLUDED."recipient",
       "reference" = EXCLUDED."reference", "status" = EXCLUDED."status", "reason" = EXCLUDED."reason", "roaming" = EXCLUDED."roaming", "at" = EXCLUDED."at",
       "receivedAt" = EXCLUDED."receivedAt"`,
    [
      carrier,
      JSON.stringify(
        receipts.map(({ carrierMessageIds, about, ...fact }) => ({
          ids: carrierMessageIds, sender: about?.sender ?? null, recipient: about?.recipient ?? null, reference: about?.reference ?? null, ...fact,
        })),
      ),
    ],
  );
}

const parkedColumns = `"ids" AS "carrierMessageIds", "status", "reason", "roaming", "eventKey", "at", "receivedAt",
  CASE WHEN "recipient" IS NOT NULL THEN json_build_object('sender', "sender", 'recipient', "recipient", 'reference', "reference") END AS about`;

/** When the first attempt at an outbox row began: what came before is about something else. A row of before the attempts were noted has none. */
const begunAt = (row: string) => `coalesce((SELECT a."startedAt" FROM "Attempt" a WHERE a."mailboxId" = ${row}."mailboxId" AND a."outboxId" = ${row}."id" AND a."number" = 1), '-infinity')`;

/**
 * Takes the receipts that waited for one of these ids and whose message is known by now. Another's receipt, whose id can be read as one of these, is
 * left as it is: taken and put back it would be missed by its own submit, which does not hold these ids.
 */
export function takeAnsweredReceipts(tx: Sql, carrier: string, carrierMessageIds: readonly string[]): Promise<ReceiptFact[]> {
  return tx.prepared<ReceiptFact>(
    'take-answered-receipts',
    `DELETE FROM "ParkedReceipt" p WHERE p."carrier" = $1 AND p."ids" && $2::text[] AND EXISTS (
       SELECT FROM ${meantBy({ sender: 'p."sender"', recipient: 'p."recipient"', reference: 'p."reference"' }, 'c."carrierMessageId" = ANY(p."ids")', '(c."carrierMessageId" <> p."ids"[1])')}
         AND NOT EXISTS (SELECT FROM "Outbox" b WHERE b."mailboxId" = c."mailboxId" AND b."messageId" = c."messageId" AND b."position" = c."position" AND ${begunAt('b')} > p."receivedAt"))
     RETURNING ${parkedColumns}`,
    [carrier, carrierMessageIds],
  );
}

/** Takes the receipts that waited for one of these ids. The caller holds every form of them. */
export function takeParkedReceipts(tx: Sql, carrier: string, carrierMessageIds: readonly string[]): Promise<ReceiptFact[]> {
  return tx.prepared<ReceiptFact>(
    'take-parked-receipts',
    `DELETE FROM "ParkedReceipt" WHERE "carrier" = $1 AND "ids" && $2::text[] RETURNING ${parkedColumns}`,
    [carrier, carrierMessageIds],
  );
}

/**
 * Submits whose answer may be lost: in doubt, or called unknown when their deadline passed with segments unaccounted for; beside them those under way,
 * which a receipt without a reference may as well mean.
 */
const lostOrUnderWay = `(
  SELECT o."id" AS "outboxId", o."mailboxId", o."messageId", o."position", o."segmentsTaken", o."state", b."msisdn" AS sender, o."address" AS recipient, ${begunAt('o')} AS "begunAt"
  FROM "Outbox" o JOIN "Mailbox" b ON b."id" = o."mailboxId" WHERE o."state" IN ('in_doubt', 'claimed')
  UNION ALL
  SELECT o."id", o."mailboxId", o."messageId", o."position", o."segmentsTaken", o."state", b."msisdn", o."address", ${begunAt('o')}
  FROM "Outbox" o JOIN "Mailbox" b ON b."id" = o."mailboxId"
  JOIN "Recipient" r ON r."mailboxId" = o."mailboxId" AND r."messageId" = o."messageId" AND r."position" = o."position"
  WHERE o."state" = 'done' AND o."segmentsTaken" = 0 AND r."status" = 'unknown'
) AS lost`;

/** Parked receipts that name a recipient with a submit in doubt: their ids may be the ones that were lost. */
export function listAdoptableReceipts(tx: Sql, carrier: string, limit: number): Promise<ReceiptFact[]> {
  return tx.query<ReceiptFact>(
    `SELECT ${parkedColumns} FROM "ParkedReceipt" p WHERE p."carrier" = $1 AND EXISTS (
       SELECT 1 FROM ${lostOrUnderWay} WHERE lost.sender = p."sender" AND lost.recipient = p."recipient" AND lost."state" <> 'claimed' AND lost."begunAt" <= p."receivedAt")
     ORDER BY p."receivedAt" LIMIT $2::int`,
    [carrier, limit],
  );
}

/** A submit whose answer was lost, as a receipt may name it. */
export interface LostSubmit extends RecipientRef {
  outboxId: number;
  segmentsTaken: number;
  /** Segments of the message as it was judged. */
  segmentCount: number;
}

/**
 * The one submit in doubt that a receipt, which came now or at `receivedAt`, can be about; null when none or several can. Without a reference a submit that is under way to the same
 * recipient may as well be meant.
 */
export async function findLostSubmit(tx: Sql, about: NonNullable<ReceiptFact['about']>, receivedAt?: Date): Promise<LostSubmit | null> {
  const rows = await tx.prepared<LostSubmit & { state: string }>(
    'find-lost-submit',
    `SELECT lost."outboxId", lost."mailboxId", lost."messageId", lost."position", lost."segmentsTaken", lost."state", greatest(m."segmentCount", 1) AS "segmentCount"
     FROM ${lostOrUnderWay} JOIN "Message" m ON m."mailboxId" = lost."mailboxId" AND m."id" = lost."messageId"
     WHERE lost.recipient = $1 AND lost.sender = $2 AND ($3::int IS NULL OR lost."outboxId" % 65536 = $3::int) AND ($4::timestamptz IS NULL OR lost."begunAt" <= $4) LIMIT 2`,
    [about.recipient, about.sender, about.reference, receivedAt ?? null],
  );
  const [only] = rows;
  return rows.length === 1 && only && only.state !== 'claimed' ? only : null;
}
