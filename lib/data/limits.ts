import { type AccessTokenFacts, tokenFactColumns, tokenFactTables } from '#lib/data/access-tokens.ts';
import { gather } from '#lib/data/gather.ts';
import { sql, type Sql } from '#lib/data/pool.ts';
import { type BucketRow, emission, giveBack, spendStep } from '#lib/data/rate-bucket.ts';
import { accountCap, emissionIntervalMicros, type Environment, limitDefaults, type LimitName } from '#lib/domain/rate-limit.ts';

/** A temporary override ends by itself, whether or not it was swept; what it stood on applies again. */
const overrideInForce = `CASE WHEN o.until IS NULL OR o.until > clock_timestamp() THEN o."perMinute" ELSE o."thenPerMinute" END`;

/** The defaults and the caps of accounts, as a parameter of the statements below. */
const defaults = JSON.stringify(
  limitDefaults.map(({ limit, environment, perMinute }) => ({ limitName: limit, environment, perMinute, accountPerMinute: accountCap(limit, environment) })),
);

/**
 * The part of a statement that spends calls of the rows of `counted` ("clientId", "limitName", calls): from the app's bucket and, while the
 * app is on the default limit, from its account's (T21). `defaultsAt` names the parameter of `defaults`. Then `spent` has a row a client and limit.
 */
const spendCalls = (defaultsAt: string) => `standing AS MATERIALIZED (
    SELECT c.id AS "clientId", n."limitName", n.calls, 'app:' || c.id || ':' || n."limitName" AS key,
      'account:' || a."accountId" || ':' || c.environment || ':' || n."limitName" AS "accountKey",
      ${overrideInForce} AS override, d."perMinute", d."accountPerMinute"
    FROM (SELECT "clientId", "limitName", sum(calls)::int AS calls FROM counted GROUP BY 1, 2) n
    JOIN "Client" c ON c.id = n."clientId" JOIN "Application" a ON a.id = c."applicationId"
    JOIN json_to_recordset(${defaultsAt}::json) AS d("limitName" text, environment text, "perMinute" int, "accountPerMinute" int) ON d."limitName" = n."limitName" AND d.environment = c.environment::text
    LEFT JOIN "LimitOverride" o ON o."clientId" = c.id AND o."limitName" = n."limitName"::"LimitName"
  ), app AS MATERIALIZED (
    SELECT key, coalesce(override, "perMinute") AS "limit", ${emission('coalesce(override, "perMinute")', 60)} AS step, calls FROM standing
  ), ${spendStep('spent_app', 'app')},
  account AS MATERIALIZED (
    SELECT "accountKey" AS key, "accountPerMinute" AS "limit", ${emission('"accountPerMinute"', 60)} AS step, sum(s.granted)::int AS calls
    FROM standing JOIN spent_app s USING (key) WHERE override IS NULL GROUP BY "accountKey", "accountPerMinute"
  ), ${spendStep('spent_account', 'account')},
  spent AS (
    SELECT t."clientId", t."limitName", t.key, sa.granted, coalesce(t.override, t."perMinute") AS "limit", (extract(epoch FROM sa."tatAt") * 1000)::float8 AS "tatMs",
      sc.key AS "accountKey", sc.granted AS "accountGranted", t."accountPerMinute", (extract(epoch FROM sc."tatAt") * 1000)::float8 AS "accountTatMs",
      (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "nowMs"
    FROM standing t JOIN spent_app sa USING (key) LEFT JOIN spent_account sc ON sc.key = t."accountKey" AND t.override IS NULL
  )`;

/** What the calls of one round got of the buckets of one client. The first ones are granted. */
interface Spent {
  key: string;
  granted: number;
  limit: number;
  tatMs: number;
  /** Null where the app has a limit of its own: the account's cap does not hold for it. */
  accountKey: string | null;
  accountGranted: number | null;
  accountPerMinute: number;
  accountTatMs: number | null;
  nowMs: number;
}

const spendStatement = `
  WITH counted AS MATERIALIZED (SELECT * FROM unnest($1::uuid[], $2::text[]) AS u("clientId", "limitName") CROSS JOIN (VALUES (1)) AS one(calls)),
  ${spendCalls('$3')}
  SELECT * FROM spent`;

interface AppCall {
  clientId: string;
  limitName: LimitName;
}

/**
 * Spends one call of the app's limit and, while the app is on the default limit, of its account's cap (T21). One statement, its own
 * short transaction, on UNLOGGED rows; calls that come together are spent together, in their order, so that a busy app does not
 * queue at its own row. Empty when there is no such client.
 */
export const spendAppLimit: (call: AppCall) => Promise<BucketRow[]> = gather(async (calls: readonly AppCall[]) => {
  const rows = await sql.prepared<Spent & AppCall>('spend-app-limit', spendStatement, [calls.map(({ clientId }) => clientId), calls.map(({ limitName }) => limitName), defaults]);
  const spent = new Map(rows.map((row) => [`${row.clientId} ${row.limitName}`, row]));
  return shares(calls.map(({ clientId, limitName }) => spent.get(`${clientId} ${limitName}`) ?? null));
});

