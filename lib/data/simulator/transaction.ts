import { inSqlTransaction, type Sql } from '#lib/data/pool.ts';

/** What the network does at one moment happens whole or not at all. */
export function inNetworkTransaction<Result>(work: (tx: Sql) => Promise<Result>): Promise<Result> {
  return inSqlTransaction(work);
}

export type NetworkTransaction = Sql;
