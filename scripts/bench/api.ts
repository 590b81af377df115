import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { Problem, say, step } from '#scripts/bootstrap/steps.mjs';
import { completeSettings, generateClient, root } from '#scripts/start/setting-up.ts';
import { listenForTheEnd } from '#scripts/start/stopping.ts';
import { startEmbeddedPostgres } from '#lib/server/embedded-postgres.ts';
import { migrate } from '#lib/server/migrate.ts';
import { takeRunLock } from '#scripts/start/run-lock.ts';
import type { Bench, BenchOptions, Figure } from '#scripts/bench/bench.ts';
import { installPackages, programPath } from '#scripts/bench/anchors/packages.ts';
import { buildIndexes } from '#scripts/bench/index-cost.ts';
import { measureLists } from '#scripts/bench/lists.ts';
import { measureReads } from '#scripts/bench/reads.ts';
import { writeReport } from '#scripts/bench/report.ts';
import { measureSends } from '#scripts/bench/sends.ts';
import { startBenchServer } from '#scripts/bench/server.ts';

/** Measures on a durable PostgreSQL of its own, in a folder of its own; the person's installation is not touched. */
export async function runApiBench(options: BenchOptions): Promise<void> {
  const stopping = listenForTheEnd();
  try {
    const folder = join(root, '.handset/bench');
    mkdirSync(folder, { recursive: true });
    for (const name of ['DATABASE_URL', 'PUBLIC_URL', 'PORT', 'HOST', 'ROLES', 'CARRIER', 'LOG_FILE', 'HANDSET_SECRET', 'MEDIA_DIR']) delete process.env[name];
    process.env.HANDSET_DATA_DIR = folder;
    stopping.onStop(takeRunLock(folder, 'npm run bench:api').release);
    await completeSettings('production');
    await generateClient();
    if (options.anchors && !(programPath('bearerbox') && programPath('dovecot'))) {
      await step('Kannel and Dovecot', async () => installPackages(['kannel', 'dovecot-imapd', 'dovecot-fts-xapian']));
    }
    const password = () => randomBytes(18).toString('hex');
    const secrets = { superuserPassword: password(), ownerPassword: password() };
    const postgres = await step('PostgreSQL, durable', () => startEmbeddedPostgres({ folder: join(folder, `postgres-${process.pid}`), ...secrets, durable: true, say }));
    stopping.onStop(() => postgres.stop());
    await migrate({ databaseUrl: postgres.databaseUrl });
    const database = new Client({ connectionString: postgres.databaseUrl });
    await database.connect();
    const { makeWorld } = await import('#scripts/bench/world.ts');
    const world = await step('Data', (progress) => makeWorld(database, { senders: 12_000, sizes: options.sizes, say: progress }));
    await database.end();
    const server = await step('Server', () => startBenchServer(root, postgres.databaseUrl, 'api', join(folder, 'bench.log')));
    stopping.onStop(() => server.stop());
    const bench: Bench = { options, folder, root, databaseUrl: postgres.databaseUrl, server, world, say };
    const figures: Figure[] = [];
    if (options.rows.includes('A3')) {
      // Before the sends: the worker that builds would otherwise be busy with handing those to the carrier.
      figures.push(...(await buildIndexes(bench)));
      figures.push(...(await measureReads(bench)));
    }
    if (options.rows.includes('A1')) figures.push(...(await measureSends(bench)));
    if (options.rows.includes('A6')) figures.push(...(await measureLists(bench)));
    writeReport(root, options, figures);
    for (const { row, what, value } of figures) console.log(`${row.padEnd(4)} ${what.padEnd(90)} ${value}`);
  } catch (error) {
    console.error(error instanceof Problem ? `\n${error.message}\n` : error);
    process.exitCode = 1;
  } finally {
    await stopping.stopAll();
  }
  process.exit();
}
