import type { Sql } from '#lib/data/pool.ts';
import { type ClaimedRow, claimColumns } from '#lib/data/store/outbox.ts';
import type { KeywordEffect } from '#lib/domain/keyword-answer.ts';

export interface KeywordState {
  isStopped: boolean;
  newestBy: 'app' | 'person' | null;
}

/**
 * Whether the address has stopped the apps of the line, and who wrote the newest text that went out to it since `fromId` (the first id of a moment). What
 * was queued and never tried did not reach anybody; answers of Handset itself do not count. The outbox is asked because it outlives deleted messages.
 */
export async function findKeywordState(tx: Sql, mailboxId: string, address: string, fromId: string): Promise<KeywordState> {
  const [row] = await tx.query<{ isStopped: boolean; byApp: boolean | null }>(
    `SELECT EXISTS (SELECT FROM "AppOptOut" s WHERE s."mailboxId" = $1::uuid AND s."address" = $2) AS "isStopped", (
       SELECT n."byApp" FROM (
         (SELECT o."messageId", o."clientId" IS NOT NULL AS "byApp" FROM "Outbox" o JOIN "Message" m ON m."mailboxId" = o."mailboxId" AND m."id" = o."messageId"
          WHERE o."mailboxId" = $1::uuid AND o."messageId" >= $3::uuid AND o."address" = $2 AND o."attempts" > 0 AND m."origin" <> 'automatic'
          ORDER BY o."messageId" DESC LIMIT 1)
         UNION ALL
         (SELECT r."messageId", false FROM "Recipient" r JOIN "Message" m ON m."mailboxId" = r."mailboxId" AND m."id" = r."messageId"
          WHERE r."mailboxId" = $1::uuid AND r."messageId" >= $3::uuid AND r."address" = $2 AND m."origin" = 'phone'
          ORDER BY r."messageId" DESC LIMIT 1)
       ) n ORDER BY n."messageId" DESC LIMIT 1
     ) AS "byApp"`,
    [mailboxId, address, fromId],
  );
  return { isStopped: row?.isStopped ?? false, newestBy: row?.byApp === true ? 'app' : row?.byApp === false ? 'person' : null };
}

/** The apps that wrote to the address since `fromId`, by the names they had, the newest first. */
export async function listAppsThatWrote(tx: Sql, mailboxId: string, address: string, fromId: string): Promise<string[]> {
  const rows = await tx.query<{ name: string }>(
    `SELECT m."clientName" AS name FROM "Outbox" o JOIN "Message" m ON m."mailboxId" = o."mailboxId" AND m."id" = o."messageId"
     WHERE o."mailboxId" = $1::uuid AND o."messageId" >= $3::uuid AND o."address" = $2 AND o."attempts" > 0 AND o."clientId" IS NOT NULL AND m."clientName" IS NOT NULL
     GROUP BY 1 ORDER BY max(o."messageId"::text) DESC LIMIT 5`,
    [mailboxId, address, fromId],
  );
  return rows.map(({ name }) => name);
}

export async function hasKeywordEvent(tx: Sql, mailboxId: string, inboundKey: string): Promise<boolean> {
  return (await tx.query(`SELECT 1 FROM "KeywordEvent" WHERE "mailboxId" = $1::uuid AND "inboundKey" = $2`, [mailboxId, inboundKey])).length > 0;
}

/** Whether the same word of the same sender was answered within these hours. */
export async function wasAnswered(tx: Sql, mailboxId: string, address: string, effect: KeywordEffect, hours: number): Promise<boolean> {
  const rows = await tx.query(
    `SELECT 1 FROM "KeywordEvent" WHERE "mailboxId" = $1::uuid AND "address" = $2 AND "effect" = $3::"KeywordEffect" AND "isAnswered"
       AND "at" > now() - make_interval(hours => $4::int) LIMIT 1`,
    [mailboxId, address, effect, hours],
  );
  return rows.length > 0;
}

export interface NewKeywordEvent {
  mailboxId: string;
  inboundKey: string;
  address: string;
  messageId: string | null;
  effect: KeywordEffect;
  isAnswered: boolean;
}

export async function insertKeywordEvent(tx: Sql, { mailboxId, inboundKey, address, messageId, effect, isAnswered }: NewKeywordEvent): Promise<void> {
  await tx.query(
    `INSERT INTO "KeywordEvent" ("mailboxId", "inboundKey", "address", "messageId", "effect", "isAnswered") VALUES ($1::uuid, $2, $3, $4::uuid, $5::"KeywordEffect", $6)`,
    [mailboxId, inboundKey, address, messageId, effect, isAnswered],
  );
}

/**
 * Takes out of the queue what apps have waiting for the address. What a worker has claimed goes too, as long as its attempt has not begun: whoever
 * begins it comes before this or finds it gone. Answers the rows that were taken out. The caller holds the mailbox.
 */
export async function takeFromQueue(tx: Sql, mailboxId: string, address: string): Promise<Pick<ClaimedRow, 'mailboxId' | 'messageId' | 'position'>[]> {
  // A statement of its own: the next one then sees the attempts of those that were waited for.
  await tx.query(
    `SELECT "id" FROM "Outbox" WHERE "mailboxId" = $1::uuid AND "address" = $2 AND "clientId" IS NOT NULL AND "state" IN ('queued', 'claimed') ORDER BY "id" FOR UPDATE`,
    [mailboxId, address],
  );
  return tx.query<ClaimedRow>(
    `UPDATE "Outbox" o SET "state" = 'cancelled', "leaseToken" = NULL, "leaseUntil" = NULL
     WHERE o."mailboxId" = $1::uuid AND o."address" = $2 AND o."clientId" IS NOT NULL AND (o."state" = 'queued' OR (o."state" = 'claimed' AND NOT EXISTS (
       SELECT FROM "Attempt" a WHERE a."mailboxId" = o."mailboxId" AND a."outboxId" = o."id" AND a."leaseToken" = o."leaseToken")))
     RETURNING ${claimColumns}`,
    [mailboxId, address],
  );
}
