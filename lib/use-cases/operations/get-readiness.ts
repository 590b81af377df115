import { findDatabaseState } from '#lib/data/database-state.ts';
import { measureOutbox } from '#lib/data/store/outbox-sweep.ts';
import { isReady } from '#lib/use-cases/operations/readiness.ts';

export interface Readiness {
  ready: boolean;
  /** Names of what is not as it should be; no detail that helps a stranger. */
  missing: ('server' | 'database' | 'migrations')[];
  /** How long the oldest message has waited for the carrier, seconds; null when the database cannot be asked, or is not. Says nothing of this process: it may be sent requests all the same. */
  oldestUnsentSeconds: number | null;
}

/**
 * Whether this process should get requests: it listens and does not stop, the database answers, its tables are all there. Never throws.
 * Who asks only that leaves out what waits, which takes the longer the more it is.
 */
export async function getReadiness({ withUnsent = true } = {}): Promise<Readiness> {
  const missing: Readiness['missing'] = [];
  if (!isReady()) missing.push('server');
  const database = await findDatabaseState().catch(() => null);
  if (!database) missing.push('database');
  else if (!database.isMigrated) missing.push('migrations');
  const unsent = withUnsent && database?.isMigrated ? await measureOutbox().catch(() => null) : null;
  return { ready: missing.length === 0, missing, oldestUnsentSeconds: unsent && Math.round(unsent.oldestQueuedSeconds) };
}
