import { expect, it } from 'vitest';
import { getPool, inSqlTransaction, type Sql, sql } from '#lib/data/pool.ts';
import { eventually } from '#tests/support/eventually.ts';

it('F13 a connection that breaks in the middle of a transaction fails that transaction, and nothing else', async () => {
  const broken = inSqlTransaction(async (tx) => {
    const [own] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await sql.query('SELECT pg_terminate_backend($1::int)', [own?.pid]);
    // Nothing is asked over it while it breaks: its error has no statement to go to.
    await eventually(async () => expect(await sql.query('SELECT 1 FROM pg_stat_activity WHERE pid = $1::int', [own?.pid])).toEqual([]));
    await new Promise((resolve) => setImmediate(resolve));
    return tx.query('SELECT 1');
  });
  await expect(broken).rejects.toThrow();
  expect(await sql.query('SELECT 1')).toHaveLength(1);
  expect(getPool().waitingCount).toBe(0);
});

const planning = (on: Sql) => on.query<{ planning: string }>(`SELECT current_setting('plan_cache_mode') || left($1, 0) AS planning`, ['']).then(([row]) => row?.planning);
const plansOf = (on: Sql, name: string) => on.query<{ kept: number; made: number }>('SELECT generic_plans::int AS kept, custom_plans::int AS made FROM pg_prepared_statements WHERE name = left($1, 63)', [name]);

it('A1: a prepared statement has one plan from its first call on, also beside others, and also after a transaction that was given up; others are planned for their values', async () => {
  await inSqlTransaction(async (tx) => {
    for (let call = 0; call < 3; call += 1) {
      expect(await tx.prepared('kept', 'SELECT $1::int AS n', [call])).toEqual([{ n: call }]);
      expect(await planning(tx)).toBe('auto');
    }
    expect(await plansOf(tx, 'kept')).toEqual([{ kept: 3, made: 0 }]);
  });
  // One call after the other stays on one connection.
  await expect(
    inSqlTransaction(async (tx) => {
      await tx.prepared('given-up', 'SELECT $1::int', [1]);
      throw new Error('given up');
    }),
  ).rejects.toThrow('given up');
  await sql.prepared('after', 'SELECT $1::int', [1]);
  expect(await plansOf(sql, 'after')).toEqual([{ kept: 1, made: 0 }]);
  expect(await planning(sql)).toBe('auto');
});
