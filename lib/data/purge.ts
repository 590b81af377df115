import { inSqlTransaction, sql } from '#lib/data/pool.ts';
import { scrubTombstones } from '#lib/data/store/flags.ts';
import { purgeLapsedWords } from '#lib/data/store/search-write.ts';
import { lockMailboxes } from '#lib/data/store/mailbox-lock.ts';

/** How long a deleted message stays as a tombstone; a state older than that is answered with an error (I3). */
const tombstoneDays = 30;

const purges = [
  `DELETE FROM "IdempotencyKey" WHERE "createdAt" < now() - interval '72 hours'`,
  `DELETE FROM "OneTimeCode" WHERE "expiresAt" < now() - interval '1 day'`,
  `DELETE FROM "PasskeyChallenge" WHERE "expiresAt" < now()`,
  // Decided ones tell for a day that they were; what nobody decided is worth nothing once it is over.
  `DELETE FROM "ConsentRequest" WHERE "expiresAt" < now() - CASE WHEN "usedAt" IS NULL THEN interval '0' ELSE interval '1 day' END`,
  `DELETE FROM "AuthorizationCode" WHERE "expiresAt" < now() - interval '7 days'`,
  `DELETE FROM "PushedRequest" WHERE "expiresAt" < now() - interval '1 day'`,
  `DELETE FROM "DpopProof" WHERE "expiresAt" < now()`,
  `DELETE FROM "DeviceAuthorization" WHERE "expiresAt" < now() - interval '7 days'`,
  `DELETE FROM "Token" WHERE "expiresAt" < now() - interval '7 days'`,
  `DELETE FROM "Session" WHERE "absoluteEndsAt" < now() - interval '30 days'`,
  `DELETE FROM "AbuseLimit" WHERE COALESCE("freeAt", to_timestamp(expire / 1000)) < now()`,
  `DELETE FROM "InboundSegment" WHERE "assembledAt" < now() - interval '1 day'`,
  `DELETE FROM "SmppDelivery" WHERE "changedAt" < now() - interval '1 hour'`,
  `DELETE FROM "ParkedReceipt" WHERE "receivedAt" < now() - interval '30 days'`,
  `DELETE FROM "CarrierLink" WHERE "seenAt" < now() - interval '1 day'`,
  `DELETE FROM "NotificationConnection" WHERE "createdAt" < now() - interval '7 days'`,
  `DELETE FROM "NotificationDelivery" WHERE "finishedAt" < now() - interval '30 days'`,
  `DELETE FROM "UsageMinute" WHERE "minuteAt" < now() - interval '60 days'`,
];

/** Removes what nobody may need any more. Each statement stands alone: a crash in between loses nothing. */
export async function purgeExpired(): Promise<void> {
  for (const statement of purges) await sql.query(statement);
  await purgeTombstones();
  await purgeDispatched();
  await inSqlTransaction((tx) => purgeLapsedWords(tx, 20_000));
}

/** What became of old submits is in the status events; the dispatcher's own rows go, the oldest first. */
async function purgeDispatched(): Promise<void> {
  await sql.query(
    `WITH gone AS (
       DELETE FROM "Outbox" o USING (SELECT "mailboxId", "id" FROM "Outbox" ORDER BY "id" LIMIT 5000) oldest
       WHERE o."mailboxId" = oldest."mailboxId" AND o."id" = oldest."id" AND o."state" IN ('done', 'dead', 'cancelled') AND o."createdAt" < now() - interval '30 days'
       RETURNING o."mailboxId", o."id", o."messageId", o."position"
     ), attempts AS (
       DELETE FROM "Attempt" a USING gone WHERE a."mailboxId" = gone."mailboxId" AND a."outboxId" = gone."id"
     )
     DELETE FROM "CarrierReference" c USING gone WHERE c."mailboxId" = gone."mailboxId" AND c."messageId" = gone."messageId" AND c."position" = gone."position"`,
  );
}

/** Takes the text of messages that were deleted while they waited for the carrier, now that it has them. */
export async function scrubDeleted(): Promise<void> {
  const due = await sql.query<{ mailboxId: string; ids: string[] }>(
    `SELECT m."mailboxId", array_agg(m."id") AS ids FROM "Message" m
     WHERE m."deletedAt" IS NOT NULL AND (m."text" IS NOT NULL OR m."subject" IS NOT NULL) GROUP BY m."mailboxId" LIMIT 100`,
  );
  for (const { mailboxId, ids } of due) await inSqlTransaction((tx) => scrubTombstones(tx, mailboxId, ids));
}

/** Tombstones go mailbox by mailbox, with the floor of answerable states raised in the same transaction. */
async function purgeTombstones(): Promise<void> {
  const due = await sql.query<{ mailboxId: string }>(
    `SELECT DISTINCT "mailboxId" FROM "Message" WHERE "deletedAt" < now() - make_interval(days => $1::int) LIMIT 100`,
    [tombstoneDays],
  );
  for (const { mailboxId } of due) {
    await inSqlTransaction(async (tx) => {
      await lockMailboxes(tx, [mailboxId]);
      await tx.query(
        `WITH gone AS (
           DELETE FROM "Message" WHERE "mailboxId" = $1::uuid AND "deletedAt" < now() - make_interval(days => $2::int) RETURNING "mailboxId", "id", "modSeq"
         ), recipients AS (
           DELETE FROM "Recipient" r USING gone WHERE r."mailboxId" = gone."mailboxId" AND r."messageId" = gone."id"
         ), events AS (
           DELETE FROM "StatusEvent" e USING gone WHERE e."mailboxId" = gone."mailboxId" AND e."messageId" = gone."id"
         ), parts AS (
           DELETE FROM "Part" p USING gone WHERE p."mailboxId" = gone."mailboxId" AND p."messageId" = gone."id"
         )
         UPDATE "Mailbox" SET "floorModSeq" = greatest("floorModSeq", (SELECT COALESCE(max("modSeq"), 0) FROM gone)) WHERE "id" = $1::uuid`,
        [mailboxId, tombstoneDays],
      );
    });
  }
}
