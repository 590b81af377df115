import { inSqlTransaction, type Sql, sql } from '#lib/data/pool.ts';
import type { EventStub, TellingFacts } from '#lib/domain/notification.ts';

export interface ClaimedDelivery {
  deliveryId: string;
  clientId: string;
  subscriptionId: string | null;
  mailboxId: string | null;
  events: EventStub[];
  leaseToken: string;
}

/**
 * Claims what is due: oldest first, of each subscription only its oldest (its order), of each address at most `perEndpoint` at a time
 * over all workers, one while it fails. Claims follow each other, so that the count holds; each is one short statement.
 */
export async function claimDeliveries(options: { leaseToken: string; leaseSeconds: number; limit: number; perEndpoint: number }): Promise<ClaimedDelivery[]> {
  return inSqlTransaction(async (tx) => {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('claim-deliveries', 0))::text`);
    return tx.query<ClaimedDelivery>(
      `WITH busy AS (SELECT "clientId", count(*) AS held FROM "NotificationDelivery" WHERE "state" = 'claimed' GROUP BY 1),
       ranked AS (
         SELECT d."id", d."nextAttemptAt", row_number() OVER (PARTITION BY d."clientId" ORDER BY d."nextAttemptAt", d."id") + coalesce(busy.held, 0) AS place,
           CASE WHEN e."failingSince" IS NULL THEN $4::int ELSE 1 END AS most
         FROM "NotificationDelivery" d
         JOIN "WebhookEndpoint" e ON e."clientId" = d."clientId" AND e."disabledAt" IS NULL
         LEFT JOIN busy ON busy."clientId" = d."clientId"
         WHERE d."state" = 'pending' AND d."nextAttemptAt" <= clock_timestamp()
           AND NOT EXISTS (SELECT 1 FROM "NotificationDelivery" o WHERE o."subscriptionId" = d."subscriptionId" AND o."id" < d."id" AND o."state" IN ('pending', 'claimed'))
       ),
       due AS (SELECT "id" FROM ranked WHERE place <= most ORDER BY "nextAttemptAt", "id" LIMIT $3::int)
       UPDATE "NotificationDelivery" d SET "state" = 'claimed', "leaseToken" = $1::uuid, "leaseUntil" = clock_timestamp() + make_interval(secs => $2::int)
       FROM due WHERE d."id" = due."id" AND d."state" = 'pending'
       RETURNING d."id" AS "deliveryId", d."clientId", d."subscriptionId", d."mailboxId", d."events", d."leaseToken"`,
      [options.leaseToken, options.leaseSeconds, options.limit, options.perEndpoint],
    );
  });
}

/** Leases that ended go back to the queue: the post may have arrived, and is made again under the same id (F9). */
export async function sweepDeliveryLeases(): Promise<number> {
  const rows = await sql.query(
    `UPDATE "NotificationDelivery" SET "state" = 'pending', "leaseToken" = NULL, "leaseUntil" = NULL WHERE "state" = 'claimed' AND "leaseUntil" < clock_timestamp() RETURNING 1`,
  );
  return rows.length;
}

/** Milliseconds until the next delivery is due that a claim would look at; null when none waits. */
export async function nextDeliveryInMs(): Promise<number | null> {
  const [row] = await sql.query<{ ms: number | null }>(
    `SELECT (extract(epoch FROM min(d."nextAttemptAt") - clock_timestamp()) * 1000)::float8 AS ms FROM "NotificationDelivery" d
     JOIN "WebhookEndpoint" e ON e."clientId" = d."clientId" AND e."disabledAt" IS NULL WHERE d."state" = 'pending'`,
  );
  return row?.ms === null || row?.ms === undefined ? null : Math.max(0, row.ms);
}

export type DeliveryFacts = TellingFacts & { url: string | null; callbackData: string };

/** Everything that decides whether this delivery may go out, as it stands at this moment (T2). */
export async function findDeliveryFacts(tx: Sql, deliveryId: string): Promise<DeliveryFacts | null> {
  const [row] = await tx.query<DeliveryFacts>(
    `SELECT e."url", e."clientId" IS NOT NULL AND e."disabledAt" IS NULL AS "endpointEnabled",
       (c."disabledAt" IS NOT NULL OR o."disabledAt" IS NOT NULL) AS "clientDisabled", c."scopes" AS "clientScopes", g."scopes" AS "grantScopes",
       (g."id" IS NULL OR g."endedAt" IS NOT NULL OR coalesce(g."endsAt" <= clock_timestamp(), false)) AS "grantEnded",
       coalesce(g."pausedUntil" > clock_timestamp(), false) AS "grantPaused",
       (s."id" IS NULL OR s."endedAt" IS NOT NULL OR coalesce(s."expiresAt" <= clock_timestamp(), false)) AS "subscriptionEnded",
       (u."id" IS NULL OR u."releasedAt" IS NOT NULL) AS "lineReleased", coalesce(s."callbackData", '') AS "callbackData"
     FROM "NotificationDelivery" d
     JOIN "Client" c ON c."id" = d."clientId"
     JOIN "Application" p ON p."id" = c."applicationId"
     JOIN "Account" o ON o."id" = p."accountId"
     LEFT JOIN "WebhookEndpoint" e ON e."clientId" = c."id"
     LEFT JOIN "NotificationSubscription" s ON s."id" = d."subscriptionId"
     LEFT JOIN "ConsentGrant" g ON g."id" = s."grantId"
     LEFT JOIN "Subscriber" u ON u."id" = g."subscriberId"
     WHERE d."id" = $1::uuid`,
    [deliveryId],
  );
  return row ?? null;
}

/** Recorded before a byte leaves. Null when the lease is not ours any more: then nothing may be sent (F12). */
export async function beginDeliveryAttempt(tx: Sql, delivery: ClaimedDelivery, windowSeconds: number): Promise<number | null> {
  const [begun] = await tx.query<{ number: number }>(
    `WITH held AS (
       UPDATE "NotificationDelivery" SET "attempts" = "attempts" + 1, "giveUpAt" = coalesce("giveUpAt", clock_timestamp() + make_interval(secs => $3::int))
       WHERE "id" = $1::uuid AND "state" = 'claimed' AND "leaseToken" = $2::uuid AND "leaseUntil" > clock_timestamp() RETURNING "attempts"
     )
     INSERT INTO "NotificationAttempt" ("deliveryId", "number", "startedAt") SELECT $1::uuid, held."attempts", clock_timestamp() FROM held RETURNING "number"`,
    [delivery.deliveryId, delivery.leaseToken, windowSeconds],
  );
  return begun?.number ?? null;
}

export interface AttemptResult {
  number: number;
  outcome: string;
  status: number | null;
  latencyMs: number;
}

export async function finishDeliveryAttempt(tx: Sql, deliveryId: string, result: AttemptResult): Promise<void> {
  await tx.query(
    `UPDATE "NotificationAttempt" SET "finishedAt" = clock_timestamp(), "outcome" = $3, "status" = $4::int, "latencyMs" = $5::int WHERE "deliveryId" = $1::uuid AND "number" = $2::int`,
    [deliveryId, result.number, result.outcome, result.status, result.latencyMs],
  );
}

const fenced = `"id" = $1::uuid AND "state" = 'claimed' AND "leaseToken" = $2::uuid`;
const released = `"leaseToken" = NULL, "leaseUntil" = NULL`;

/** Ends a delivery. False when another worker has it by now, who decides then. */
export async function closeDelivery(tx: Sql, delivery: ClaimedDelivery, state: 'delivered' | 'failed' | 'cancelled'): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE "NotificationDelivery" SET "state" = $3::"NotificationDeliveryState", "finishedAt" = clock_timestamp(), ${released} WHERE ${fenced} RETURNING 1`,
    [delivery.deliveryId, delivery.leaseToken, state],
  );
  return rows.length === 1;
}

