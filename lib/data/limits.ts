import { gather } from '#lib/data/gather.ts';
import { sql, type Sql } from '#lib/data/pool.ts';
import { type BucketRow, emission, giveBack, spendStep } from '#lib/data/rate-bucket.ts';
import { emissionIntervalMicros, type Environment, type LimitName } from '#lib/domain/rate-limit.ts';

/** What the calls of one round got of one bucket. */
interface Spent {
  key: string;
  bucket: BucketRow['bucket'];
  /** How many of the calls were granted: the first ones. */
  granted: number;
  limit: number;
  periodSeconds: number;
  tatMs: number;
  nowMs: number;
}

const answer = (name: string, wanted: string, bucket: BucketRow['bucket'], periodSeconds: number) => `
  SELECT s.key, '${bucket}' AS bucket, s.granted, w."limit", ${periodSeconds} AS "periodSeconds",
         (extract(epoch FROM s."tatAt") * 1000)::float8 AS "tatMs", (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "nowMs"
  FROM ${name} s JOIN ${wanted} w ON w.key = s.key`;

/** A temporary override ends by itself, whether or not it was swept; what it stood on applies again. */
const overrideInForce = `CASE WHEN o.until IS NULL OR o.until > clock_timestamp() THEN o."perMinute" ELSE o."thenPerMinute" END`;

const appStatement = `
  WITH client AS (
    SELECT c.id, c.environment, a."accountId", ${overrideInForce} AS override
    FROM "Client" c JOIN "Application" a ON a.id = c."applicationId"
    LEFT JOIN "LimitOverride" o ON o."clientId" = c.id AND o."limitName" = $2::"LimitName"
    WHERE c.id = $1::uuid
  ), app AS MATERIALIZED (
    SELECT 'app:' || id || ':' || $2 AS key, coalesce(override, $3::int) AS "limit", ${emission('coalesce(override, $3::int)', 60)} AS step, $5::int AS calls
    FROM client
  ),
  ${spendStep('spent_app', 'app')},
  account AS MATERIALIZED (
    SELECT 'account:' || "accountId" || ':' || environment || ':' || $2 AS key, $4::int AS "limit", ${emission('$4::int', 60)} AS step,
           (SELECT granted FROM spent_app) AS calls
    FROM client WHERE override IS NULL
  ),
  ${spendStep('spent_account', 'account')}
  ${answer('spent_app', 'app', 'app', 60)} UNION ALL ${answer('spent_account', 'account', 'account', 60)}`;

interface AppCall {
  clientId: string;
  limitName: LimitName;
  perMinute: number;
  accountPerMinute: number;
}

/**
 * Spends one call of the app's limit and, while the app is on the default limit, of its account's cap (T21). One statement, its own
 * short transaction, on UNLOGGED rows; calls of one app that come together are spent together, in their order, so that a busy app does not
 * queue at its own row. Empty when there is no such client.
 */
export const spendAppLimit: (call: AppCall) => Promise<BucketRow[]> = gather(async (calls: readonly AppCall[]) => {
  const rounds = Map.groupBy(calls, ({ clientId, limitName, perMinute, accountPerMinute }) => `${clientId} ${limitName} ${perMinute} ${accountPerMinute}`);
  const shares = new Map<AppCall, BucketRow[]>();
  await Promise.all(
    [...rounds.values()].map(async (round) => {
      const [{ clientId, limitName, perMinute, accountPerMinute }] = round as [AppCall];
      const spent = await sql.prepared<Spent>('spend-app-limit', appStatement, [clientId, limitName, perMinute, accountPerMinute, round.length]);
      await returnWhatTheSecondRefused(spent);
      round.forEach((call, at) => shares.set(call, shareOf(spent, at)));
    }),
  );
  return calls.map((call) => shares.get(call) ?? []);
});

/** The verdict on the call at this place of the round: the first calls were granted, each a step further than the one before. */
function shareOf(spent: readonly Spent[], at: number): BucketRow[] {
  const rows: BucketRow[] = [];
  for (const { bucket, granted, limit, periodSeconds, tatMs, nowMs } of spent) {
    const isGranted = at < granted;
    const later = isGranted ? granted - 1 - at : 0;
    rows.push({ bucket, granted: isGranted, limit, periodSeconds, tatMs: tatMs - (later * emissionIntervalMicros({ count: limit, periodSeconds })) / 1000, nowMs });
    if (!isGranted) break;
  }
  return rows;
}

/** A call that the second bucket refused does not count in the first. */
async function returnWhatTheSecondRefused([first, second]: readonly Spent[]): Promise<void> {
  if (first && second && second.granted < first.granted) await giveBack(first.key, first, first.granted - second.granted);
}

export interface LimitStanding {
  clientId: string;
  limitName: LimitName;
  /** Null: the default applies. */
  override: number | null;
  /** When the override ends; null for a permanent one and for none. */
  until: Date | null;
  tatMs: number | null;
  nowMs: number;
}

/** How full the buckets of some clients are now, without spending. */
export function readLimits(clientIds: readonly string[], tx: Sql = sql): Promise<LimitStanding[]> {
  return tx.query<LimitStanding>(
    `SELECT c.id::text AS "clientId", n.name::text AS "limitName", ${overrideInForce} AS override,
            CASE WHEN o.until > clock_timestamp() THEN o.until END AS until,
            (extract(epoch FROM b."tatAt") * 1000)::float8 AS "tatMs", (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "nowMs"
     FROM unnest($1::uuid[]) AS c(id) CROSS JOIN unnest(enum_range(NULL::"LimitName")) AS n(name)
     LEFT JOIN "LimitOverride" o ON o."clientId" = c.id AND o."limitName" = n.name
     LEFT JOIN "RateBucket" b ON b.key = 'app:' || c.id || ':' || n.name`,
    [clientIds],
  );
}

/** How full the bucket of an account is now. */
export async function readAccountBucket(options: { accountId: string; environment: Environment; limitName: LimitName }): Promise<{ tatMs: number | null; nowMs: number }> {
  const [row] = await sql.query<{ tatMs: number | null; nowMs: number }>(
    `SELECT (extract(epoch FROM (SELECT "tatAt" FROM "RateBucket" WHERE key = $1)) * 1000)::float8 AS "tatMs",
            (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "nowMs"`,
    [`account:${options.accountId}:${options.environment}:${options.limitName}`],
  );
  return row ?? { tatMs: null, nowMs: 0 };
}
