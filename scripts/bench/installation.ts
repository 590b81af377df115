import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { say, step } from '#scripts/bootstrap/steps.mjs';
import { completeSettings, generateClient, root } from '#scripts/start/setting-up.ts';
import { runToTheEnd } from '#scripts/start/stopping.ts';
import { startEmbeddedPostgres } from '#lib/server/embedded-postgres.ts';
import { migrate } from '#lib/server/migrate.ts';
import { takeRunLock } from '#scripts/start/run-lock.ts';
import { installPackages, programPath } from '#scripts/bench/anchors/packages.ts';
import { cpuMsOfFamily } from '#scripts/bench/server.ts';
import type { World } from '#scripts/bench/world.ts';

export interface InstallationOptions {
  command: string;
  /** Programs of others that are measured beside it, and Debian's packages that bring them; null to leave them out. */
  anchors: { title: string; programs: readonly string[]; packages: readonly string[] } | null;
  senders: number;
  /** Messages of each mailbox that is read. */
  sizes: readonly number[];
}

export interface Installation {
  folder: string;
  root: string;
  databaseUrl: string;
  world: World;
  say: (text: string) => void;
  /** Processor time of PostgreSQL so far, in ms. */
  databaseCpuMs(): number;
  /**
   * Has PostgreSQL tidy up and look at its tables at once, as it does by itself within minutes: until then statements are planned as if what was filled a
   * moment ago were empty.
   */
  settleDatabase(): Promise<void>;
  /** Called at the end, the last one first, also when it ends early. */
  onStop(stop: () => void | Promise<void>): void;
}

/** Measures on a durable PostgreSQL of its own, in a folder of its own; the person's installation is not touched. Ends the process. */
export function benchInItsOwnInstallation({ command, anchors, senders, sizes }: InstallationOptions, measure: (installation: Installation) => Promise<void>): Promise<never> {
  return runToTheEnd(async (stopping) => {
    const folder = join(root, '.handset/bench');
    mkdirSync(folder, { recursive: true });
    for (const name of ['DATABASE_URL', 'PUBLIC_URL', 'PORT', 'HOST', 'ROLES', 'CARRIER', 'LOG_FILE', 'HANDSET_SECRET', 'MEDIA_DIR']) delete process.env[name];
    process.env.HANDSET_DATA_DIR = folder;
    stopping.onStop(takeRunLock(folder, command).release);
    await completeSettings('production');
    await generateClient();
    if (anchors && !anchors.programs.every((program) => programPath(program))) await step(anchors.title, async () => installPackages(anchors.packages));
    const password = () => randomBytes(18).toString('hex');
    const secrets = { superuserPassword: password(), ownerPassword: password() };
    const postgresFolder = join(folder, `postgres-${process.pid}`);
    stopping.onStop(() => rmSync(postgresFolder, { recursive: true, force: true }));
    const postgres = await step('PostgreSQL, durable', () => startEmbeddedPostgres({ folder: postgresFolder, ...secrets, durable: true, say }));
    stopping.onStop(() => postgres.stop());
    await migrate({ databaseUrl: postgres.databaseUrl });
    const database = new Client({ connectionString: postgres.databaseUrl });
    await database.connect();
    const { makeWorld } = await import('#scripts/bench/world.ts');
    const world = await step('Data', (progress) => makeWorld(database, { senders, sizes, say: progress }));
    await database.end();
    const postmaster = Number.parseInt(readFileSync(join(postgresFolder, 'data/postmaster.pid'), 'utf8'), 10);
    const settleDatabase = async () => {
      const client = new Client({ connectionString: postgres.databaseUrl });
      await client.connect();
      await client.query('VACUUM (ANALYZE)');
      await client.end();
    };
    await measure({ folder, root, databaseUrl: postgres.databaseUrl, world, say, databaseCpuMs: () => cpuMsOfFamily(postmaster), settleDatabase, onStop: stopping.onStop });
  });
}
