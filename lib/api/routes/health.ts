import { Hono } from 'hono';
import { getReadiness } from '#lib/use-cases/operations/get-readiness.ts';
import { exposition } from '#lib/api/metrics.ts';
import { jsonType, type Variables } from '#lib/api/route.ts';

/** For whoever runs the process. `healthz`: it lives. `readyz`: it may be sent requests. */
export const healthRoutes = new Hono<{ Variables: Variables }>()
  .get('/healthz', (context) => {
    context.set('route', 'healthz');
    return context.body('{"status":"ok"}', 200, { 'Content-Type': jsonType });
  })
  .get('/readyz', async (context) => {
    context.set('route', 'readyz');
    // Every open page asks by HEAD before it reads itself anew.
    const { ready, missing, oldestUnsentSeconds } = await getReadiness({ withUnsent: context.req.method !== 'HEAD' });
    const headers = { 'Content-Type': jsonType, ...(ready ? {} : { 'Retry-After': '2' }) };
    return context.body(JSON.stringify({ status: ready ? 'ready' : 'not ready', missing, oldestUnsentSeconds }), ready ? 200 : 503, headers);
  })
  .get('/metrics', async (context) => {
    context.set('route', 'metrics');
    const { text, contentType } = await exposition();
    return context.body(text, 200, { 'Content-Type': contentType });
  });
