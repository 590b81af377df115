import { type AccessTokenFacts, tokenFactColumns, tokenFactTables } from '#lib/data/access-tokens.ts';
import { gather } from '#lib/data/gather.ts';
import { sql, type Sql } from '#lib/data/pool.ts';
import { type BucketRow, emission, giveBack, spendStep } from '#lib/data/rate-bucket.ts';
import { absentIndex, type MailboxStanding } from '#lib/data/store/index.ts';
import { accountCap, defaultLimit, emissionIntervalMicros, type Environment, limitDefaults, type LimitName } from '#lib/domain/rate-limit.ts';

/** A temporary override ends by itself, whether or not it was swept; what it stood on applies again. One moment for all rows of a statement: a client has one limit in it. */
const inForce = (override: string) => `CASE WHEN ${override}.until IS NULL OR ${override}.until > statement_timestamp() THEN ${override}."perMinute" ELSE ${override}."thenPerMinute" END`;

/** A limit's figure by name and environment: written into the statement, where a parameter would be a table to join. */
const figureOf = (figure: (limit: LimitName, environment: Environment) => number) =>
  `CASE ${limitDefaults.map(({ limit, environment }) => `WHEN "limitName" = '${limit}' AND environment = '${environment}' THEN ${figure(limit, environment)}`).join(' ')} END`;

/**
 * The part of a statement that spends calls of the rows of `counted` ("clientId", "limitName", calls, and of the client "accountId", environment,
 * override): from the app's bucket and, while the app is on the default limit, from its account's (T21). Then `spent` has a row a client and limit.
 * Where `counted` has one row at most nothing needs to be summed.
 */
const spendCalls = (sum: (calls: string, by: string) => { calls: string; groupBy: string }) => {
  const [asked, granted] = [sum('calls', '1, 2, 3, 4, 5'), sum('s.granted', '1, 2')];
  return `app AS MATERIALIZED (
    SELECT g.*, 'app:' || "clientId" || ':' || "limitName" AS key, ${emission('"limit"', 60)} AS step,
      CASE WHEN override IS NULL THEN 'account:' || "accountId" || ':' || environment || ':' || "limitName" END AS "accountKey"
    FROM (
      SELECT "clientId", "limitName", "accountId", environment, override, ${asked.calls} AS calls, coalesce(override, ${figureOf(defaultLimit)}) AS "limit", ${figureOf(accountCap)} AS "accountPerMinute"
      FROM counted ${asked.groupBy}
    ) g
  ), ${spendStep('spent_app', 'app')},
  account AS MATERIALIZED (
    SELECT "accountKey" AS key, "accountPerMinute" AS "limit", ${emission('"accountPerMinute"', 60)} AS step, ${granted.calls} AS calls
    FROM app JOIN spent_app s USING (key) WHERE "accountKey" IS NOT NULL ${granted.groupBy}
  ), ${spendStep('spent_account', 'account')},
  spent AS (
    SELECT t."clientId", t."limitName", t.key, sa.granted, t."limit", (extract(epoch FROM sa."tatAt") * 1000)::float8 AS "tatMs",
      sc.key AS "accountKey", sc.granted AS "accountGranted", t."accountPerMinute", (extract(epoch FROM sc."tatAt") * 1000)::float8 AS "accountTatMs",
      (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "nowMs"
    FROM app t JOIN spent_app sa USING (key) LEFT JOIN spent_account sc ON sc.key = t."accountKey"
  )`;
};

const summed = (calls: string, by: string) => ({ calls: `sum(${calls})::int`, groupBy: `GROUP BY ${by}` });
const single = (calls: string) => ({ calls, groupBy: '' });

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
  WITH counted AS MATERIALIZED (
    SELECT c.id AS "clientId", u."limitName", 1 AS calls, a."accountId", c.environment::text AS environment, ${inForce('o')} AS override
    FROM unnest($1::uuid[], $2::text[]) AS u("clientId", "limitName")
    JOIN "Client" c ON c.id = u."clientId" JOIN "Application" a ON a.id = c."applicationId"
    LEFT JOIN "LimitOverride" o ON o."clientId" = c.id AND o."limitName" = u."limitName"::"LimitName"
  ), ${spendCalls(summed)}
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
  const rows = await sql.prepared<Spent & AppCall>('spend-app-limit', spendStatement, [calls.map(({ clientId }) => clientId), calls.map(({ limitName }) => limitName)]);
  const spent = new Map(rows.map((row) => [`${row.clientId} ${row.limitName}`, row]));
  return shares(calls.map(({ clientId, limitName }) => spent.get(`${clientId} ${limitName}`) ?? null));
});

