import { findDatabaseState } from '#lib/data/database-state.ts';
import { isReady } from '#lib/use-cases/operations/readiness.ts';

export interface Readiness {
  ready: boolean;
  /** Names of what is not as it should be; no detail that helps a stranger. */
  missing: ('server' | 'database' | 'migrations')[];
}

/** Whether this process should get requests: it listens and does not stop, the database answers, its tables are all there. Never throws. */
export async function getReadiness(): Promise<Readiness> {
  const missing: Readiness['missing'] = [];
  if (!isReady()) missing.push('server');
  const database = await findDatabaseState().catch(() => null);
  if (!database) missing.push('database');
  else if (!database.isMigrated) missing.push('migrations');
  return { ready: missing.length === 0, missing };
}
