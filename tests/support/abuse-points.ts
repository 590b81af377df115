import { expect } from 'vitest';
import type { AbuseRule } from '#lib/data/abuse-limits.ts';
import { sql } from '#lib/data/pool.ts';

/** As if so many of a rule's points were left for those who were counted under it, the others spent just now. */
export async function leavePoints({ name, points }: AbuseRule, left: number, whose = '%'): Promise<void> {
  const changed = await sql.query(
    `UPDATE "AbuseLimit" SET spent = ARRAY[$1::int], "spentAt" = ARRAY[clock_timestamp()], "freeAt" = clock_timestamp() + interval '1 day' WHERE key LIKE $2 RETURNING 1`,
    [points - left, `${name}:${whose}`],
  );
  expect(changed).not.toEqual([]);
}

/** As if the points of a rule had been spent so much earlier. */
export async function letTimePass({ name }: AbuseRule, seconds: number): Promise<void> {
  await sql.query(
    `UPDATE "AbuseLimit" SET "spentAt" = (SELECT array_agg(at - make_interval(secs => $1::float8) ORDER BY at) FROM unnest("spentAt") AS at), "freeAt" = "freeAt" - make_interval(secs => $1::float8) WHERE key LIKE $2`,
    [seconds, `${name}:%`],
  );
}
