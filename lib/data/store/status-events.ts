import { signalChannel } from '#lib/data/notify.ts';
import type { Sql } from '#lib/data/pool.ts';
import type { RecipientRef } from '#lib/data/store/receipts.ts';
import type { RecipientStatus } from '#lib/domain/message-status.ts';
import { newId } from '#lib/ids.ts';

/** One fact about a recipient, or about one segment on the way to it. `eventKey` is the same for the same fact. */
export interface StatusFact extends RecipientRef {
  segment: number | null;
  status: RecipientStatus;
  reason: string | null;
  source: string;
  eventKey: string;
  at: Date;
}

export interface RecipientRow extends RecipientRef {
  status: RecipientStatus;
  reason: string | null;
  roaming: boolean;
}

/** The recipients' rows, locked until the transaction ends; those whose message is gone are left out. The caller holds the mailboxes. */
export function lockRecipients(tx: Sql, refs: readonly RecipientRef[]): Promise<RecipientRow[]> {
  return tx.prepared<RecipientRow>(
    'lock-recipients',
    `SELECT r."mailboxId", r."messageId", r."position", r."status", r."reason", r."roaming" FROM "Recipient" r
     JOIN (SELECT DISTINCT * FROM unnest($1::uuid[], $2::uuid[], $3::int[]) AS u("mailboxId", "messageId", "position")) u USING ("mailboxId", "messageId", "position")
     ORDER BY r."mailboxId", r."messageId", r."position" FOR UPDATE OF r`,
    columnsOf(refs),
  );
}

/** Appends what was learned. Answers the facts that are new: the very same one is there but once (I4). */
export async function appendStatusEvents(tx: Sql, facts: readonly StatusFact[]): Promise<StatusFact[]> {
  const rows = await tx.prepared<RecipientRef & { eventKey: string }>(
    'append-status-events',
    `INSERT INTO "StatusEvent" ("mailboxId", "messageId", "position", "id", "segment", "status", "reason", "source", "eventKey", "at")
     SELECT u."mailboxId", u."messageId", u."position", u.id, u.segment, u.status::"RecipientStatus", u.reason, u.source, u."eventKey", u.at
     FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[], $10::timestamptz[])
       AS u("mailboxId", "messageId", "position", id, segment, status, reason, source, "eventKey", at)
     ON CONFLICT ("mailboxId", "messageId", "position", "eventKey") DO NOTHING RETURNING "mailboxId", "messageId", "position", "eventKey"`,
    [
      ...columnsOf(facts), facts.map(() => newId()), facts.map((fact) => fact.segment), facts.map((fact) => fact.status), facts.map((fact) => fact.reason),
      facts.map((fact) => fact.source), facts.map((fact) => fact.eventKey), facts.map((fact) => fact.at),
    ],
  );
  const added = new Set(rows.map((row) => `${recipientKey(row)} ${row.eventKey}`));
  return facts.filter((fact) => added.has(`${recipientKey(fact)} ${fact.eventKey}`));
}

/** Every status that the carrier told of each segment of the recipients. */
export function listSegmentStatuses(tx: Sql, refs: readonly RecipientRef[]): Promise<(RecipientRef & { segment: number; status: RecipientStatus })[]> {
  return tx.prepared(
    'segment-statuses',
    `SELECT e."mailboxId", e."messageId", e."position", e."segment", e."status" FROM "StatusEvent" e
     JOIN (SELECT DISTINCT * FROM unnest($1::uuid[], $2::uuid[], $3::int[]) AS u("mailboxId", "messageId", "position")) u USING ("mailboxId", "messageId", "position")
     WHERE e."segment" IS NOT NULL`,
    columnsOf(refs),
  );
}

export interface StatusChange extends RecipientRow {
  at: Date;
}

/** Writes the recipients' new statuses, gives each message the next number of its mailbox, and tells the listeners. The caller holds the mailboxes. */
export async function setRecipientStatuses(tx: Sql, changes: readonly StatusChange[]): Promise<void> {
  await tx.prepared(
    'set-recipient-statuses',
    `WITH change AS MATERIALIZED (
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::boolean[], $7::timestamptz[])
         AS u("mailboxId", "messageId", "position", status, reason, roaming, at)
     ), numbered AS MATERIALIZED (
       SELECT "mailboxId", "messageId", row_number() OVER (PARTITION BY "mailboxId" ORDER BY "messageId") AS place FROM (SELECT DISTINCT "mailboxId", "messageId" FROM change) d
     ), raised AS (
       UPDATE "Mailbox" b SET "modSeq" = b."modSeq" + c.messages FROM (SELECT "mailboxId", count(*) AS messages FROM numbered GROUP BY 1) c
       WHERE b."id" = c."mailboxId" RETURNING b."id" AS "mailboxId", b."modSeq", b."modSeq" - c.messages AS before
     ), recipient AS (
       UPDATE "Recipient" r SET "status" = c.status::"RecipientStatus", "reason" = c.reason, "roaming" = c.roaming, "statusAt" = c.at
       FROM change c WHERE r."mailboxId" = c."mailboxId" AND r."messageId" = c."messageId" AND r."position" = c."position"
     ), message AS (
       UPDATE "Message" m SET "modSeq" = raised.before + n.place FROM numbered n JOIN raised USING ("mailboxId")
       WHERE m."mailboxId" = n."mailboxId" AND m."id" = n."messageId"
     )
     SELECT pg_notify($8, json_build_object('topic', 'mailbox', 'mailboxId', "mailboxId", 'modSeq', "modSeq")::text)::text FROM raised`,
    [
      ...columnsOf(changes), changes.map((change) => change.status), changes.map((change) => change.reason), changes.map((change) => change.roaming),
      changes.map((change) => change.at), signalChannel,
    ],
  );
}

/** One name for one recipient of one message. */
export function recipientKey({ mailboxId, messageId, position }: RecipientRef): string {
  return `${mailboxId} ${messageId} ${position}`;
}

/** The references as the first three arrays of a statement. */
function columnsOf(refs: readonly RecipientRef[]): [string[], string[], number[]] {
  return [refs.map((ref) => ref.mailboxId), refs.map((ref) => ref.messageId), refs.map((ref) => ref.position)];
}
