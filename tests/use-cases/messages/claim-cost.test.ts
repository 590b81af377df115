import { beforeEach, expect, it } from 'vitest';
import { inSqlTransaction, sql, type Sql } from '#lib/data/pool.ts';
import { claimOutbox, claimStatement } from '#lib/data/store/outbox.ts';
import { newId } from '#lib/ids.ts';

/** A node of EXPLAIN's JSON. */
interface PlanNode {
  'Actual Rows': number;
  'Actual Loops': number;
  'Relation Name'?: string;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: PlanNode[];
}

const limit = 20;

/** Rows of "Outbox" that were looked at, used or not. */
function rowsRead(node: PlanNode): number {
  const own = node['Relation Name'] === 'Outbox' ? node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0) : 0;
  return own * node['Actual Loops'] + (node.Plans ?? []).reduce((sum, plan) => sum + rowsRead(plan), 0);
}

const insertQueued = (tx: Sql, rows: number, due: 'now' | 'later') =>
  tx.query(
    `INSERT INTO "Outbox" ("mailboxId", "messageId", "position", "address", "nextAttemptAt", "validUntil")
     SELECT gen_random_uuid(), gen_random_uuid(), 1, '+12025550123', now() + $2::interval, now() + interval '1 day' FROM generate_series(1, $1::int)`,
    [rows, due === 'now' ? '-1 second' : '1 hour'],
  );

/** Reads of one claim, by the plan that the connection has come to by then. */
async function readsOfClaim(tx: Sql): Promise<number> {
  const [row] = await tx.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(`EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE "claim-outbox" ('${newId()}', 30, ${limit})`);
  if (!row) throw new Error('no plan');
  return rowsRead(row['QUERY PLAN'][0].Plan);
}

/** As an idle worker does: PostgreSQL settles on one plan for all values after five. */
async function claimNothingOften(tx: Sql): Promise<void> {
  for (let time = 0; time < 8; time += 1) expect(await tx.prepared('claim-outbox', claimStatement, [newId(), 30, limit])).toEqual([]);
}

beforeEach(async () => {
  await sql.query(`DELETE FROM "Outbox"`);
});

it.each([
  ['without statistics', async () => undefined],
  ['by statistics of an empty queue', () => sql.query(`INSERT INTO "Outbox" ("mailboxId", "messageId", "position", "address", "state", "validUntil") SELECT gen_random_uuid(), gen_random_uuid(), 1, '', 'done', now() FROM generate_series(1, 300)`).then(() => sql.query(`ANALYZE "Outbox"`))],
])('a claim reads what it takes and not the queue, %s', async (_, prepare) => {
  await prepare();
  await inSqlTransaction(async (tx) => {
    await claimNothingOften(tx);
    await insertQueued(tx, 3_000, 'later');
    await insertQueued(tx, 3_000, 'now');
    // Taken, looked at again to be updated, and nothing else.
    expect(await readsOfClaim(tx)).toBeLessThanOrEqual(4 * limit);
  });
});

it('a claim reads what it takes and not the queue, by fresh statistics', async () => {
  await insertQueued(sql, 3_000, 'later');
  await insertQueued(sql, 3_000, 'now');
  await sql.query(`ANALYZE "Outbox"`);
  expect(await claimOutbox(newId(), 30, limit)).toHaveLength(limit);
  await inSqlTransaction(async (tx) => {
    await tx.prepared('claim-outbox', claimStatement, [newId(), 30, limit]);
    expect(await readsOfClaim(tx)).toBeLessThanOrEqual(4 * limit);
  });
});
