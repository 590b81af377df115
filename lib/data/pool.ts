import { Pool, types } from 'pg';
import { env } from '#lib/env.ts';

// bigint columns (modSeq, outbox ids) stay well under 2^53 and are numbers everywhere in the program.
types.setTypeParser(types.builtins.INT8, Number);

/** Rows of one statement, whoever runs it: the pool, a transaction's connection, or a Prisma transaction. */
export interface Sql {
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

const shared = globalThis as typeof globalThis & { handsetPool?: Pool };

/** One pool a process. Next bundles its own copy of this module, so the pool lives on globalThis. */
export function getPool(): Pool {
  shared.handsetPool ??= new Pool({
    connectionString: env.DATABASE_URL,
    max: env.DATABASE_POOL_SIZE,
    connectionTimeoutMillis: 2_000,
    idle_in_transaction_session_timeout: 10_000,
    statement_timeout: 5_000,
    application_name: 'handset',
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  if (shared.handsetPool.listenerCount('error') === 0) shared.handsetPool.on('error', () => undefined);
  return shared.handsetPool;
}

export async function closePool(): Promise<void> {
  const pool = shared.handsetPool;
  delete shared.handsetPool;
  await pool?.end();
}

/** Single statements outside any transaction. A named statement is prepared once a connection. */
export const sql: Sql & { prepared<Row>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> } = {
  async query<Row>(text: string, values: readonly unknown[] = []) {
    return (await getPool().query(text, [...values])).rows as Row[];
  },
  async prepared<Row>(name: string, text: string, values: readonly unknown[]) {
    return (await getPool().query({ name, text, values: [...values] })).rows as Row[];
  },
};

const retryableStates = new Set(['40001', '40P01']); // serialization failure, deadlock (F17)

/** Runs `work` in one transaction; deadlocks and serialization failures are tried again, three times at most. */
export async function inSqlTransaction<Result>(work: (tx: Sql) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    const connection = await getPool().connect();
    let broken: Error | undefined;
    try {
      await connection.query('BEGIN');
      const result = await work({
        async query<Row>(text: string, values: readonly unknown[] = []) {
          return (await connection.query(text, [...values])).rows as Row[];
        },
      });
      await connection.query('COMMIT');
      return result;
    } catch (error) {
      await connection.query('ROLLBACK').catch((rollbackError: Error) => {
        broken = rollbackError;
      });
      const state = (error as { code?: string }).code ?? '';
      if (attempt >= 3 || !retryableStates.has(state)) throw error;
    } finally {
      connection.release(broken);
    }
  }
}
