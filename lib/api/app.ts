import { Hono, type Context } from 'hono';
import { childLogger } from '#lib/logger.ts';
import { schemeOf } from '#lib/api/access-token.ts';
import { describeError, WireError } from '#lib/api/errors.ts';
import { everyAnswer } from '#lib/api/middleware/every-answer.ts';
import { jsonType, mountRoute, type Variables } from '#lib/api/route.ts';
import { routeTable } from '#lib/api/route-table.ts';
import { carrierRoutes } from '#lib/api/routes/carrier.ts';
import { eventsRoutes } from '#lib/api/routes/events.ts';
import { healthRoutes } from '#lib/api/routes/health.ts';
import { oauthRoutes } from '#lib/api/routes/oauth.ts';
import { openApiRoutes } from '#lib/api/routes/openapi.ts';
import { sessionRoutes } from '#lib/api/routes/session.ts';
import { simulatorRoutes } from '#lib/api/routes/simulator.ts';
import { stompRoutes } from '#lib/api/routes/stomp.ts';

const log = childLogger({ component: 'api' });

type ApiContext = Context<{ Variables: Variables }>;

/** Everything programs talk to, answered before Next: the message API, OAuth's endpoints for programs, live updates, health. */
export function createApiApp(): Hono<{ Variables: Variables }> {
  const app = createHealthApp();
  for (const route of routeTable) mountRoute(app, route);
  for (const routes of [oauthRoutes, sessionRoutes, eventsRoutes, simulatorRoutes]) app.route('/', routes);
  app.route('/', carrierRoutes);
  app.route('/', stompRoutes);
  app.route('/', openApiRoutes(routeTable));
  return app;
}

/** What a process answers that serves neither pages nor programs: whether it lives. */
export function createHealthApp(): Hono<{ Variables: Variables }> {
  const app = new Hono<{ Variables: Variables }>();
  app.use(everyAnswer);
  app.onError(answerError);
  app.notFound((context) => answerError(notServed(context), context));
  app.route('/', healthRoutes);
  return app;
}

function answerError(thrown: unknown, context: ApiContext): Response {
  const answer = describeError(thrown, context.get('requestId'), schemeOf(context.req.header('authorization')));
  const fields = { requestId: context.get('requestId'), route: context.get('route'), errorCode: answer.code, error: thrown };
  if (answer.unexpected) log.error(fields, 'an answer failed');
  else if (answer.status === 503) log.warn(fields, 'not available');
  return context.body(answer.body, answer.status, { ...context.get('limitHeaders'), 'Content-Type': jsonType, ...answer.headers });
}

/** A path we know with a method it does not have, a call of version 1, or nothing of ours. */
function notServed(context: ApiContext): WireError {
  const allowed = [...new Set(routeTable.filter(({ path }) => matches(path, context.req.path)).map(({ method }) => method))];
  if (allowed.length > 0) {
    const list = allowed.includes('GET') ? ['HEAD', ...allowed] : allowed;
    return new WireError('method-not-allowed', `This address answers to ${allowed.join(', ')}.`, { field: 'method', headers: { Allow: list.join(', ') } });
  }
  if (/^\/rest\/1\/MyMessages(\/|$)/i.test(context.req.path)) {
    return new WireError('not-served', 'Version 1 is not served. Send to POST /myMessages/v2/messages, list with GET /myMessages/v2/messages.', { field: 'version' });
  }
  return new WireError('not-served', 'There is nothing at this address.', { field: 'path' });
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  return wanted.length === given.length && wanted.every((step, at) => (step.startsWith(':') ? given[at] !== '' : step === given[at]));
}
