import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Loop, startLoop } from '#lib/worker/loop.ts';

const hourMs = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function end(loop: Loop): Promise<void> {
  const stopped = loop.stop();
  await vi.advanceTimersByTimeAsync(0);
  await stopped;
}

describe('a loop that gathers', () => {
  it('has one round for all who wake it within the time, and is not put off by later ones', async () => {
    let rounds = 0;
    const loop = startLoop('test', async () => ((rounds += 1), hourMs), { gatherMs: 25 });
    await vi.advanceTimersByTimeAsync(0);
    expect(rounds).toBe(1);
    loop.wake();
    await vi.advanceTimersByTimeAsync(20);
    loop.wake();
    expect(rounds).toBe(1);
    await vi.advanceTimersByTimeAsync(5);
    expect(rounds).toBe(2);
    await vi.advanceTimersByTimeAsync(hourMs - 1);
    expect(rounds).toBe(2);
    await end(loop);
  });

  it('has another round for who wakes it while one runs', async () => {
    let rounds = 0;
    const loop = startLoop(
      'test',
      async () => {
        await Promise.resolve();
        rounds += 1;
        if (rounds === 1) loop.wake();
        return hourMs;
      },
      { gatherMs: 25 },
    );
    await vi.advanceTimersByTimeAsync(24);
    expect(rounds).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(rounds).toBe(2);
    await end(loop);
  });

  it('ends at once while it gathers, and without another round', async () => {
    let rounds = 0;
    const loop = startLoop('test', async () => ((rounds += 1), hourMs), { gatherMs: hourMs });
    await vi.advanceTimersByTimeAsync(0);
    loop.wake();
    await end(loop);
    expect(rounds).toBe(1);
  });
});
