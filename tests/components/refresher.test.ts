import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isServerReady, Refresher } from '#components/live/refresher.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function open() {
  const server = { isThere: true };
  const isAnswering = vi.fn(() => Promise.resolve(server.isThere));
  const refresh = vi.fn();
  const refresher = new Refresher({ isAnswering, refresh });
  return { server, isAnswering, refresh, refresher, pass: (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000) };
}

describe('a refresh that nobody asked for', () => {
  it('comes at once when the server answers, and again at the next news', async () => {
    const { refresh, refresher, pass } = open();
    for (const times of [1, 2]) {
      refresher.request();
      await pass(0);
      expect(refresh).toHaveBeenCalledTimes(times);
    }
  });

  it('waits while the server is away, asking ever more seldom, and comes once when it is back, however much happened', async () => {
    const { server, isAnswering, refresh, refresher, pass } = open();
    server.isThere = false;
    for (let second = 0; second < 60; second += 1) {
      refresher.request();
      await pass(1);
    }
    expect(refresh).not.toHaveBeenCalled();
    expect(isAnswering.mock.calls.length).toBeGreaterThan(5);
    expect(isAnswering.mock.calls.length).toBeLessThan(20);
    server.isThere = true;
    await pass(10);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('never comes to a page that was left, and does to one that is shown again', async () => {
    const { server, refresh, refresher, pass } = open();
    refresher.request();
    refresher.stop();
    server.isThere = false;
    refresher.request();
    await pass(1);
    refresher.stop();
    server.isThere = true;
    await pass(60);
    expect(refresh).not.toHaveBeenCalled();
    refresher.request();
    await pass(0);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['one that is ready', true, () => Promise.resolve(new Response(null))],
    ['one that stops, or has no database', false, () => Promise.resolve(new Response(null, { status: 503 }))],
    ['none', false, () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('is for a server that is ready: %s', async (_, isReady, answer) => {
    vi.stubGlobal('fetch', answer);
    expect(await isServerReady()).toBe(isReady);
  });
});
