/**
 * One process, one port, any of the roles web, api and worker. The API is answered before Next: a constant answer through a Next
 * route handler costs about thirty times as much (docs/decisions/0001).
 */
import { carrierNetwork, loadCarrierCallbacks, loadLineDirectory } from '#lib/carriers/registry.ts';
import { closePool, inWorkerPool } from '#lib/data/pool.ts';
import { closePrisma } from '#lib/data/prisma.ts';
import { untilDatabaseAnswers } from '#lib/data/database-state.ts';
import { startSignals, stopSignals } from '#lib/data/signals.ts';
import { flushUsage } from '#lib/data/usage.ts';
import { env } from '#lib/env.ts';
import { childLogger } from '#lib/logger.ts';
import type { Handler } from '#lib/server/answer-page.ts';
import { sendConsoleToLog } from '#lib/server/console-to-log.ts';
import { createHttpServer } from '#lib/server/http-server.ts';
import { trackRequests } from '#lib/server/open-requests.ts';
import { lookUpLine } from '#lib/use-cases/lines/look-up-line.ts';
import { setCarrierCallbacks } from '#lib/use-cases/operations/carrier-callbacks.ts';
import { setCarrierNetwork } from '#lib/use-cases/operations/carrier-network.ts';
import { setLineDirectory } from '#lib/use-cases/operations/line-directory.ts';
import { setReady } from '#lib/use-cases/operations/readiness.ts';

const log = childLogger({ component: 'server' });
const drainMs = 20_000;
/** A database that starts beside us, or recovers after a crash. */
const databaseWaitMs = 60_000;

async function main(): Promise<void> {
  const startedAt = performance.now();
  if (env.NODE_ENV === 'production') sendConsoleToLog();
  await untilDatabaseAnswers({ withinMs: databaseWaitMs, waiting: (error) => log.warn({ err: error }, 'waiting for the database') });
  await startSignals();
  setCarrierNetwork(carrierNetwork);
  const lines = await loadLineDirectory();
  setLineDirectory(lines);
  lines.watchOwners?.(async (msisdn) => {
    await lookUpLine(msisdn);
  });
  setCarrierCallbacks(await loadCarrierCallbacks());
  const api = env.ROLES.includes('api') || env.ROLES.includes('web') ? await loadApi() : await loadHealthOnly();
  const pages = env.ROLES.includes('web') ? await loadPages() : null;
  const worker = env.ROLES.includes('worker') ? await loadWorker() : null;
  const stomp = env.ROLES.includes('api') || env.ROLES.includes('web') ? await loadStomp() : null;
  const requests = trackRequests();

  const server = createHttpServer({ api, pages, stomp, track: requests.track });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(env.PORT, env.HOST, resolve);
  });
  setReady(true);
  log.info({ port: env.PORT, roles: env.ROLES, startMs: Math.round(performance.now() - startedAt) }, 'listening');

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setReady(false);
    const hard = setTimeout(() => process.exit(1), drainMs + 5_000);
    hard.unref();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    requests.endStreams();
    stomp?.close();
    server.closeIdleConnections();
    await Promise.all([requests.drained(drainMs), worker?.stop()]);
    server.closeAllConnections();
    await closed;
    await pages?.close();
    await flushUsage();
    await Promise.all([stopSignals(), closePrisma(), closePool()]);
    log.info('stopped');
    log.flush();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
}

async function loadApi(): Promise<Handler> {
  const [{ createApiApp }, { listenerOf }] = await Promise.all([import('#lib/api/app.ts'), import('#lib/api/direct-answer.ts')]);
  return listenerOf(createApiApp());
}

async function loadStomp() {
  const { createStompDoor } = await import('#lib/api/stomp/upgrade.ts');
  return createStompDoor();
}

async function loadHealthOnly(): Promise<Handler> {
  const [{ createHealthApp }, { listenerOf }] = await Promise.all([import('#lib/api/app.ts'), import('#lib/api/direct-answer.ts')]);
  return listenerOf(createHealthApp());
}

async function loadPages() {
  const { default: next } = await import('next');
  const app = next({ dev: env.NODE_ENV === 'development', dir: process.cwd(), hostname: publicHost(), port: env.PORT });
  await app.prepare();
  return {
    handle: app.getRequestHandler() as Handler,
    upgrade: env.NODE_ENV === 'development' ? app.getUpgradeHandler() : null,
    close: () => app.close(),
  };
}

function publicHost(): string {
  return new URL(env.PUBLIC_URL).hostname;
}

async function loadWorker() {
  const [{ loadCarrier }, { startWorker }] = await Promise.all([import('#lib/carriers/registry.ts'), import('#lib/worker/start-worker.ts')]);
  return inWorkerPool(async () => startWorker(await loadCarrier()));
}

main().catch((error: unknown) => {
  log.fatal({ err: error }, 'the server could not start');
  log.flush();
  process.exit(1);
});
