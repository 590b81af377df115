/**
 * Applies `prisma/migrations` to a database. Interchangeable with `prisma migrate deploy` (same table, same checksums, same advisory
 * lock), which needs an engine from the network that many machines cannot fetch.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

/** The lock that Prisma's own engine takes, so that both never run at once. */
const prismaLock = 72_707_369;
const lockWaitSeconds = 60;

const tableSql = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ, "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT, "rolled_back_at" TIMESTAMPTZ, "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`;

export interface Migration {
  name: string;
  sql: string;
  /** SHA-256 of the file, as Prisma counts it. */
  checksum: string;
}

export interface MigrateOptions {
  databaseUrl: string;
  folder?: string;
  say?: (text: string) => void;
}

interface AppliedRow {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

/** The migrations of a folder, oldest first. */
export function readMigrations(folder = resolve(import.meta.dirname, '../../prisma/migrations')): Migration[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  return names.sort().flatMap((name) => {
    const file = join(folder, name, 'migration.sql');
    if (!existsSync(file)) return [];
    const sql = readFileSync(file, 'utf8');
    return [{ name, sql, checksum: createHash('sha256').update(sql).digest('hex') }];
  });
}

/**
 * Brings the database to the newest migration, each file in a transaction of its own, and answers the names of those it applied.
 * Throws one sentence: server too old, edited or unknown or half-applied migration, another process migrating for a minute, or failing SQL.
 */
export async function migrate({ databaseUrl, folder, say = () => undefined }: MigrateOptions): Promise<string[]> {
  const wanted = readMigrations(folder);
  const client = new Client({ connectionString: databaseUrl, application_name: 'handset-migrate', connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // the running statement reports it
  await connect(client);
  try {
    await requireVersion(client);
    await takeLock(client, say);
    await client.query(tableSql);
    const applied = await client.query<AppliedRow>('SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL');
    checkHistory(wanted, applied.rows);
    const known = new Set(applied.rows.map((row) => row.migration_name));
    const missing = wanted.filter(({ name }) => !known.has(name));
    for (const [index, migration] of missing.entries()) {
      say(`Migration ${index + 1} of ${missing.length}: ${migration.name}`);
      await apply(client, migration);
    }
    return missing.map(({ name }) => name);
  } finally {
    await client.end().catch(() => undefined); // ends the advisory lock too
  }
}

async function connect(client: Client): Promise<void> {
  try {
    await client.connect();
  } catch (cause) {
    const reason = (cause as { code?: string }).code ?? 'no answer';
    throw new Error(`The database of DATABASE_URL (${client.host}:${client.port}) cannot be reached: ${reason}. Check the address, the password and whether it runs.`, { cause });
  }
}

async function requireVersion(client: Client): Promise<void> {
  const result = await client.query<{ server_version_num: string; server_version: string }>(
    "SELECT current_setting('server_version_num') AS server_version_num, current_setting('server_version') AS server_version",
  );
  const version = result.rows[0];
  if (!version || Number(version.server_version_num) < 150_000) {
    throw new Error(`Handset needs PostgreSQL 15 or later; DATABASE_URL leads to ${version?.server_version ?? 'an unknown version'}.`);
  }
}

async function takeLock(client: Client, say: (text: string) => void): Promise<void> {
  for (let second = 0; second < lockWaitSeconds; second++) {
    const result = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [prismaLock]);
    if (result.rows[0]?.taken) return;
    if (second % 5 === 0) say(`Waiting for another process that is migrating this database (${second} s)`);
    await pause(1000);
  }
  throw new Error(`Another process has been migrating this database for over ${lockWaitSeconds} seconds. Wait for it or end it, then start again.`);
}

function checkHistory(wanted: Migration[], applied: AppliedRow[]): void {
  const byName = new Map(wanted.map((migration) => [migration.name, migration]));
  for (const row of applied) {
    const migration = byName.get(row.migration_name);
    if (!migration) {
      throw new Error(`The database holds the migration ${row.migration_name}, which this version does not have: a newer Handset used it. Start that version, or restore a backup.`);
    }
    if (!row.finished_at) {
      throw new Error(`The migration ${row.migration_name} was begun by another tool and never finished. Repair it with \`prisma migrate resolve\`.`);
    }
    if (migration.checksum !== row.checksum) {
      throw new Error(`The migration ${row.migration_name} was edited after it was applied. Put the file back as it was, and write a new migration (npm run db:new).`);
    }
  }
}

async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  const startedAt = new Date();
  await client.query('BEGIN');
  try {
    await client.query("SET LOCAL lock_timeout = '5s'");
    await client.query("SET LOCAL statement_timeout = '0'");
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name, startedAt],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => undefined);
    const busy = (cause as { code?: string }).code === '55P03';
    const reason = busy ? 'a table it changes was locked for over 5 seconds. Try again when the program is less busy' : (cause as Error).message;
    throw new Error(`The migration ${name} changed nothing: ${reason}.`, { cause });
  }
}
