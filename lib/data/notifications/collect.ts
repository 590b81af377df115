import { type Sql, sql } from '#lib/data/pool.ts';
import type { EventStub, NotificationEvent } from '#lib/domain/notification.ts';

export interface SubscriptionBehind {
  subscriptionId: string;
  clientId: string;
  mailboxId: string;
  events: NotificationEvent[];
  toldModSeq: number;
}

/** May be told now, as far as a list can say: it is asked again right before each post. */
const standing = `
  FROM "NotificationSubscription" s
  JOIN "Mailbox" b ON b."id" = s."mailboxId" AND b."modSeq" > s."toldModSeq"
  JOIN "ConsentGrant" g ON g."id" = s."grantId" AND g."endedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > clock_timestamp())
    AND (g."pausedUntil" IS NULL OR g."pausedUntil" <= clock_timestamp()) AND 'MIM' = ANY(g."scopes")
  JOIN "NotificationChannel" h ON h."id" = s."channelId"
  JOIN "Client" c ON c."id" = h."clientId" AND c."id" = g."clientId" AND c."disabledAt" IS NULL AND 'MIM' = ANY(c."scopes")
  JOIN "WebhookEndpoint" e ON e."clientId" = c."id" AND e."disabledAt" IS NULL
  WHERE s."endedAt" IS NULL AND (s."expiresAt" IS NULL OR s."expiresAt" > clock_timestamp())
    AND NOT EXISTS (SELECT 1 FROM "NotificationDelivery" d WHERE d."subscriptionId" = s."id" AND d."state" IN ('pending', 'claimed'))`;

/** Subscriptions with changes that are in no delivery yet and none under way; of the given mailboxes, or of all. */
export async function listSubscriptionsBehind(mailboxIds: readonly string[] | null, limit: number): Promise<SubscriptionBehind[]> {
  type Row = Omit<SubscriptionBehind, 'toldModSeq'> & { toldModSeq: string };
  const behind = `SELECT s."id" AS "subscriptionId", c."id" AS "clientId", s."mailboxId", s."events", s."toldModSeq"::text AS "toldModSeq" ${standing}`;
  // Two statements, planned once each: the plan for all is no use for some, and planning costs many times the look.
  const rows = mailboxIds
    ? await sql.prepared<Row>('subscriptions-behind', `${behind} AND s."mailboxId" = ANY($2::uuid[]) LIMIT $1::int`, [limit, [...mailboxIds]])
    : await sql.prepared<Row>('all-subscriptions-behind', `${behind} LIMIT $1::int`, [limit]);
  return rows.map((row) => ({ ...row, toldModSeq: Number(row.toldModSeq) }));
}

/**
 * Moves a subscription's cursor and queues the events between in one statement: after a crash both are there or neither. Of two workers
 * that read the same changes the second finds the cursor moved, and nothing is queued. False then.
 */
export async function queueEvents(options: { deliveryId: string; subscription: SubscriptionBehind; upTo: number; stubs: readonly EventStub[] }): Promise<boolean> {
  const { deliveryId, subscription, upTo, stubs } = options;
  const rows = await sql.query(
    `WITH moved AS (
       UPDATE "NotificationSubscription" SET "toldModSeq" = $3::int8
       WHERE "id" = $1::uuid AND "toldModSeq" = $2::int8 AND "endedAt" IS NULL RETURNING "id", "mailboxId"
     ), queued AS (
       INSERT INTO "NotificationDelivery" ("id", "clientId", "subscriptionId", "mailboxId", "events", "createdAt", "nextAttemptAt")
       SELECT $4::uuid, $5::uuid, moved."id", moved."mailboxId", $6::jsonb, clock_timestamp(), clock_timestamp() FROM moved
       WHERE jsonb_array_length($6::jsonb) > 0
     )
     SELECT 1 FROM moved`,
    [subscription.subscriptionId, subscription.toldModSeq, upTo, deliveryId, subscription.clientId, JSON.stringify(stubs)],
  );
  return rows.length === 1;
}

/** A delivery without events, to see whether the address answers. One at a time: false while the last is under way, or there is no address. */
export async function queuePing(tx: Sql, deliveryId: string, clientId: string): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO "NotificationDelivery" ("id", "clientId", "events", "createdAt", "nextAttemptAt")
     SELECT $1::uuid, e."clientId", '[]', clock_timestamp(), clock_timestamp() FROM "WebhookEndpoint" e WHERE e."clientId" = $2::uuid AND e."disabledAt" IS NULL
       AND NOT EXISTS (SELECT 1 FROM "NotificationDelivery" d WHERE d."clientId" = $2::uuid AND d."subscriptionId" IS NULL AND d."state" IN ('pending', 'claimed'))
     RETURNING 1`,
    [deliveryId, clientId],
  );
  return rows.length === 1;
}
