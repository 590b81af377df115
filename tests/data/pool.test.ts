import { expect, it } from 'vitest';
import { getPool, inSqlTransaction, sql } from '#lib/data/pool.ts';
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
