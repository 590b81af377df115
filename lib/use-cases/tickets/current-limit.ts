import { readLimits } from '#lib/data/limits.ts';
import type { Sql } from '#lib/data/pool.ts';
import { defaultLimit, type Environment, type LimitName } from '#lib/domain/rate-limit.ts';

/** The limit in force for a client at this moment. */
export async function currentLimit(options: { clientRowId: string; environment: Environment; limitName: LimitName }, tx?: Sql): Promise<number> {
  const standings = await readLimits([options.clientRowId], tx);
  return standings.find((standing) => standing.limitName === options.limitName)?.override ?? defaultLimit(options.limitName, options.environment);
}
