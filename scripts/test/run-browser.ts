import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildPages, isBuildFresh } from '#scripts/build/next-build.ts';
import { runQuietly } from '#scripts/build/run-quietly.ts';
import { say, step } from '#scripts/bootstrap/steps.mjs';
import { runningHolder } from '#scripts/start/run-lock.ts';
import { startServer } from '#scripts/start/server-process.ts';
import type { Stopping } from '#scripts/start/stopping.ts';
import { findBrowser } from '#scripts/test/find-browser.ts';
import { ofPlaywright, type Outcome } from '#scripts/test/outcome.ts';
import { runVisibly } from '#scripts/test/run-visibly.ts';
import { createDatabase } from '#scripts/test/test-database.ts';
import { freePort } from '#lib/server/free-port.ts';
import { migrate } from '#lib/server/migrate.ts';

/** The built server with the demo world in a database of its own, and Chromium in front of it. */
export async function runBrowser(root: string, folder: string, superuserUrl: string, stopping: Stopping, filters: string[] = []): Promise<Outcome> {
  const browser = await step('Chromium', (progress) => findBrowser(root, progress));
  const dataFolder = join(folder, 'e2e');
  rmSync(dataFolder, { recursive: true, force: true });
  mkdirSync(dataFolder, { recursive: true });
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const logFile = join(dataFolder, 'handset.log');
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    PORT: String(port),
    PUBLIC_URL: baseUrl,
    HANDSET_DATA_DIR: dataFolder,
    DATABASE_URL: await createDatabase(superuserUrl, 'handset_e2e'),
    LOG_FILE: logFile,
    LOG_LEVEL: 'debug',
    NEXT_TELEMETRY_DISABLED: '1',
  };
  await step('Migrations', () => migrate({ databaseUrl: environment.DATABASE_URL ?? '' }).then((applied) => `${applied.length} applied`));
  await step('Demo people and messages', (progress) =>
    runQuietly('The seed', process.execPath, [join(root, 'prisma/seed.ts')], { cwd: root, env: environment, onLine: progress }).then(() => undefined),
  );
  environment.NEXT_DIST_DIR = distFolder(root);
  const { NEXT_DIST_DIR: pages } = environment;
  if (!isBuildFresh(root, pages)) await step('Building the pages', (progress) => buildPages(root, pages, environment, progress, stopping.signal));
  const server = startServer({ root, environment, address: baseUrl.replace('localhost', '127.0.0.1'), logFile, watch: false });
  stopping.onStop(() => server.stop(stopping.impatience));
  await step('Server', () => server.untilReady(stopping.signal));
  const report = join(folder, 'playwright.json');
  rmSync(report, { force: true });
  await runVisibly(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), 'test', ...filters], {
    cwd: root,
    env: { ...environment, NODE_ENV: 'test', CHROMIUM_PATH: browser, E2E_BASE_URL: baseUrl, E2E_REPORT: report },
    signal: stopping.signal,
  });
  await server.stop(stopping.impatience);
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const outcome = ofPlaywright(JSON.parse(readFileSync(report, 'utf8')) as Parameters<typeof ofPlaywright>[0]);
  say(`Browser tests: ${outcome.passed} passed, ${outcome.failed} failed. The server's log: ${logFile}`);
  return outcome;
}

/** A server that people use out of this folder must not lose its pages to a build for tests. */
function distFolder(root: string): string {
  return isBuildFresh(root, '.next') || !runningHolder(join(root, '.handset')) ? '.next' : '.next-test';
}