/** Whether a call counts: it came with a token that works, presented as it must be. Any other must not take the place of one that does. */
const counts = `"revokedAt" IS NULL AND "expiresAt" > now() AND NOT "clientDisabled" AND NOT released
      AND "endedAt" IS NULL AND ("endsAt" IS NULL OR "endsAt" > now()) AND ("pausedUntil" IS NULL OR "pausedUntil" <= now())
      AND "dpopThumbprint" IS NOT DISTINCT FROM "provenKey"`;

const admitStatement = (asked: string, sum: typeof summed) => `
  WITH asked AS ${asked}, facts AS MATERIALIZED (
    SELECT a."limitName", a.calls, a."provenKey", p."accountId", ${inForce('l')} AS override, ${tokenFactColumns}, x."modSeq", i."status" AS "indexStatus", i."lastUsedAt" AS "indexUsedAt"
    FROM asked a JOIN ${tokenFactTables('a."tokenHash"')}
      LEFT JOIN "Mailbox" x ON x.id = g."mailboxId"
      LEFT JOIN "MessageIndex" i ON i."mailboxId" = g."mailboxId"
      LEFT JOIN "LimitOverride" l ON l."clientId" = c.id AND l."limitName" = a."limitName"::"LimitName"
  ), counted AS (
    SELECT "clientId", "limitName", calls, "accountId", environment, override FROM facts WHERE ${counts}
  ), ${spendCalls(sum)}
  SELECT f.*, s.key, s.granted, s."limit", s."tatMs", s."accountKey", s."accountGranted", s."accountPerMinute", s."accountTatMs", s."nowMs"
  FROM facts f LEFT JOIN spent s ON s."clientId" = f."clientId" AND s."limitName" = f."limitName" AND ${counts}`;

/** `length` lets the planner count on one row, whatever the length of the arrays, and so keep its plan. */
const admitMany = admitStatement('MATERIALIZED (SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::text[]) AS u("tokenHash", "limitName", calls, "provenKey") WHERE length("tokenHash") = 64)', summed);
/** The calls of one token under one limit: what comes alone pays for no sums. */
const admitOne = admitStatement('(SELECT $1::text AS "tokenHash", $2::text AS "limitName", $3::int AS calls, $4::text AS "provenKey")', single);

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
  /** The mailbox that the token opens, as of a moment after the call came; null for a token that opens none. */
  standing: MailboxStanding | null;
}

interface StandingRow {
  modSeq: number | null;
  indexStatus: MailboxStanding['index']['status'] | null;
  indexUsedAt: Date | null;
}

const standingOf = ({ modSeq, indexStatus, indexUsedAt }: StandingRow): MailboxStanding | null =>
  modSeq === null ? null : { modSeq: Number(modSeq), index: indexStatus ? { status: indexStatus, lastUsedAt: indexUsedAt } : absentIndex };

/**
 * What decides whether an access token works, one call spent of its app's limit, and how the mailbox stands, in one round: every call of the API asks the first two. Whoever
 * asks still judges the facts.
 */
export const admitCall: (call: TokenCall) => Promise<AdmittedCall | null> = gather(async (calls: readonly TokenCall[]) => {
  const nameOf = ({ tokenHash, limitName, provenKey }: TokenCall) => `${tokenHash} ${limitName} ${provenKey}`;
  const groups = [...Map.groupBy(calls, nameOf).values()];
  const asked = [groups.map(([call]) => call?.tokenHash), groups.map(([call]) => call?.limitName), groups.map(({ length }) => length), groups.map(([call]) => call?.provenKey)];
  const [name, statement, values] = groups.length === 1 ? ['admit-call', admitOne, asked.flat()] : ['admit-calls', admitMany, asked];
  const rows = await sql.prepared<TokenCall & AccessTokenFacts & StandingRow & (Spent | { key: null })>(name, statement, values);
  const known = new Map(rows.map((row) => [nameOf(row), row]));
  const found = calls.map((call) => known.get(nameOf(call)) ?? null);
  const buckets = await shares(found.map((row) => (row?.key ? row : null)));
  return found.map((facts, at) => facts && { facts, buckets: buckets[at] ?? [], standing: standingOf(facts) });
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
    `SELECT c.id::text AS "clientId", n.name::text AS "limitName", ${inForce('o')} AS override,
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
