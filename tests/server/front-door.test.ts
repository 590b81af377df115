import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { env } from '#lib/env.ts';
import { inspect, setCommonHeaders, setPagePolicy } from '#lib/server/front-door.ts';

let server: Server;
let port: number;
let seen: Record<string, unknown> = {};

beforeAll(async () => {
  server = createServer((request, response) => {
    setCommonHeaders(response);
    const refusal = inspect(request);
    if (refusal) {
      response.writeHead(refusal.status).end(refusal.text);
      return;
    }
    setPagePolicy(request, response);
    seen = { ...request.headers };
    response.end('in');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Raw bytes: a library would tidy up what is tested here. */
function ask(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => (answer += chunk));
    socket.on('end', () => resolve(answer)).on('error', reject);
  });
}

const request = (line: string, headers: string[] = [`Host: localhost:${env.PORT}`]) => ask(`${line} HTTP/1.1\r\n${[...headers, 'Connection: close'].join('\r\n')}\r\n\r\n`);
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

describe('front door', () => {
  it.each([
    ['TRACE', 'TRACE /', 405],
    ['an unknown method', 'PROPFIND /', 405],
    ['an absolute-form target', 'GET http://evil.example/', 400],
    ['a target with a foreign authority', 'GET //evil.example/', 400],
    ['a backslash', 'GET /\\evil.example', 400],
    ['a broken percent-encoding', 'GET /%E0%A4%A', 400],
    ['OPTIONS *', 'OPTIONS *', 400],
  ])('T25 refuses %s before Next', async (_name, line, status) => {
    const answer = await request(line);
    expect(statusOf(answer)).toBe(status);
    expect(answer).not.toContain('evil.example');
  });

  it.each(['evil.example', 'localhost.evil.example:3000', `localhost:${env.PORT + 1}`, 'user@localhost'])('T25 refuses the foreign host %s', async (host) => {
    expect(statusOf(await request('GET /', [`Host: ${host}`]))).toBe(421);
  });

  it('T25 drops headers that only the server may set', async () => {
    await request('GET /', [
      `Host: localhost:${env.PORT}`, 'X-Middleware-Subrequest: proxy', 'X-Forwarded-Host: evil.example', 'X-Forwarded-For: 1.2.3.4', 'X-Original-URL: /admin',
      "Content-Security-Policy: script-src 'nonce-mine'", 'X-Nonce: mine', 'X-Handset-Address: 1.2.3.4',
    ]);
    expect(JSON.stringify(seen)).not.toMatch(/evil\.example|1\.2\.3\.4|mine|x-middleware-subrequest|x-original-url/i);
    expect(seen['x-handset-address']).toBe('127.0.0.1');
  });

  it('P1 tells a page that refreshes itself, or fetches ahead, from a navigation', async () => {
    const from = (referer: string, line: string, more: string[] = []) => request(line, [`Host: localhost:${env.PORT}`, 'RSC: 1', `Referer: http://localhost:${env.PORT}${referer}`, ...more]);
    await from('/inbox/abc?filter=unread', 'GET /inbox/abc?filter=unread&_rsc=1a2b');
    expect(seen['x-handset-background']).toBe('1');
    await from('/inbox', 'GET /inbox/abc?_rsc=1a2b');
    expect(seen['x-handset-background']).toBeUndefined();
    await from('/inbox', 'GET /inbox/abc?_rsc=1a2b', ['Next-Router-Prefetch: 1']);
    expect(seen['x-handset-background']).toBe('1');
  });

  it('sends the security headers on answers and refusals alike', async () => {
    for (const line of ['GET /', 'TRACE /']) {
      const answer = await request(line);
      expect(answer).toMatch(/x-content-type-options: nosniff/i);
      expect(answer).toMatch(/referrer-policy: /i);
      expect(answer).toMatch(/content-security-policy: .*frame-ancestors 'none'/i);
    }
  });

  it('gives each page a nonce of its own, and lets no form of an ordinary page leave', async () => {
    const policies = [await request('GET /inbox'), await request('GET /inbox')].map((answer) => /content-security-policy: (.*)\r/i.exec(answer)?.[1] ?? '');
    const nonces = policies.map((policy) => /script-src 'nonce-([^']+)'/.exec(policy)?.[1]);
    expect(new Set(nonces).size).toBe(2);
    expect(policies[0]).toContain("form-action 'self'");
    expect(policies[0]).not.toMatch(/script-src[^;]*unsafe-inline/);
  });
});
