import { emission, spendStep } from '#lib/data/rate-bucket.ts';
import { isReleased } from '#lib/data/store/released-mailboxes.ts';
import { messageColumns, writeMessage } from '#lib/data/store/messages-write.ts';

/**
 * Sends, each by its own verdict, judged and stored by one statement that is its own transaction. $1 to $4 are `writeValues`, $5 the sends,
 * $6 and $7 what a line may send a minute and a day, $8 the first id of the last minute. A send costs its line as many steps as it has `texts`,
 * all of them or none. Consents are held first, then mailboxes, both in the order of their ids, as everywhere:
 * nobody waits in a circle. With `skipHeld` what somebody else holds is left out instead of waited for.
 *
 * Everything but `known` looks at rows it holds or upserts, so what was committed after the statement began is seen, as READ COMMITTED
 * wants it. A key that was committed meanwhile is not in `known`, and then not `claimed` either: that send asks again.
 */
const sendStatement = (skipHeld: boolean) => `
WITH asked AS MATERIALIZED (
  SELECT * FROM json_to_recordset($5::json) AS r("sendId" uuid, "mailboxId" uuid, "grantId" uuid, scope text, key text, fingerprint text, texts int)
), live AS MATERIALIZED (
  SELECT g."id" FROM "ConsentGrant" g WHERE g."id" IN (SELECT "grantId" FROM asked) AND g."endedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > now())
  ORDER BY g."id" FOR SHARE OF g ${skipHeld ? 'SKIP LOCKED' : ''}
), held AS MATERIALIZED (
  SELECT b."id" AS "mailboxId", b."msisdn", b."modSeq" FROM "Mailbox" b WHERE b."id" IN (SELECT "mailboxId" FROM asked) AND (SELECT count(*) FROM live) >= 0
    AND NOT ${isReleased('b')} -- a line that went to somebody else sends no more (T29)
  ORDER BY b."id" FOR NO KEY UPDATE OF b ${skipHeld ? 'SKIP LOCKED' : ''}
), known AS MATERIALIZED (
  SELECT a."sendId", k."sendId" AS "firstSendId", k."fingerprint" FROM asked a
  JOIN "IdempotencyKey" k ON k."mailboxId" = a."mailboxId" AND k."scope" = a.scope AND k."key" = a.key
  WHERE k."createdAt" > now() - interval '72 hours'
), fresh AS MATERIALIZED (
  SELECT a.*, h."msisdn", h."modSeq" FROM asked a JOIN held h ON h."mailboxId" = a."mailboxId"
  WHERE (a."grantId" IS NULL OR a."grantId" IN (SELECT "id" FROM live)) AND a."sendId" NOT IN (SELECT "sendId" FROM known)
), minute AS MATERIALIZED (
  SELECT "sendId", 'line:' || "mailboxId" || ':minute' AS key, $6::float8 / texts AS "limit", texts * ${emission('$6::int', 60)} AS step, 1 AS calls FROM fresh
), ${spendStep('spent_minute', 'minute')},
day AS MATERIALIZED (
  SELECT f."sendId", 'line:' || f."mailboxId" || ':day' AS key, $7::float8 / f.texts AS "limit", f.texts * ${emission('$7::int', 86_400)} AS step, s.granted AS calls
  FROM fresh f JOIN spent_minute s ON s.key = 'line:' || f."mailboxId" || ':minute'
), ${spendStep('spent_day', 'day')},
spent AS MATERIALIZED (
  SELECT m."sendId", m.key AS "minuteKey", d.key AS "dayKey", sm.granted AS "minuteGranted", coalesce(sd.granted, 0) AS "dayGranted",
    sm."tatAt" > clock_timestamp() + ${emission('$6::int', 60)} AS "isBusy",
    (extract(epoch FROM sm."tatAt") * 1000)::float8 AS "minuteTatMs", (extract(epoch FROM sd."tatAt") * 1000)::float8 AS "dayTatMs"
  FROM minute m JOIN spent_minute sm ON sm.key = m.key LEFT JOIN day d ON d."sendId" = m."sendId" LEFT JOIN spent_day sd ON sd.key = d.key
), claimed AS (
  INSERT INTO "IdempotencyKey" AS k ("mailboxId", "scope", "key", "fingerprint", "sendId")
  SELECT f."mailboxId", f.scope, f.key, f.fingerprint, f."sendId" FROM fresh f JOIN spent s ON s."sendId" = f."sendId" WHERE f.key IS NOT NULL AND s."dayGranted" > 0
  ON CONFLICT ("mailboxId", "scope", "key") DO UPDATE SET "fingerprint" = EXCLUDED."fingerprint", "sendId" = EXCLUDED."sendId", "createdAt" = now()
  WHERE k."createdAt" <= now() - interval '72 hours'
  RETURNING k."sendId"
), admitted AS MATERIALIZED (
  SELECT f.* FROM fresh f JOIN spent s ON s."sendId" = f."sendId"
  WHERE s."dayGranted" > 0 AND (f.key IS NULL OR f."sendId" IN (SELECT "sendId" FROM claimed))
), message AS MATERIALIZED (
  SELECT r.*, a."msisdn" AS "fromAddress", a."modSeq" + r.place AS "modSeq"
  FROM json_to_recordset($1::json) AS r(${messageColumns}, place int) JOIN admitted a ON a."sendId" = r."sendId"
), ${writeMessage},
placed AS (
  SELECT m."sendId", array_agg(t."id" ORDER BY m.place) AS "threadIds" FROM message m JOIN thread t ON t."mailboxId" = m."mailboxId" AND t."key" = m."threadKey" GROUP BY 1
), refused AS (
  SELECT m."sendId", array_agg(r.address) AS "optedOut" FROM recipient r JOIN message m ON m."messageId" = r."messageId" WHERE r."isOptedOut" GROUP BY 1
)
SELECT a."sendId", h."mailboxId" IS NOT NULL AS "isHeld", a."grantId" IS NULL OR a."grantId" IN (SELECT "id" FROM live) AS "isLive",
  k."firstSendId", k."fingerprint", s."minuteGranted", s."dayGranted", s."minuteKey", s."dayKey", s."minuteTatMs", s."dayTatMs",
  (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "nowMs",
  CASE WHEN s."isBusy" AND a."grantId" IS NOT NULL AND p."sendId" IS NOT NULL THEN a.texts + (
    SELECT count(*) FROM "Message" m JOIN "Recipient" t ON t."mailboxId" = m."mailboxId" AND t."messageId" = m."id"
    WHERE m."mailboxId" = a."mailboxId" AND m."id" >= $8::uuid AND m."direction" = 'out' AND m."origin" = 'app' AND t."messageId" >= $8::uuid
  )::int END AS "lastMinute",
  p."threadIds", r."optedOut", (SELECT count(*) FROM signal) AS signals
FROM asked a LEFT JOIN held h ON h."mailboxId" = a."mailboxId" LEFT JOIN known k ON k."sendId" = a."sendId" LEFT JOIN spent s ON s."sendId" = a."sendId"
  LEFT JOIN placed p ON p."sendId" = a."sendId" LEFT JOIN refused r ON r."sendId" = a."sendId"`;

/** As many sends as wait; what somebody else holds is left out. */
export const batchStatement = sendStatement(true);
/** One send, which waits for whoever holds its consent or its mailbox. */
export const aloneStatement = sendStatement(false);

/** What the statement says of one send. */
export interface SendVerdict {
  sendId: string;
  isHeld: boolean;
  isLive: boolean;
  /** Of the send that used its Idempotency-Key first. */
  firstSendId: string | null;
  fingerprint: string | null;
  minuteGranted: number | null;
  dayGranted: number | null;
  minuteKey: string | null;
  dayKey: string | null;
  minuteTatMs: number | null;
  dayTatMs: number | null;
  nowMs: number;
  /** Texts that apps sent from the line in the last minute, this send's among them; counted only where they come faster than the line's limit refills. */
  lastMinute: number | null;
  /** Null unless it was stored. */
  threadIds: string[] | null;
  /** Recipients that it was not queued for; null when there is none. */
  optedOut: string[] | null;
}
