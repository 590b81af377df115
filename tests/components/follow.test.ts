import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { follow } from '#components/live/follow.ts';

/** As a browser's, as far as a page of ours looks at it. */
class Stream extends EventTarget {
  static readonly CLOSED = 2;
  static readonly opened: Stream[] = [];
  readonly address: string;
  readyState = 0;
  constructor(address: string) {
    super();
    this.address = address;
    Stream.opened.push(this);
  }
  say(kind: string): void {
    this.readyState = 1;
    this.dispatchEvent(new Event(kind));
  }
  fail(readyState: number): void {
    this.readyState = readyState;
    this.dispatchEvent(new Event('error'));
  }
  close(): void {
    this.readyState = Stream.CLOSED;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  Stream.opened.length = 0;
  vi.stubGlobal('EventSource', Stream);
  vi.stubGlobal('document', { documentElement: { setAttribute: () => undefined } });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function listen() {
  const onNews = vi.fn();
  const stop = follow({ address: () => '/events', kinds: ['network'], onNews });
  return { onNews, stop, stream: Stream.opened[0] as Stream };
}

it('a first connection is no news, and one after a break is, since anything may have happened', () => {
  const { onNews, stream } = listen();
  stream.say('open');
  expect(onNews).not.toHaveBeenCalled();
  stream.say('network');
  expect(onNews).toHaveBeenCalledTimes(1);
  stream.fail(0);
  stream.fail(0);
  expect(onNews).toHaveBeenCalledTimes(1);
  stream.say('open');
  expect(onNews).toHaveBeenCalledTimes(2);
});

it('a refused page asks again later, until it is left', async () => {
  const { onNews, stop, stream } = listen();
  stream.fail(Stream.CLOSED);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(Stream.opened).toHaveLength(2);
  Stream.opened[1]?.say('open');
  expect(onNews).toHaveBeenCalledTimes(1);
  Stream.opened[1]?.fail(Stream.CLOSED);
  stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(Stream.opened).toHaveLength(2);
});

it('the end of the session ends the listening', async () => {
  const { stream } = listen();
  stream.say('ended');
  await vi.advanceTimersByTimeAsync(60_000);
  expect([stream.readyState, Stream.opened.length]).toEqual([Stream.CLOSED, 1]);
});
