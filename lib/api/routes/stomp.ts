import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { enterConnection } from '#lib/use-cases/notifications/connections.ts';
import { WireError } from '#lib/api/errors.ts';
import { AppError } from '#lib/errors.ts';
import type { Variables } from '#lib/api/route.ts';
import { isOriginOf, isPlausibleOrigin } from '#lib/api/stomp/origin.ts';
import { takePlace } from '#lib/api/stomp/places.ts';
import { startTelling } from '#lib/api/stomp/teller.ts';

const heartBeatMs = 15_000;

/** `httpsUrl`: the queue as an event stream (wire-v2, 0.7). Basic authentication with the credentials, which are used up by it. */
export const stompRoutes = new Hono<{ Variables: Variables }>().get('/stomp', async (context) => {
  context.set('route', 'notificationStream');
  const origin = context.req.header('origin');
  const credentials = readBasic(context.req.header('authorization'));
  const header = context.req.raw.headers.get('dpop');
  const proof = header === null ? null : { header, method: 'GET', path: '/stomp' };
  const connection = credentials && isPlausibleOrigin(origin) ? await enterConnection({ ...credentials, proof }) : null;
  if (!connection || !isOriginOf(origin, connection.redirectUris)) {
    throw new AppError('invalid-token', 'The credentials are wrong, used or over, or a proof of their key is missing. Ask for new ones with GET /myMessages/v2/notificationConnectionDetails.');
  }
  const ended = Promise.withResolvers<null>();
  const leave = takePlace(connection, () => ended.resolve(null));
  if (!leave) throw new WireError('busy', 'Too many connections are open. Close some of them.', { field: 'connections', headers: { 'Retry-After': '30' } });
  context.set('clientId', connection.clientId);
  context.header('Cache-Control', 'no-store');
  context.header('X-Accel-Buffering', 'no');
  return streamSSE(context, async (stream) => {
    stream.onAbort(() => ended.resolve(null));
    const beat = setInterval(() => void stream.write(': still here\n\n').catch(() => ended.resolve(null)), heartBeatMs);
    const stop = startTelling(
      connection,
      (data, id) => stream.writeSSE({ event: 'message', data, id: String(id) }),
      () => ended.resolve(null),
    );
    try {
      await ended.promise;
    } finally {
      clearInterval(beat);
      stop();
      leave();
    }
  });
});

function readBasic(header: string | undefined): { username: string; password: string } | null {
  const encoded = /^basic +([A-Za-z0-9+/]{1,512}={0,2})$/i.exec(header?.trim() ?? '')?.[1];
  const pair = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
  const at = pair.indexOf(':');
  return at < 1 ? null : { username: pair.slice(0, at), password: pair.slice(at + 1) };
}
