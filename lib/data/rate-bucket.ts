import { sql } from '#lib/data/pool.ts';

/** One bucket after a call: what was decided and how full it is, by the clock of the database. */
export interface BucketRow {
  bucket: 'app' | 'account' | 'minute' | 'day';
  granted: boolean;
  /** How many of the limit the call asked for; one unless it is said. */
  cost?: number;
  limit: number;
  periodSeconds: number;
  /** When the bucket will be empty again, and what time it is. */
  tatMs: number;
  nowMs: number;
}

/**
 * One GCRA step on rows of "RateBucket", as text; the arithmetic is consumeGcra's, for as many of `calls` as fit. `wanted` names key, limit,
 * step and calls. It decides after the row lock is held, by `clock_timestamp()`: parallel calls and skewed process clocks change nothing
 * (T20, T22).
 */
export function spendStep(name: string, wanted: string): string {
  return `${name} AS (
    INSERT INTO "RateBucket" AS b (key, "tatAt", granted)
    SELECT w.key, clock_timestamp() + w.step * least(w.calls, w."limit"), least(w.calls, w."limit") FROM ${wanted} w WHERE w.calls > 0 ORDER BY w.key
    ON CONFLICT (key) DO UPDATE SET ("tatAt", granted) = (
      SELECT CASE WHEN fit.calls > 0 THEN d.base + d.step * fit.calls ELSE b."tatAt" END, fit.calls
      FROM (
        SELECT greatest(b."tatAt", n.now) AS base, n.now + n.step * n."limit" AS latest, n.step, n.calls
        FROM (SELECT clock_timestamp() AS now, w.step, w."limit", w.calls FROM ${wanted} w WHERE w.key = b.key) n
      ) d
      CROSS JOIN LATERAL (SELECT greatest(0, least(d.calls, floor(extract(epoch FROM d.latest - d.base) / extract(epoch FROM d.step))))::int AS calls) fit
    )
    RETURNING key, "tatAt", granted
  )`;
}

/** The emission interval: rounded up to the microsecond, so that no odd rate lets more through than it says. */
export const emission = (limit: string, periodSeconds: number) => `ceil(${periodSeconds * 1_000_000} / (${limit})::numeric) * interval '1 microsecond'`;

/** Gives back calls that a bucket granted and that came to nothing. */
export async function giveBack(key: string, { periodSeconds, limit }: Pick<BucketRow, 'periodSeconds' | 'limit'>, calls: number): Promise<void> {
  await sql.query(
    `UPDATE "RateBucket" SET "tatAt" = "tatAt" - $4::int * ceil($2::int * 1000000.0 / $3::int) * interval '1 microsecond' WHERE key = $1`,
    [key, periodSeconds, limit, calls],
  );
}

