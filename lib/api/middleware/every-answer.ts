import type { IncomingMessage } from 'node:http';
import type { MiddlewareHandler } from 'hono';
import { env } from '#lib/env.ts';
import { newId } from '#lib/ids.ts';
import { childLogger } from '#lib/logger.ts';
import { setBodySource } from '#lib/api/body.ts';
import { recordAnswer } from '#lib/api/metrics.ts';
import { jsonType, type Variables } from '#lib/api/route.ts';

const log = childLogger({ component: 'api' });

// In lower case, as a DirectAnswer keeps them.
const securityHeaders: readonly (readonly [string, string])[] = [
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'no-referrer'],
  ['content-security-policy', "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"],
  ['cache-control', 'no-store'],
  // Behind TLS only: on plain HTTP the header means nothing and would lock a developer's browser out of localhost.
  ...(env.PUBLIC_URL.startsWith('https:') ? [['strict-transport-security', 'max-age=31536000; includeSubDomains'] as const] : []),
];

/** What every answer has: an id that leads to the log, the security headers, one line and one count. */
export const everyAnswer: MiddlewareHandler<{ Variables: Variables }> = async (context, next) => {
  const startedAt = performance.now();
  const asked = context.req.header('x-request-id');
  const requestId = asked && /^[A-Za-z0-9._-]{8,64}$/.test(asked) ? asked : newId();
  context.set('requestId', requestId);
  context.set('route', 'unknown');
  context.set('clientId', null);
  context.set('limitHeaders', {});
  const { incoming } = (context.env ?? {}) as { incoming?: IncomingMessage };
  if (incoming) setBodySource(context.req.raw, incoming);
  await next();
  const { headers, status } = context.res;
  headers.set('x-request-id', requestId);
  // Three SDKs read the id of a notification call from this one.
  if (context.req.path.startsWith('/notification/')) headers.set('x-systemtransactionid', requestId);
  // Two SDKs read JSON as Latin-1 where no charset is named.
  if (headers.get('content-type') === 'application/json') headers.set('content-type', jsonType);
  for (const [name, value] of securityHeaders) if (!headers.has(name)) headers.set(name, value);
  const route = context.get('route');
  const milliseconds = performance.now() - startedAt;
  recordAnswer({ route, method: context.req.method, status, seconds: milliseconds / 1000 });
  log.info({ requestId, route, method: context.req.method, status, clientId: context.get('clientId') ?? undefined, milliseconds: Math.round(milliseconds) }, 'answered');
};
