import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { apart } from '#lib/worker/apart.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('calls at once, then not before the time has passed, and for the last who asked', () => {
  let calls = 0;
  const ask = apart(10, () => (calls += 1));
  ask();
  expect(calls).toBe(1);
  ask();
  ask();
  vi.advanceTimersByTime(9);
  expect(calls).toBe(1);
  vi.advanceTimersByTime(1);
  expect(calls).toBe(2);
  vi.advanceTimersByTime(100);
  expect(calls).toBe(2);
  ask();
  expect(calls).toBe(3);
});
