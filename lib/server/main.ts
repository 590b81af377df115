/**
 * One process, one port, any of the roles web, api and worker. The API is answered before Next: a constant answer through a Next
 * route handler costs about thirty times as much (docs/decisions/0001).
 */
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { loadLineDirectory } from '#lib/carriers/registry.ts';
import { closePool, inWorkerPool } from '#lib/data/pool.ts';
import { closePrisma } from '#lib/data/prisma.ts';
import { startSignals, stopSignals } from '#lib/data/signals.ts';
import { flushUsage } from '#lib/data/usage.ts';
import { env } from '#lib/env.ts';
import { childLogger } from '#lib/logger.ts';
import { answerPage, type Handler } from '#lib/server/answer-page.ts';
import { sendConsoleToLog } from '#lib/server/console-to-log.ts';
import { inspect, setCommonHeaders, unreadableRequest } from '#lib/server/front-door.ts';
import { answerPlainly } from '#lib/server/plain-answer.ts';
import { trackRequests } from '#lib/server/open-requests.ts';
import { setLineDirectory } from '#lib/use-cases/operations/line-directory.ts';
import { setReady } from '#lib/use-cases/operations/readiness.ts';

const log = childLogger({ component: 'server' });
const drainMs = 20_000;

const apiPath =
  /^\/(?:myMessages|rest\/1|notification|oauth\/v4\/(?:token|revoke|introspect)|\.well-known\/oauth-authorization-server|events|stomp|session|healthz|readyz|metrics|simulator\/api|openapi\.json)(?:[/?]|$)/;

async function main(): Promise<void> {
  const startedAt = performance.now();
  if (env.NODE_ENV === 'production') sendConsoleToLog();
  await startSignals();
  setLineDirectory(await loadLineDirectory());
  const api = env.ROLES.includes('api') || env.ROLES.includes('web') ? await loadApi() : await loadHealthOnly();
  const pages = env.ROLES.includes('web') ? await loadPages() : null;
  const worker = env.ROLES.includes('worker') ? await loadWorker() : null;
  const stomp = env.ROLES.includes('api') || env.ROLES.includes('web') ? await loadStomp() : null;
  const requests = trackRequests();

  const server = createServer({ requestTimeout: 60_000, headersTimeout: 20_000, keepAliveTimeout: 65_000 }, (request, response) => {
    requests.track(request, response);
    setCommonHeaders(response);
    const refusal = inspect(request);
    if (refusal) {
      response.shouldKeepAlive = false; // what else comes on this connection is not trusted
      return answerPlainly(request, response, refusal);
    }
    const isApi = apiPath.test(request.url ?? '') || !pages;
    const answered = isApi ? api(request, response) : answerPage(pages.handle, request, response);
    Promise.resolve(answered).catch((error: unknown) => {
      log.error({ err: error }, 'a request failed outside its handler');
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end();
    });
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end(unreadableRequest);
  });
  server.on('upgrade', (request, socket, head) => {
    // Besides STOMP only the development server speaks WebSocket; an upgrade is never passed on to a host that the visitor names.
    if (inspect(request) !== null) socket.destroy();
    else if (stomp?.upgrade(request, socket, head)) return;
    else if (pages?.upgrade) void pages.upgrade(request, socket, head);
    else socket.destroy();
  });
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
  const { createApiApp } = await import('#lib/api/app.ts');
  return getRequestListener(createApiApp().fetch, { overrideGlobalObjects: false });
}

async function loadStomp() {
  const { createStompDoor } = await import('#lib/api/stomp/upgrade.ts');
  return createStompDoor();
}

async function loadHealthOnly(): Promise<Handler> {
  const { createHealthApp } = await import('#lib/api/app.ts');
  return getRequestListener(createHealthApp().fetch, { overrideGlobalObjects: false });
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
