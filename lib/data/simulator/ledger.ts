import { notify } from '#lib/data/notify.ts';
import { sql, type Sql } from '#lib/data/pool.ts';
import type { RecipientStatus } from '#lib/domain/message-status.ts';
import type { LedgerEntry, LedgerLine, MissOutcome } from '#lib/domain/virtual-phone.ts';
import { newId } from '#lib/ids.ts';

/** One segment that the network took. */
export interface LedgerRow extends LedgerEntry {
  carrierMessageId: string;
  status: RecipientStatus | null;
  reason: string | null;
  roaming: boolean;
}

type NewLedgerRow = Pick<LedgerRow, 'messageId' | 'sender' | 'recipient' | 'segment' | 'attempt' | 'text'> & { answerLost: boolean };

/** Enters one submitted segment into the ledger and returns the carrier's id for it. */
export async function enterLedger(tx: Sql, row: NewLedgerRow): Promise<string> {
  const carrierMessageId = newId().replaceAll('-', '').slice(12);
  await tx.query(
    `INSERT INTO "SimulatedSubmit" ("carrierMessageId", "messageId", "sender", "recipient", "segment", "attempt", "text", "answerLost")
     VALUES ($1, $2::uuid, $3, $4, $5::int, $6::int, $7, $8::boolean)`,
    [carrierMessageId, row.messageId, row.sender, row.recipient, row.segment, row.attempt, row.text, row.answerLost],
  );
  return carrierMessageId;
}

const ledgerColumns = `"id", "carrierMessageId", "messageId", "sender", "recipient", "segment", "attempt", "text", "at", "status", "reason", "roaming"`;

export async function listLedger(limit: number): Promise<LedgerRow[]> {
  return sql.query<LedgerRow>(`SELECT ${ledgerColumns} FROM "SimulatedSubmit" ORDER BY "id" DESC LIMIT $1::int`, [limit]);
}

export async function findInLedger(messageId: string, recipient: string): Promise<LedgerRow[]> {
  return sql.query<LedgerRow>(
    `SELECT ${ledgerColumns} FROM "SimulatedSubmit" WHERE "messageId" = $1::uuid AND "recipient" = $2 ORDER BY "attempt", "segment"`,
    [messageId, recipient],
  );
}

/** The link went down between the taking and the answer. */
export async function noteAnswerLost(carrierMessageIds: readonly string[]): Promise<void> {
  await sql.query(`UPDATE "SimulatedSubmit" SET "answerLost" = true WHERE "carrierMessageId" = ANY($1::text[])`, [carrierMessageIds]);
}

export interface DeliveryFact {
  carrierMessageId: string;
  status: RecipientStatus;
  reason: string | null;
  roaming: boolean;
}

/** What the network knows of a segment's delivery. A final status stays, and so does a first one against its repetition. */
export async function noteDelivery(fact: DeliveryFact, receiptLost: boolean): Promise<void> {
  await sql.query(
    `UPDATE "SimulatedSubmit" SET "status" = $2::"RecipientStatus", "reason" = $3, "roaming" = $4::boolean, "receiptLost" = $5::boolean
     WHERE "carrierMessageId" = $1 AND ("status" IS NULL OR ("status" = 'accepted' AND $2 <> 'accepted'))`,
    [fact.carrierMessageId, fact.status, fact.reason, fact.roaming, receiptLost],
  );
}

export interface Miss {
  messageId: string;
  sender: string;
  recipient: string;
  attempt: number;
  segments: number;
  outcome: MissOutcome;
  detail: string;
}

/** A submit that the network did not take. Nothing else happens then, so whoever looks at the ledger hears it from here. */
export async function noteMiss(miss: Miss): Promise<void> {
  await sql.query(
    `INSERT INTO "SimulatedMiss" ("messageId", "sender", "recipient", "attempt", "segments", "outcome", "detail") VALUES ($1::uuid, $2, $3, $4::int, $5::int, $6, $7)`,
    [miss.messageId, miss.sender, miss.recipient, miss.attempt, miss.segments, miss.outcome, miss.detail],
  );
  await notify(sql, { topic: 'simulator', msisdn: miss.sender });
}

/** Whether this very attempt was lost before it reached the network. */
export async function wasLostOnTheWay(messageId: string, recipient: string, attempt: number): Promise<boolean> {
  const rows = await sql.query(
    `SELECT 1 FROM "SimulatedMiss" WHERE "messageId" = $1::uuid AND "recipient" = $2 AND "attempt" = $3::int AND "outcome" = 'lost' LIMIT 1`,
    [messageId, recipient, attempt],
  );
  return rows.length > 0;
}

/** What reached the network and what did not, newest first. */
export async function listLedgerLines(limit: number): Promise<LedgerLine[]> {
  return sql.query<LedgerLine>(
    `(SELECT 't' || "id" AS "key", "at", "messageId", "sender", "recipient", "attempt", "segment" AS "segments", CASE WHEN "answerLost" THEN 'answer-lost' ELSE 'taken' END AS "answer",
        NULL AS "detail", "status", "reason", "roaming", "receiptLost" FROM "SimulatedSubmit" ORDER BY "id" DESC LIMIT $1::int)
     UNION ALL
     (SELECT 'm' || "id", "at", "messageId", "sender", "recipient", "attempt", "segments", "outcome", "detail", NULL, NULL, false, false FROM "SimulatedMiss" ORDER BY "id" DESC LIMIT $1::int)
     ORDER BY "at" DESC, "key" DESC LIMIT $1::int`,
    [limit],
  );
}
