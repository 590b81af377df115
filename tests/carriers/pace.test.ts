import { describe, expect, it } from 'vitest';
import { createPace, type PaceOptions } from '#lib/carriers/pace.ts';

/** A centre that takes `rate` segments a second, in steps of 5 ms, and throttles the rest; `lottery` throttles that share whatever comes. */
function drive(options: { seconds: number; rate: (second: number) => number; lottery?: number; pace?: Partial<PaceOptions> }) {
  let now = 0;
  const pace = createPace({ startPerSecond: 10, mostPerSecond: 5_000, ...options.pace, now: () => now });
  const taken = new Map<number, number>();
  let throttled = 0;
  let room = 0;
  let dice = 7;
  for (; now < options.seconds * 1_000; now += 5) {
    const second = Math.floor(now / 1_000);
    const rate = options.rate(second);
    room = Math.min(Math.max(1, rate / 20), room + rate * 0.005);
    for (let free = pace.free(); free > 0; free -= 1) {
      pace.spend(1);
      dice = (dice * 16_807) % 2_147_483_647;
      if (room >= 1 && dice / 2_147_483_647 >= (options.lottery ?? 0)) {
        room -= 1;
        pace.took(1);
        taken.set(second, (taken.get(second) ?? 0) + 1);
      } else {
        pace.throttled(1);
        throttled += 1;
      }
    }
  }
  const between = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => taken.get(from + at) ?? 0).reduce((sum, each) => sum + each, 0) / (to - from);
  return { between, throttled, perSecond: pace.perSecond() };
}

describe('F23: the pace of a link', () => {
  it.each([
    [5, 0.85],
    [40, 0.9],
    [200, 0.9],
    [1_500, 0.9],
  ])('finds a centre of %i segments a second and uses more than %d of it', (rate, share) => {
    expect(drive({ seconds: 60, rate: () => rate }).between(20, 60) / rate).toBeGreaterThan(share);
  });

  it('wastes little on throttled submits once it has found the rate', () => {
    const { between, throttled } = drive({ seconds: 60, rate: () => 200 });
    expect(throttled / (between(0, 60) * 60)).toBeLessThan(0.2);
  });

  it('follows a centre that becomes slower and faster again', () => {
    const { between } = drive({ seconds: 120, rate: (second) => (second >= 40 && second < 80 ? 20 : 400) });
    expect(between(60, 80) / 20).toBeGreaterThan(0.85);
    expect(between(100, 120) / 400).toBeGreaterThan(0.9);
  });

  it('does not starve where every second submit is throttled whatever comes', () => {
    expect(drive({ seconds: 60, rate: () => 5_000, lottery: 0.5, pace: { mostPerSecond: 1_000 } }).between(20, 60)).toBeGreaterThan(350);
  });

  it('never goes faster than was agreed', () => {
    const { between } = drive({ seconds: 20, rate: () => 5_000, pace: { mostPerSecond: 50 } });
    expect(between(5, 20)).toBeLessThanOrEqual(50);
  });

  it('a text of many segments is waited off afterwards', () => {
    let now = 0;
    const pace = createPace({ startPerSecond: 10, mostPerSecond: 10, now: () => now });
    pace.spend(11);
    expect(pace.free()).toBe(0);
    expect(pace.waitMs()).toBe(1_100);
    now += 1_100;
    expect(pace.free()).toBe(1);
  });

  it('what was not used says nothing about what could be', () => {
    let now = 0;
    const pace = createPace({ startPerSecond: 10, mostPerSecond: 1_000, now: () => now });
    for (let at = 0; at < 100; at += 1) {
      pace.spend(1);
      pace.took(1);
      now += 500;
    }
    expect(pace.perSecond()).toBe(10);
  });
});
