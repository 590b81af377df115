/** What `start`, `dev`, `build`, the database commands and the tests have in common: from packages to a migrated database. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { generatePrismaClient } from '#scripts/build/prisma-client.ts';
import { runQuietly } from '#scripts/build/run-quietly.ts';
import { Problem, say, step } from '#scripts/bootstrap/steps.mjs';
import type { Stopping } from '#scripts/start/stopping.ts';
import { readOrMakeSecrets } from '#scripts/start/secrets.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#lib/server/embedded-postgres.ts';
import { migrate } from '#lib/server/migrate.ts';

export const root = resolve(import.meta.dirname, '../..');

export const dataFolder = (): string => resolve(process.env.HANDSET_DATA_DIR || join(root, '.handset'));

/** Completes this process's environment so that `lib/env.ts` can be imported, here and in children; a bad setting ends the process with its sentence. */
export async function completeSettings(mode: 'production' | 'development') {
  const folder = dataFolder();
  Object.assign(process.env, { NODE_ENV: mode, HANDSET_DATA_DIR: folder });
  makeDataFolder(folder);
  process.env.HANDSET_SECRET ||= readOrMakeSecrets(folder).handsetSecret;
  const embedded = !process.env.DATABASE_URL;
  process.env.DATABASE_URL ||= 'postgresql://handset@127.0.0.1/handset'; // until the embedded one is up
  const { env } = await import('#lib/env.ts');
  return { env, embedded };
}

/** Closed to others; as root the database's own user has to pass through. What people sent is closed in either case. */
function makeDataFolder(folder: string): void {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: process.geteuid?.() === 0 ? 0o711 : 0o700 });
  mkdirSync(join(folder, 'media'), { recursive: true, mode: 0o700 });
}

export interface Database {
  postgres: EmbeddedPostgres | null;
  /** Beside the data: lives and dies with them. */
  seededNote: string | null;
}

/** The database of DATABASE_URL, or the embedded one; DATABASE_URL is set afterwards. Registers its end. */
export async function openDatabase(embedded: boolean, stopping: Stopping): Promise<Database> {
  if (!embedded) return { postgres: null, seededNote: null };
  const postgres = await step('Database (PostgreSQL 18)', () => startDatabase());
  stopping.onStop(() => postgres.stop());
  process.env.DATABASE_URL = postgres.databaseUrl;
  return { postgres, seededNote: join(dirname(postgres.dataFolder), 'seeded') };
}

export function startDatabase(): Promise<EmbeddedPostgres> {
  const folder = dataFolder();
  const { superuserPassword, ownerPassword } = readOrMakeSecrets(folder);
  return startEmbeddedPostgres({ folder: join(folder, 'postgres'), superuserPassword, ownerPassword, durable: true, say }).catch(asProblem);
}

export async function migrateDatabase(): Promise<void> {
  await step('Migrations', async (progress) => {
    const applied = await migrate({ databaseUrl: process.env.DATABASE_URL ?? '', say: progress }).catch(asProblem);
    return applied.length === 0 ? 'up to date' : `${applied.length} applied`;
  });
}

export async function generateClient(): Promise<void> {
  if (!existsSync(join(root, 'prisma/schema'))) return;
  await step('Prisma client', async () => ((await generatePrismaClient(root)) ? 'generated' : 'up to date'));
}

export interface SeedOptions {
  /** Beside the data, when they are the embedded database's: it says that the seed ran. */
  note: string | null;
  publicUrl: string;
  signal?: AbortSignal;
}

/** The demo people, unless they are there, with the address under which this start serves. A database that somebody else lives in stays as it is. */
export async function seedDatabase({ note, publicUrl, signal }: SeedOptions): Promise<void> {
  const seed = join(root, 'prisma/seed.ts');
  if (!existsSync(seed) || (note && existsSync(note) && addressInDemoFile() === publicUrl)) return;
  await step('Demo people and messages', async (progress) => {
    try {
      await runQuietly('The seed', process.execPath, [seed], { cwd: root, onLine: progress, ...(signal ? { signal } : {}) });
    } catch (error) {
      if (error instanceof Error && error.message.includes('Nothing was written.')) return 'left out, this database is in use';
      throw error;
    }
    if (note) writeFileSync(note, new Date().toISOString());
    return '';
  });
}

/** Undefined for a file that is missing or damaged: the seed repairs both. */
function addressInDemoFile(): string | undefined {
  try {
    return (JSON.parse(readFileSync(join(dataFolder(), 'demo.json'), 'utf8')) as { baseUrl?: string }).baseUrl;
  } catch {
    return undefined;
  }
}

/** Failures of our own making are sentences already; a stack under them would hide them. */
function asProblem(error: unknown): never {
  if (error instanceof Error && !(error instanceof TypeError)) throw new Problem(error.message, { cause: error });
  throw error;
}
