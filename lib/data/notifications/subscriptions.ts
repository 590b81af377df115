import { type Sql, sql } from '#lib/data/pool.ts';
import type { NotificationEvent } from '#lib/domain/notification.ts';

export interface SubscriptionRow {
  id: string;
  events: NotificationEvent[];
  callbackData: string;
  /** Seconds that are left, rounded up; null for one without an end. */
  secondsLeft: number | null;
}

/** Whose subscription it is: all of it decides, so that another subscriber's, consent's or app's is not there at all. */
export interface SubscriptionOwner {
  clientId: string;
  mailboxId: string;
  grantId: string;
}

export interface SubscriptionTerms {
  events: readonly NotificationEvent[];
  callbackData: string;
  /** 0 for no end. */
  expiresInSeconds: number;
}

const live = `s."endedAt" IS NULL AND (s."expiresAt" IS NULL OR s."expiresAt" > clock_timestamp())`;
const end = (place: string) => `CASE WHEN ${place}::int > 0 THEN clock_timestamp() + make_interval(secs => ${place}::int) END`;

/**
 * Stores a subscription that tells of what changes from now on, while its channel stands. `full` when the consent has `most` live ones;
 * `no-channel` when the channel is gone or another client's. The channel's row is held, so that a deletion at the same time takes it along.
 */
export async function insertSubscription(
  tx: Sql,
  options: SubscriptionOwner & SubscriptionTerms & { id: string; channelId: string; most: number },
): Promise<'stored' | 'full' | 'no-channel'> {
  const { id, channelId, clientId, mailboxId, grantId } = options;
  const channel = await tx.query(`SELECT 1 FROM "NotificationChannel" WHERE "id" = $1::uuid AND "clientId" = $2::uuid FOR SHARE`, [channelId, clientId]);
  if (channel.length === 0) return 'no-channel';
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('subscriptions:' || $1, 0))::text`, [grantId]);
  const [held] = await tx.query<{ count: number }>(`SELECT count(*)::int AS count FROM "NotificationSubscription" s WHERE s."grantId" = $1::uuid AND ${live}`, [grantId]);
  if ((held?.count ?? 0) >= options.most) return 'full';
  await tx.query(
    `INSERT INTO "NotificationSubscription" ("id", "channelId", "mailboxId", "grantId", "events", "callbackData", "expiresAt", "toldModSeq")
     SELECT $1::uuid, $2::uuid, b."id", $4::uuid, $5::text[], $6, ${end('$7')}, b."modSeq" FROM "Mailbox" b WHERE b."id" = $3::uuid`,
    [id, channelId, mailboxId, grantId, [...options.events], options.callbackData, options.expiresInSeconds],
  );
  return 'stored';
}

const own = `s."id" = $1::uuid AND s."channelId" = $2::uuid AND s."mailboxId" = $4::uuid AND s."grantId" = $5::uuid AND ${live}
  AND EXISTS (SELECT 1 FROM "NotificationChannel" c WHERE c."id" = s."channelId" AND c."clientId" = $3::uuid)`;

export interface SubscriptionName {
  channelId: string;
  subscriptionId: string;
}

const keyOf = ({ subscriptionId, channelId }: SubscriptionName, { clientId, mailboxId, grantId }: SubscriptionOwner) => [subscriptionId, channelId, clientId, mailboxId, grantId];

export async function findSubscription(owner: SubscriptionOwner, name: SubscriptionName): Promise<SubscriptionRow | null> {
  const [row] = await sql.query<SubscriptionRow>(
    `SELECT s."id", s."events", s."callbackData", ceil(extract(epoch FROM s."expiresAt" - clock_timestamp()))::int AS "secondsLeft"
     FROM "NotificationSubscription" s WHERE ${own}`,
    keyOf(name, owner),
  );
  return row ?? null;
}

/** False when it is not there, ended, or somebody else's. The term begins anew. */
export async function updateSubscription(owner: SubscriptionOwner, name: SubscriptionName, terms: SubscriptionTerms): Promise<boolean> {
  const rows = await sql.query(
    `UPDATE "NotificationSubscription" s SET "events" = $6::text[], "callbackData" = $7, "expiresAt" = ${end('$8')} WHERE ${own} RETURNING 1`,
    [...keyOf(name, owner), [...terms.events], terms.callbackData, terms.expiresInSeconds],
  );
  return rows.length === 1;
}

/** Ends a subscription of the client's own channel, whoever's consent it hangs off. */
export async function endSubscription(clientId: string, { channelId, subscriptionId }: SubscriptionName): Promise<boolean> {
  const rows = await sql.query(
    `UPDATE "NotificationSubscription" s SET "endedAt" = clock_timestamp() WHERE s."id" = $1::uuid AND s."channelId" = $2::uuid AND ${live}
       AND EXISTS (SELECT 1 FROM "NotificationChannel" c WHERE c."id" = s."channelId" AND c."clientId" = $3::uuid) RETURNING 1`,
    [subscriptionId, channelId, clientId],
  );
  return rows.length === 1;
}
