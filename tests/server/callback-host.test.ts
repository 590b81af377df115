import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { inspect } from '#lib/server/front-door.ts';

vi.hoisted(() => (process.env.CARRIER_CALLBACK_URL = 'https://in.example.com'));

let server: Server;
beforeAll(async () => {
  server = createServer((incoming, response) => response.writeHead(inspect(incoming)?.status ?? 200).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void server.close());

const statusOf = (host: string, path: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    request({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, path, method: 'POST', headers: { Host: host }, agent: false }, (answer) => resolve(answer.resume().statusCode)).on('error', reject).end();
  });

it.each([
  ['in.example.com', '/carrier/twilio/status?reference=1', 200],
  ['IN.example.com', '/carrier/media/x', 200],
  ['in.example.com', '/inbox', 421],
  ['in.example.com', '/carriers', 421],
  ['in.example.com', '/myMessages/v2/messages?x=/carrier/', 421],
  ['other.example.com', '/carrier/twilio/status', 421],
])('T25 under the name for carriers nothing else is answered: %s %s', async (host, path, status) => {
  expect(await statusOf(host, path)).toBe(status);
});
