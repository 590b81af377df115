import { afterEach, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { refreshStatistics } from '#lib/use-cases/operations/refresh-statistics.ts';

afterEach(() => sql.query('DROP TABLE IF EXISTS "Grown ""so"""'));

const planOf = async () => (await sql.query<{ 'QUERY PLAN': string }>('EXPLAIN SELECT * FROM "Grown ""so""" WHERE "id" = 7'))[0]?.['QUERY PLAN'];

it('F23: a table that has grown since PostgreSQL looked at it is looked at again, once, and no longer read whole for one row', async () => {
  await sql.query('CREATE TABLE "Grown ""so""" ("id" int PRIMARY KEY, "text" text) WITH (autovacuum_enabled = off)');
  await sql.query('ANALYZE "Grown ""so"""');
  expect(await refreshStatistics()).not.toContain('Grown "so"');
  await sql.query(`INSERT INTO "Grown ""so""" SELECT n, repeat('x', 200) FROM generate_series(1, 5000) n`);
  expect(await refreshStatistics()).toContain('Grown "so"');
  expect(await sql.query(`SELECT "reltuples"::int AS rows FROM pg_class WHERE "relname" = 'Grown "so"'`)).toEqual([{ rows: 5_000 }]);
  expect(await planOf()).toContain('Index Scan');
  expect(await refreshStatistics()).not.toContain('Grown "so"');
});
