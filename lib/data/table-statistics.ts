import { inSqlTransaction, sql } from '#lib/data/pool.ts';

/** The tables of ours that have come to at least twice the size that PostgreSQL knows them by; not those whose owner we are not. */
export async function listGrownTables(): Promise<string[]> {
  const rows = await sql.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND pg_has_role(c.relowner, 'USAGE')
       AND pg_relation_size(c.oid) >= 2 * greatest(c.relpages, 4) * current_setting('block_size')::int8`,
  );
  return rows.map(({ name }) => name);
}

/**
 * Whoever works on a table right now, autovacuum first of all, is not waited for: it is left out. What matters here is how large a table has become, so a
 * tenth of the usual sample is read; autovacuum follows with all of it.
 */
export async function analyzeTables(names: readonly string[]): Promise<void> {
  await inSqlTransaction(async (tx) => {
    await tx.query('SET LOCAL default_statistics_target = 10');
    await tx.query(`ANALYZE (SKIP_LOCKED) ${names.map((name) => `"${name.replaceAll('"', '""')}"`).join(', ')}`);
  });
}