/** Lets it wait without counting an attempt. */
export async function holdDelivery(tx: Sql, delivery: ClaimedDelivery, seconds: number): Promise<void> {
  await tx.query(`UPDATE "NotificationDelivery" SET "state" = 'pending', "nextAttemptAt" = clock_timestamp() + make_interval(secs => $3::int), ${released} WHERE ${fenced}`, [
    delivery.deliveryId,
    delivery.leaseToken,
    seconds,
  ]);
}

/** The next attempt after `seconds`, the last at the end of the window; `failed` when the window is over (by the database's clock). */
export async function retryDelivery(tx: Sql, delivery: ClaimedDelivery, seconds: number): Promise<'pending' | 'failed' | 'lost'> {
  const [row] = await tx.query<{ state: 'pending' | 'failed' }>(
    `UPDATE "NotificationDelivery" SET
       "state" = (CASE WHEN clock_timestamp() >= "giveUpAt" THEN 'failed' ELSE 'pending' END)::"NotificationDeliveryState",
       "finishedAt" = CASE WHEN clock_timestamp() >= "giveUpAt" THEN clock_timestamp() END,
       "nextAttemptAt" = least("giveUpAt", clock_timestamp() + make_interval(secs => $3::float8)), ${released}
     WHERE ${fenced} RETURNING "state"`,
    [delivery.deliveryId, delivery.leaseToken, seconds],
  );
  return row?.state ?? 'lost';
}