const admitStatement = `
  WITH asked AS MATERIALIZED (
    SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $5::text[]) AS u("tokenHash", "limitName", calls, "provenKey") WHERE length("tokenHash") = 64
  ), facts AS MATERIALIZED (
    SELECT a."limitName", a.calls, a."provenKey", ${tokenFactColumns} FROM asked a JOIN ${tokenFactTables('a."tokenHash"')}
  ), counted AS MATERIALIZED (
    SELECT "clientId", "limitName", calls FROM facts
    WHERE "revokedAt" IS NULL AND "expiresAt" > now() AND NOT "clientDisabled" AND NOT released
      AND "endedAt" IS NULL AND ("endsAt" IS NULL OR "endsAt" > now()) AND ("pausedUntil" IS NULL OR "pausedUntil" <= now())
      AND "dpopThumbprint" IS NOT DISTINCT FROM "provenKey"
  ), ${spendCalls('$4')}
  SELECT f.*, s.key, s.granted, s."limit", s."tatMs", s."accountKey", s."accountGranted", s."accountPerMinute", s."accountTatMs", s."nowMs"
  FROM facts f LEFT JOIN spent s ON s."clientId" = f."clientId" AND s."limitName" = f."limitName"`;

interface TokenCall {
  tokenHash: string;
  /** Thumbprint of the key that the call proved to hold; null for a bearer call. */
  provenKey: string | null;
  limitName: LimitName;
}

export interface AdmittedCall {
  facts: AccessTokenFacts;
  /** Empty when the token is dead by the clock of the database, or bound otherwise than it was presented: such calls count for nobody. */
  buckets: BucketRow[];
}

/**
 * What decides whether an access token works, and one call spent of its app's limit, in one round: every call of the API asks both. Whoever
 * asks still judges the facts; `length` lets the planner count on one row, whatever the length of the array, and so keep its plan.
 */
export const admitCall: (call: TokenCall) => Promise<AdmittedCall | null> = gather(async (calls: readonly TokenCall[]) => {
  const nameOf = ({ tokenHash, limitName, provenKey }: TokenCall) => `${tokenHash} ${limitName} ${provenKey}`;
  const groups = [...Map.groupBy(calls, nameOf).values()];
  const rows = await sql.prepared<TokenCall & AccessTokenFacts & (Spent | { key: null })>('admit-calls', admitStatement, [
    groups.map(([call]) => call?.tokenHash),
    groups.map(([call]) => call?.limitName),
    groups.map(({ length }) => length),
    defaults,
    groups.map(([call]) => call?.provenKey),
  ]);
  const known = new Map(rows.map((row) => [nameOf(row), row]));
  const found = calls.map((call) => known.get(nameOf(call)) ?? null);
  const buckets = await shares(found.map((row) => (row?.key ? row : null)));
  return found.map((facts, at) => facts && { facts, buckets: buckets[at] ?? [] });
});

/**
 * The verdict on each call of a round, by its place among those that spent from the same bucket: the first ones were granted, each a step
 * further than the one before. What the app's bucket granted and the account's refused is given back.
 */
async function shares(calls: readonly (Spent | null)[]): Promise<BucketRow[][]> {
  const places = new Map<string, number>();
  const placeIn = (key: string) => {
    const at = places.get(key) ?? 0;
    places.set(key, at + 1);
    return at;
  };
  const refused = new Map<string, { limit: number; calls: number }>();
  const verdicts = calls.map((spent): BucketRow[] => {
    if (!spent) return [];
    const { key, accountKey, nowMs } = spent;
    const app = bucketAt('app', placeIn(key), { granted: spent.granted, limit: spent.limit, tatMs: spent.tatMs, nowMs });
    if (!app.granted || accountKey === null) return [app];
    const account = bucketAt('account', placeIn(accountKey), { granted: spent.accountGranted ?? 0, limit: spent.accountPerMinute, tatMs: spent.accountTatMs ?? nowMs, nowMs });
    if (!account.granted) refused.set(key, { limit: spent.limit, calls: (refused.get(key)?.calls ?? 0) + 1 });
    return [app, account];
  });
  for (const [key, { limit, calls: count }] of refused) await giveBack(key, { periodSeconds: 60, limit }, count);
  return verdicts;
}

function bucketAt(bucket: BucketRow['bucket'], at: number, { granted, limit, tatMs, nowMs }: Pick<Spent, 'granted' | 'limit' | 'tatMs' | 'nowMs'>): BucketRow {
  const later = Math.max(0, granted - 1 - at);
  return { bucket, granted: at < granted, limit, periodSeconds: 60, tatMs: tatMs - (later * emissionIntervalMicros({ count: limit, periodSeconds: 60 })) / 1000, nowMs };
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
