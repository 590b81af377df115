import { beforeAll, describe, expect, it } from 'vitest';
import { routeTable } from '#lib/api/route-table.ts';
import { callApi } from '#tests/support/fixtures/app-clients.ts';
import { createRouteCaller, type RouteCaller } from '#tests/support/fixtures/route-caller.ts';

const infoPath = '/myMessages/v2/messages/index/info';
let caller: RouteCaller;

beforeAll(async () => {
  caller = await createRouteCaller();
});

describe('every answer', () => {
  it('carries security headers, whatever it says', async () => {
    for (const answer of [await caller.call('GET', infoPath), await callApi('GET', infoPath), await callApi('GET', '/nowhere'), await callApi('GET', '/healthz')]) {
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
      expect(answer.headers.get('content-type')).toBe('application/json; charset=UTF-8');
      expect(answer.headers.get('location')).toBeNull();
    }
  });

  it('gives back the X-Request-Id it was sent, and makes one where it is missing or malformed', async () => {
    const id = 'job-0123456789';
    expect((await callApi('GET', '/healthz', { headers: { 'X-Request-Id': id } })).headers.get('x-request-id')).toBe(id);
    for (const headers of [{}, { 'X-Request-Id': 'a b c d e f g h' }, { 'X-Request-Id': 'x'.repeat(500) }] as Record<string, string>[]) {
      expect((await callApi('GET', '/healthz', { headers })).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('makes another X-Request-Id for each call', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, async () => (await callApi('GET', infoPath)).headers.get('x-request-id')));
    expect(new Set(ids).size).toBe(5);
  });
});

describe('every answer to a known app', () => {
  it.each(routeTable)('wire 0.2: $operation tells RateLimit and RateLimit-Policy, also with what it refuses', async (route) => {
    for (const query of ['', '?_rsc=1']) {
      const { headers } = await caller.callRoute(route, { query });
      expect(headers.get('ratelimit-policy')).toBe(`"${route.limit}";q=100000;w=60`);
      expect(headers.get('ratelimit')).toMatch(new RegExp(`^"${route.limit}";r=\\d+;t=\\d+$`));
      expect(headers.get('retry-after')).toBeNull();
    }
  });

  it.each(routeTable)('wire 1: $operation gives back X-Request-Id; the calls of notifications in x-systemTransactionId too', async (route) => {
    const answer = await caller.callRoute(route, { headers: { 'X-Request-Id': 'job-0123456789' } });
    expect(answer.headers.get('x-request-id')).toBe('job-0123456789');
    expect(answer.headers.get('x-systemtransactionid')).toBe(route.path.startsWith('/notification/') ? 'job-0123456789' : null);
  });
});
