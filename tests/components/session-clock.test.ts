import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionClock, type SessionAnswer, type SessionMessage } from '#components/session/session-clock.ts';

const start = Date.parse('2026-11-22T10:00:00Z');

/** A server whose clock is five minutes ahead of the browser's. */
function server(lastsSeconds: number) {
  const aheadMs = 300_000;
  const state = { endsAtMs: start + aheadMs + lastsSeconds * 1000, reachable: true, tag: 'a' };
  const ask = vi.fn((): Promise<SessionAnswer> => {
    const serverNowMs = Date.now() + aheadMs;
    if (!state.reachable) return Promise.resolve({ kind: 'unknown' });
    if (serverNowMs >= state.endsAtMs) return Promise.resolve({ kind: 'ended' });
    return Promise.resolve({ kind: 'live', endsAtMs: state.endsAtMs, serverNowMs, tag: state.tag });
  });
  return { state, ask };
}

describe('the session clock', () => {
  beforeEach(() => void vi.useFakeTimers({ now: start }));
  afterEach(() => void vi.useRealTimers());

  function open(lastsSeconds: number) {
    const { state, ask } = server(lastsSeconds);
    const told: SessionMessage[] = [];
    const clock = new SessionClock({ warningSeconds: 120, ask, tell: (message) => told.push(message) });
    clock.start();
    return { clock, state, ask, told, pass: (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000) };
  }

  it('warns by the server’s clock, whatever this device says', async () => {
    const { clock, pass } = open(600);
    await pass(479);
    expect(clock.snapshot()).toEqual({ phase: 'live' });
    await pass(2);
    expect(clock.snapshot()).toEqual({ phase: 'warning', leftSeconds: 119 });
  });

  it('asks before it warns, so that use in another tab counts', async () => {
    const { clock, state, pass } = open(600);
    await pass(470);
    state.endsAtMs += 600_000;
    await pass(20);
    expect(clock.snapshot()).toEqual({ phase: 'live' });
  });

  it('asks once more before it declares the end', async () => {
    const { clock, state, pass } = open(130);
    await pass(120);
    expect(clock.snapshot()).toMatchObject({ phase: 'warning' });
    state.endsAtMs += 600_000;
    await pass(20);
    expect(clock.snapshot()).toEqual({ phase: 'live' });
  });

  it('ends at the deadline and tells the other tabs', async () => {
    const { clock, told, pass } = open(130);
    await pass(131);
    expect(clock.snapshot().phase).toBe('ended');
    expect(told).toEqual([{ kind: 'ended' }]);
  });

  it('does not come back to life once ended: the next session may be somebody else’s', async () => {
    const { clock, state, pass } = open(10);
    await pass(11);
    state.endsAtMs += 900_000;
    clock.hear({ kind: 'extended', endsAtMs: state.endsAtMs });
    await clock.recheck();
    await pass(60);
    expect(clock.snapshot().phase).toBe('ended');
  });

  it('ends when the cookie turns out to be another session', async () => {
    const { clock, state, pass } = open(900);
    await pass(1);
    state.tag = 'b';
    await pass(61);
    expect(clock.snapshot().phase).toBe('ended');
  });

  it('closes the warning in this tab when another one stays signed in', async () => {
    const { clock, state, told, pass } = open(130);
    await pass(60);
    state.endsAtMs += 600_000;
    clock.hear({ kind: 'extended', endsAtMs: state.endsAtMs });
    expect(clock.snapshot()).toEqual({ phase: 'live' });
    expect(told).toEqual([]);
  });

  it('takes another tab’s end as a question, not as a fact', async () => {
    const { clock, pass } = open(900);
    await pass(1);
    clock.hear({ kind: 'ended' });
    await pass(1);
    expect(clock.snapshot()).toEqual({ phase: 'live' });
  });

  it('waits a little for an unreachable server, then empties the page', async () => {
    const { clock, state, pass } = open(130);
    await pass(100);
    state.reachable = false;
    await pass(35);
    expect(clock.snapshot()).toEqual({ phase: 'warning', leftSeconds: 0 });
    await pass(20);
    expect(clock.snapshot().phase).toBe('ended');
  });

  it('ignores an answer that was on its way while the session was extended', async () => {
    const { clock, state, ask, pass } = open(130);
    await pass(60);
    let late: (answer: SessionAnswer) => void = () => undefined;
    const old = state.endsAtMs;
    ask.mockImplementationOnce(() => new Promise((resolve) => (late = resolve)));
    void clock.recheck();
    state.endsAtMs += 600_000;
    clock.extend(state.endsAtMs, { tell: true });
    late({ kind: 'live', endsAtMs: old, serverNowMs: Date.now() + 300_000, tag: 'a' });
    await pass(1);
    expect(clock.snapshot()).toEqual({ phase: 'live' });
  });

  it('asks about once a minute while all is well, and stops when the page goes', async () => {
    const { clock, ask, pass } = open(3600);
    await pass(600);
    expect(ask.mock.calls.length).toBeLessThanOrEqual(12);
    clock.stop();
    const before = ask.mock.calls.length;
    await pass(600);
    expect(ask.mock.calls.length).toBe(before);
  });
});
