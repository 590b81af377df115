import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { eventsRoutes } from '#lib/api/routes/events.ts';
import { trackRequests } from '#lib/server/open-requests.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server on which nothing ends by itself, and one request to it whose answer has begun. */
async function openRequest(path: string) {
  const requests = trackRequests();
  const server = createServer((request, response) => {
    requests.track(request, response);
    response.write('begun');
  });
  closing.push(() => server.close(), () => server.closeAllConnections());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const request = get({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, path });
  request.on('error', () => undefined);
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  answer.on('error', () => undefined).resume();
  return { requests, answer };
}

const streams = [...new Set(eventsRoutes.routes.map(({ path }) => path))];

it.each([...streams, '/events?since=1', '/simulator/api/events?since=1'])('a stop ends the stream %s at once and does not wait for it', async (path) => {
  const { requests, answer } = await openRequest(path);
  let isDrained = false;
  const drained = requests.drained(60_000).then(() => (isDrained = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(isDrained).toBe(true);
  await drained;
  const closed = new Promise((resolve) => answer.once('close', resolve));
  requests.endStreams();
  await closed;
});

it.each(['/simulator/api/ledger', '/simulator', '/eventsful'])('a stop waits for %s, which ends by itself', async (path) => {
  const { requests, answer } = await openRequest(path);
  let isDrained = false;
  const drained = requests.drained(60_000).then(() => (isDrained = true));
  requests.endStreams();
  await new Promise((resolve) => setImmediate(resolve));
  expect(isDrained).toBe(false);
  answer.destroy();
  await drained;
});
