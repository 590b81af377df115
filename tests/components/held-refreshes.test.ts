import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { holdRefreshes } from '#components/live/held-refreshes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const page = 'http://localhost:3000/simulator?phones=1,2#ledger';
const payload = new URL('http://localhost:3000/simulator?phones=1,2&_rsc=k1');
const headers = { rsc: '1' };
const refused = new TypeError('Failed to fetch');

function open() {
  const server = { isThere: false, isReady: true };
  const place = { href: page };
  const plain = vi.fn<typeof fetch>(() => (server.isThere ? Promise.resolve(new Response('payload')) : Promise.reject(refused)));
  const isAnswering = vi.fn(() => Promise.resolve(server.isReady));
  const held = holdRefreshes(plain, { here: () => place.href, isAnswering });
  return { server, place, plain, isAnswering, held };
}

describe('a page that Next reads anew', () => {
  it('waits for a server that went away after it was asked, ever more seldom, and gets its answer once', async () => {
    const { server, plain, held } = open();
    const answer = held(payload, { headers });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(plain.mock.calls.length).toBeGreaterThan(5);
    expect(plain.mock.calls.length).toBeLessThan(20);
    server.isThere = true;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await (await answer).text()).toBe('payload');
  });

  it('is not asked for while the server says that it is not ready, which it is asked ever more seldom', async () => {
    const { server, plain, isAnswering, held } = open();
    server.isReady = false;
    const answer = held(payload, { headers });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(plain).toHaveBeenCalledTimes(1);
    expect(isAnswering.mock.calls.length).toBeGreaterThan(5);
    expect(isAnswering.mock.calls.length).toBeLessThan(20);
    Object.assign(server, { isReady: true, isThere: true });
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await answer).ok).toBe(true);
  });

  it('goes on waiting when another page was opened meanwhile, as a failure would take that page away', async () => {
    const { server, place, held } = open();
    const answer = held(payload, { headers });
    place.href = 'http://localhost:3000/docs';
    await vi.advanceTimersByTimeAsync(20_000);
    server.isThere = true;
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await answer).ok).toBe(true);
  });

  it('ends with its error when whoever asked has given up', async () => {
    const { held } = open();
    const giveUp = new AbortController();
    const answer = expect(held(payload, { headers, signal: giveUp.signal })).rejects.toBe(refused);
    giveUp.abort();
    await vi.advanceTimersByTimeAsync(10_000);
    await answer;
  });
});

describe('whatever else is fetched fails at once, and is sent once', () => {
  it.each<[string, Parameters<typeof fetch>[0], RequestInit]>([
    ['the page of a link', new URL('http://localhost:3000/docs?_rsc=k1'), { headers }],
    ['the same page with another question', new URL('http://localhost:3000/simulator?phones=3&_rsc=k1'), { headers }],
    ['a page that may be opened later', payload, { headers: { ...headers, 'next-router-prefetch': '1' } }],
    ['an action of this page', page, { method: 'POST', headers: { ...headers, 'next-action': 'a' } }],
    ['a call of our own', '/simulator?phones=1,2', {}],
  ])('%s', async (_, input, init) => {
    const { plain, held } = open();
    await expect(held(input, init)).rejects.toBe(refused);
    expect(plain).toHaveBeenCalledTimes(1);
  });
});
