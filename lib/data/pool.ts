import { AsyncLocalStorage } from 'node:async_hooks';
import { Pool, type PoolClient, types } from 'pg';
import { env } from '#lib/env.ts';

// bigint columns (modSeq, outbox ids) stay well under 2^53 and are numbers everywhere in the program.
types.setTypeParser(types.builtins.INT8, Number);

/** Rows of one statement, whoever runs it: the pool, a transaction's connection, or a Prisma transaction. */
export interface Sql {
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /**
   * The same, planned once a connection under the name, for whatever values: what a plan is good for must not depend on them. PostgreSQL plans anew when
   * the figures it has of a table change.
   */
  prepared<Row>(name: string, text: string, values: readonly unknown[]): Promise<Row[]>;
}

type PoolName = 'callers' | 'worker';

const shared = globalThis as typeof globalThis & { handsetPools?: Map<PoolName, Pool>; handsetPoolName?: AsyncLocalStorage<PoolName> };
const poolName = (shared.handsetPoolName ??= new AsyncLocalStorage());

/** All that `work` starts, later rounds included, uses connections of its own: callers that wait can never starve the worker (F16). */
export function inWorkerPool<Result>(work: () => Result): Result {
  return poolName.run('worker', work);
}

/** One pool a process for callers and one for the worker. Next bundles its own copy of this module, so the pools live on globalThis. */
export function getPool(): Pool {
  const name = poolName.getStore() ?? 'callers';
  const pools = (shared.handsetPools ??= new Map());
  let pool = pools.get(name);
  if (!pool) {
    pool = new Pool({
      connectionString: env.DATABASE_URL,
      max: name === 'worker' ? env.DATABASE_WORKER_POOL_SIZE : env.DATABASE_POOL_SIZE,
      connectionTimeoutMillis: 2_000,
      // A new connection plans each statement anew. pg's ten seconds would make every caller after a pause wait for that.
      idleTimeoutMillis: 600_000,
      idle_in_transaction_session_timeout: 10_000,
      // The worker's index builds take longer than any caller would wait.
      statement_timeout: name === 'worker' ? 60_000 : 5_000,
      // A server that neither answers nor hangs up must not hold its callers for ever (F16).
      query_timeout: name === 'worker' ? 70_000 : 8_000,
      application_name: name === 'worker' ? 'handset-worker' : 'handset',
    });
    // A connection that breaks is replaced by the pool, and whoever holds it hears of it from its next statement. Without listeners it would end the
    // process: the pool's own is for idle connections alone.
    pool.on('error', () => undefined);
    pool.on('connect', (connection: PoolClient) => connection.on('error', () => undefined));
    pools.set(name, pool);
  }
  return pool;
}

export async function closePool(): Promise<void> {
  const pools = [...(shared.handsetPools?.values() ?? [])];
  delete shared.handsetPools;
  await Promise.all(pools.map((pool) => pool.end()));
}

/** How a connection plans statements with values. */
type Planning = 'auto' | 'force_generic_plan';

const plannings = new WeakMap<PoolClient, Planning>();

/**
 * A connection's statements. Left to itself PostgreSQL compares a kept plan with the ones that it made first, for the values of five calls: where the
 * tables have grown since, those look cheaper for thousands of calls, each of which is then planned anew; planning a send takes longer than the send.
 * Statements without a name are planned for their values, as ever.
 */
function statementsOn(connection: PoolClient): Sql {
  const plan = async (wanted: Planning) => {
    if ((plannings.get(connection) ?? 'auto') === wanted) return;
    await connection.query(`SET plan_cache_mode = ${wanted}`);
    plannings.set(connection, wanted);
  };
  return {
    async query<Row>(text: string, values: readonly unknown[] = []) {
      if (values.length > 0) await plan('auto');
      return (await connection.query(text, [...values])).rows as Row[];
    },
    async prepared<Row>(name: string, text: string, values: readonly unknown[]) {
      await plan('force_generic_plan');
      return (await connection.query({ name, text, values: [...values] })).rows as Row[];
    },
  };
}

async function once<Result>(work: (connection: Sql) => Promise<Result>): Promise<Result> {
  const connection = await getPool().connect();
  let failure: Error | undefined;
  try {
    return await work(statementsOn(connection));
  } catch (error) {
    failure = error instanceof Error ? error : new Error('A statement failed.', { cause: error });
    throw error;
  } finally {
    connection.release(failure);
  }
}

/** Single statements outside any transaction. */
export const sql: Sql = {
  query: (text, values) => once((connection) => connection.query(text, values)),
  prepared: (name, text, values) => once((connection) => connection.prepared(name, text, values)),
};

const retryableStates = new Set(['40001', '40P01']); // serialization failure, deadlock (F17)

async function retried<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const state = (error as { code?: string }).code ?? '';
      if (attempt >= 3 || !retryableStates.has(state)) throw error;
    }
  }
}

/** Runs a prepared statement that is a transaction of its own; deadlocks and serialization failures are tried again, three times at most. */
export function inOneStatement<Row>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
  return retried(() => sql.prepared<Row>(name, text, values));
}

/** Runs `work` in one transaction; deadlocks and serialization failures are tried again, three times at most. */
export function inSqlTransaction<Result>(work: (tx: Sql) => Promise<Result>): Promise<Result> {
  return retried(() => transaction(work));
}

async function transaction<Result>(work: (tx: Sql) => Promise<Result>): Promise<Result> {
  const connection = await getPool().connect();
  const planningBefore = plannings.get(connection);
  let broken: Error | undefined;
  try {
    await connection.query('BEGIN');
    const result = await work(statementsOn(connection));
    await connection.query('COMMIT');
    return result;
  } catch (error) {
    await connection.query('ROLLBACK').catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    // Undone with all the rest.
    plannings.set(connection, planningBefore ?? 'auto');
    throw error;
  } finally {
    connection.release(broken);
  }
}
