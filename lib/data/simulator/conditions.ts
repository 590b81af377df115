import { notify } from '#lib/data/notify.ts';
import { inSqlTransaction, sql } from '#lib/data/pool.ts';
import { calmConditions, type NetworkConditions } from '#lib/domain/network-conditions.ts';

const names = [
  'seed', 'latencyMs', 'jitterMs', 'submitLossPercent', 'answerLossPercent', 'receiptLossPercent', 'errorPercent', 'throttlePerSecond', 'isLinkDown',
] as const satisfies readonly (keyof NetworkConditions)[];
const columns = names.map((name) => `"${name}"`).join(', ');

export async function readConditions(): Promise<NetworkConditions> {
  const [row] = await sql.query<NetworkConditions>(`SELECT ${columns} FROM "SimulatedNetwork" WHERE "id" = 1`);
  return row ?? calmConditions;
}

/** Every worker and every open page hears of it at commit. */
export async function saveConditions(conditions: NetworkConditions): Promise<void> {
  await inSqlTransaction(async (tx) => {
    await tx.query(
      `INSERT INTO "SimulatedNetwork" ("id", ${columns}) VALUES (1, $1::int, $2::int, $3::int, $4::int, $5::int, $6::int, $7::int, $8::int, $9::boolean)
       ON CONFLICT ("id") DO UPDATE SET "filledUntil" = NULL, ${names.map((name) => `"${name}" = EXCLUDED."${name}"`).join(', ')}`,
      names.map((name) => conditions[name]),
    );
    await notify(tx, { topic: 'simulator', msisdn: 'network' });
  });
}

/**
 * Takes so many segments into the limit, over all workers. Up to a second's worth passes at once; a text longer than that passes when the limit
 * is empty. Answers 0 when they pass, else the milliseconds after which they would.
 */
export async function admitSegments(segments: number): Promise<number> {
  const [row] = await sql.query<{ waitMs: number }>(
    `WITH asked AS (
       SELECT at, filled, least($1::float8 / "throttlePerSecond", 1) AS room, filled + make_interval(secs => $1::float8 / "throttlePerSecond") AS next
       FROM (SELECT "throttlePerSecond", clock_timestamp() AS at, greatest("filledUntil", clock_timestamp()) AS filled FROM "SimulatedNetwork" WHERE "id" = 1 FOR UPDATE) AS held
       WHERE "throttlePerSecond" IS NOT NULL
     ), passed AS (
       UPDATE "SimulatedNetwork" n SET "filledUntil" = asked.next FROM asked WHERE n."id" = 1 AND asked.filled + make_interval(secs => asked.room) <= asked.at + interval '1 second' RETURNING 1
     )
     SELECT CASE WHEN EXISTS (SELECT 1 FROM passed) THEN 0 ELSE greatest(1, ceil(extract(epoch FROM filled + make_interval(secs => room - 1) - at) * 1000)) END::float8 AS "waitMs" FROM asked`,
    [segments],
  );
  return row?.waitMs ?? 0;
}
