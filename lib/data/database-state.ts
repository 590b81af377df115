import { readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
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

/** It is not there yet, or not ready: PostgreSQL's class 57P0x (starting, recovering, going down), and what a network says of a host that is not up. */
const passing = new Set(['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH']);
const askEveryMs = 250;

/**
 * Resolves when the database answers. Throws what it says when that will not pass by itself, such as a wrong password, and after `withinMs`
 * whatever it is. `waiting` is told once.
 */
export async function untilDatabaseAnswers(options: { withinMs: number; waiting: (error: unknown) => void }): Promise<void> {
  const giveUpAt = performance.now() + options.withinMs;
  for (let tries = 0; ; tries += 1) {
    try {
      await sql.query('SELECT 1');
      return;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (!passing.has(code) || performance.now() > giveUpAt) throw error;
      if (tries === 0) options.waiting(error);
      await pause(askEveryMs);
    }
  }
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
