/** `npm start` and `npm run dev`: set up what is missing, serve until told to end, leave nothing running. */
import { join } from 'node:path';
import { buildPages, isBuildFresh } from '#scripts/build/next-build.ts';
import { calledOff } from '#scripts/bootstrap/endings.mjs';
import { Problem, say, step, stepUnderWay } from '#scripts/bootstrap/steps.mjs';
import { greeting } from '#scripts/start/greeting.ts';
import { listToldLinks } from '#scripts/start/told-links.ts';
import { takeRunLock } from '#scripts/start/run-lock.ts';
import { startServer, type ServerProcess } from '#scripts/start/server-process.ts';
import { completeSettings, dataFolder, generateClient, migrateDatabase, openDatabase, root, seedDatabase, startDatabase, type Database } from '#scripts/start/setting-up.ts';
import { listenForTheEnd, type Stopping } from '#scripts/start/stopping.ts';

/** How often a part that ended by itself is started again before giving up. */
const restartsPerMinute = 5;

interface Progress {
  isServing: boolean;
  /** What was being done when the end was asked for. */
  step: string | null;
}

export async function serve(mode: 'production' | 'development'): Promise<void> {
  const stopping = listenForTheEnd();
  const progress: Progress = { isServing: false, step: null };
  stopping.signal.addEventListener('abort', () => (progress.step = stepUnderWay()), { once: true });
  try {
    await setUpAndServe(mode, stopping, progress);
  } catch (error) {
    if (!stopping.signal.aborted) {
      console.error(error instanceof Problem ? `\n${error.message}\n` : error);
      process.exitCode = 1;
    }
  } finally {
    if (stopping.signal.aborted && !progress.isServing) console.error(`\n${calledOff(reasonOf(stopping.signal), progress.step)}\n`);
    await stopping.stopAll();
  }
  process.exit();
}

async function setUpAndServe(mode: 'production' | 'development', stopping: Stopping, progress: Progress): Promise<void> {
  const { env, embedded } = await completeSettings(mode);
  const lock = takeRunLock(dataFolder(), env.PUBLIC_URL);
  stopping.onStop(lock.release);

  await generateClient();
  const database = await openDatabase(embedded, stopping);
  stopping.signal.throwIfAborted();
  await migrateDatabase();
  const wanted = env.DEMO === 'true' || (env.DEMO === 'auto' && embedded && env.CARRIER === 'simulator');
  if (wanted) await seedDatabase({ note: database.seededNote, publicUrl: env.PUBLIC_URL, signal: stopping.signal });
  stopping.signal.throwIfAborted();
  const distFolder = process.env.NEXT_DIST_DIR || '.next';
  if (mode === 'production' && env.ROLES.includes('web') && !isBuildFresh(root, distFolder)) {
    await step('Building the pages (first start, or something changed)', (progress) => buildPages(root, distFolder, process.env, progress, stopping.signal));
  }
  stopping.signal.throwIfAborted();

  const logFile = env.LOG_FILE ?? join(dataFolder(), 'handset.log');
  const host = ['0.0.0.0', '::'].includes(env.HOST) ? '127.0.0.1' : env.HOST;
  const start = () => startServer({ root, environment: process.env, address: `http://${host}:${env.PORT}`, logFile, watch: mode === 'development' });
  const startedAt = performance.now();
  let server: ServerProcess = start();
  stopping.onStop(() => server.stop(stopping.impatience));
  await step('Server', () => server.untilReady(stopping.signal));
  if (stopping.signal.aborted) return;
  progress.isServing = true;
  const links = await listToldLinks({ databaseUrl: process.env.DATABASE_URL ?? '', startedAt });
  console.log(greeting({ address: env.PUBLIC_URL, dataFolder: dataFolder(), logFile, links, isSimulated: env.CARRIER === 'simulator' }));

  const databaseLost = keepDatabase(database, stopping);
  const restarts: number[] = [];
  for (;;) {
    const reason = await Promise.race([server.ended, whenAborted(stopping.signal), databaseLost]);
    if (stopping.signal.aborted) break;
    mayRestart(restarts, `The server ${reason}`);
    server = start();
  }
  say('Stopping: requests under way are finished first (Ctrl-C again ends at once)');
}

/** A database that ends by itself is started again on the same port, where the server's connections find it. Only ever rejects. */
async function keepDatabase(database: Database, stopping: Stopping): Promise<never> {
  let { postgres } = database;
  const restarts: number[] = [];
  for (;;) {
    await (postgres?.ended ?? new Promise(() => undefined));
    if (stopping.signal.aborted) return new Promise<never>(() => undefined);
    mayRestart(restarts, 'The database ended by itself');
    postgres = await startDatabase();
    stopping.onStop(postgres.stop);
  }
}

function mayRestart(restarts: number[], what: string): void {
  const now = Date.now();
  restarts.push(now);
  if (restarts.filter((at) => now - at < 60_000).length > restartsPerMinute) throw new Problem(`${what} ${restartsPerMinute} times within a minute: giving up.`);
  say(`${what}: starting it again`);
}

const reasonOf = (signal: AbortSignal): string => (signal.reason instanceof Error ? signal.reason.message : 'it was asked to end');

const whenAborted = (signal: AbortSignal): Promise<string> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve('');
    signal.addEventListener('abort', () => resolve(''), { once: true });
  });
