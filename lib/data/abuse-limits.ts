import { sql } from '#lib/data/pool.ts';

/** One counter: how many in which time. Points of different names never meet. */
export interface AbuseRule {
  name: string;
  points: number;
  seconds: number;
}

/** A point of a rule, and whose it is. */
export type AbuseSpend = readonly [AbuseRule, string];

/** The points of one part of a rule's time are counted together: a row has so many entries at most, whatever the rule allows. */
const partsOfTime = 60;

const rowKey = (rule: AbuseRule, key: string): string => `${rule.name}:${key}`;

/**
 * Every point counts for the whole of the rule's time, so that no stretch of that length sees more than its points. Those of one part of the
 * time are given back with its last. All is decided after the row lock is held, by the clock of the database: parallel calls and skewed
 * process clocks change nothing (T20, T22).
 */
const spendStatement = `
  INSERT INTO "AbuseLimit" AS l (key, "spentAt", spent, granted, "freeAt")
  VALUES ($1, ARRAY[clock_timestamp()], ARRAY[1], true, clock_timestamp() + make_interval(secs => $3::int))
  ON CONFLICT (key) DO UPDATE SET ("spentAt", spent, granted, "freeAt") = (
    WITH moment AS MATERIALIZED (SELECT clock_timestamp() AS now),
    live AS MATERIALIZED (
      SELECT at, points FROM moment, unnest(l."spentAt", l.spent) AS e(at, points) WHERE at > now - make_interval(secs => $3::int)
    ),
    verdict AS MATERIALIZED (SELECT now, COALESCE((SELECT sum(points) FROM live), 0) < $2::int AS granted FROM moment),
    parts AS (
      SELECT max(at) AS at, sum(points)::int AS points
      FROM (SELECT at, points FROM live UNION ALL SELECT now, 1 FROM verdict WHERE granted) e
      GROUP BY floor(extract(epoch FROM at) * ${partsOfTime} / $3::int)
    )
    SELECT array_agg(at ORDER BY at), array_agg(points ORDER BY at), (SELECT granted FROM verdict), max(at) + make_interval(secs => $3::int) FROM parts
  )
  RETURNING CASE WHEN granted THEN 0 ELSE greatest(1, ceil(extract(epoch FROM "spentAt"[1] - clock_timestamp()) + $3::int))::int END AS "waitSeconds"`;

/**
 * Spends one point, in one statement, so that parallel calls cannot share a point. Answers 0 when allowed, else the whole seconds until
 * it may be tried again; a refusal costs nothing. A database that is away throws: no answer is not a yes (I10).
 */
export async function spendAbusePoint(rule: AbuseRule, key: string): Promise<number> {
  const [row] = await sql.query<{ waitSeconds: number }>(spendStatement, [rowKey(rule, key), rule.points, rule.seconds]);
  if (!row) throw new Error('a limit gave no answer');
  return row.waitSeconds;
}

/** Spends a point of each rule, in their order, until one refuses; answers its wait, or 0. What was spent before stays spent. */
export async function spendAbusePoints(spends: readonly AbuseSpend[]): Promise<number> {
  for (const [rule, key] of spends) {
    const waitSeconds = await spendAbusePoint(rule, key);
    if (waitSeconds > 0) return waitSeconds;
  }
  return 0;
}

/** Gives the last point back, where only failures count: it was spent before anybody knew how it would end. */
export async function returnAbusePoint(rule: AbuseRule, key: string): Promise<void> {
  await sql.query(
    `UPDATE "AbuseLimit" l SET spent = (SELECT array_agg(CASE WHEN part = last THEN points - 1 ELSE points END ORDER BY part)
       FROM unnest(l.spent) WITH ORDINALITY AS e(points, part), (SELECT max(part) AS last FROM unnest(l.spent) WITH ORDINALITY AS e(points, part) WHERE points > 0) newest)
     WHERE key = $1`,
    [rowKey(rule, key)],
  );
}

export async function clearAbusePoints(rule: AbuseRule, key: string): Promise<void> {
  await sql.query(`DELETE FROM "AbuseLimit" WHERE key = $1`, [rowKey(rule, key)]);
}

/** For how many seconds the next point would be refused; 0 when it would not. Spends none. */
export async function findAbuseWait(rule: AbuseRule, key: string): Promise<number> {
  const [row] = await sql.query<{ waitSeconds: number }>(
    `SELECT CASE WHEN COALESCE(sum(e.points), 0) < $2::int THEN 0
                 ELSE greatest(1, ceil(extract(epoch FROM min(e.at) - clock_timestamp()) + $3::int))::int END AS "waitSeconds"
       FROM "AbuseLimit" l, unnest(l."spentAt", l.spent) AS e(at, points) WHERE l.key = $1 AND e.at > clock_timestamp() - make_interval(secs => $3::int)`,
    [rowKey(rule, key), rule.points, rule.seconds],
  );
  return row?.waitSeconds ?? 0;
}
