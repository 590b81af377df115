import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { sql } from '#lib/data/pool.ts';

let newest: string | undefined;

/** The newest migration this build knows; read once, it cannot change while the program runs. */
function newestMigration(): string {
  newest ??= readdirSync(resolve(import.meta.dirname, '../../prisma/migrations'), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    .sort()
    .at(-1);
  return newest ?? '';
}

/** Asks the database for its migrations. Throws when it cannot be reached. */
export async function findDatabaseState(): Promise<{ isMigrated: boolean }> {
  const [row] = await sql.query<{ applied: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM "_prisma_migrations" WHERE "migration_name" = $1 AND "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL) AS applied`,
    [newestMigration()],
  );
  return { isMigrated: row?.applied ?? false };
}

let asking: Promise<boolean> | null = null;

/**
 * Whether the database answers a page's connection within the time (F16). Those who ask at the same moment share one question, so a crowd
 * waits for one connection and not for many.
 */
export function isDatabaseAnswering(withinMs: number): Promise<boolean> {
  asking ??= Promise.race([
    sql.query('SELECT 1').then(
      () => true,
      () => false,
    ),
    new Promise<boolean>((resolve) => void setTimeout(resolve, withinMs, false).unref()),
  ]).finally(() => (asking = null));
  return asking;
}
