import { afterEach, expect, test } from 'vitest';
import { clock, setTestClock } from '#lib/clock.ts';

afterEach(() => setTestClock(null));

test('the test clock stands still, moves or gives way to the real one', () => {
  const moment = new Date('2026-11-22T12:00:00Z');
  setTestClock(moment);
  expect(clock.now()).toEqual(moment);
  clock.now().setFullYear(1999); // a caller that changes its date must not change the clock
  expect(clock.now()).toEqual(moment);
  let seconds = 0;
  setTestClock(() => new Date(moment.getTime() + ++seconds * 1000));
  expect(clock.now().getTime()).toBeLessThan(clock.now().getTime());
  setTestClock(null);
  expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(60_000);
});
