import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldDays, loadCurve, mostAsked, noneRefusedFrom, passedAt, refusedAt, type CallMinute } from '#lib/domain/limit-what-if.ts';
import { consumeGcra } from '#lib/domain/rate-limit.ts';

const minute = fc.record({ atMs: fc.integer({ min: 0, max: 28 * 1440 - 1 }).map((at) => at * 60_000), passed: fc.nat(300), refused: fc.nat(300), perMinute: fc.option(fc.integer({ min: 1, max: 300 })) });
const nowMs = 28 * 86_400_000 - 1;

/** Calls at these moments against the running limiter, as they are recorded: by minute, with the limit in force. */
function recorded(perMinute: number, callsMs: readonly number[]): CallMinute[] {
  const minutes = new Map<number, CallMinute>();
  let tatMs: number | null = null;
  for (const callMs of callsMs.toSorted((left, right) => left - right)) {
    const answer = consumeGcra(tatMs, callMs, { count: perMinute, periodSeconds: 60 });
    tatMs = answer.tatMs;
    const atMs = Math.floor(callMs / 60_000) * 60_000;
    const minute = minutes.get(atMs) ?? { atMs, passed: 0, refused: 0, perMinute };
    minutes.set(atMs, { ...minute, passed: minute.passed + (answer.allowed ? 1 : 0), refused: minute.refused + (answer.allowed ? 0 : 1) });
  }
  return [...minutes.values()];
}

const refusedIn = (minutes: readonly CallMinute[]) => minutes.reduce((sum, minute) => sum + minute.refused, 0);

describe('what if', () => {
  it('L1 the limit in force answers what the running limiter refused, whenever the calls came', () => {
    const calls = fc.array(fc.integer({ min: 0, max: 6 * 60_000 }), { maxLength: 400 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), calls, (perMinute, callsMs) => {
        const minutes = recorded(perMinute, callsMs);
        expect(refusedAt(loadCurve(minutes), perMinute)).toBe(refusedIn(minutes));
        for (const minute of minutes) expect(passedAt(minute, perMinute)).toBe(minute.passed);
      }),
    );
  });

  it('L1 another limit answers what the running limiter would have refused to a burst, however long it went on', () => {
    // Rates whose refill is a whole number of microseconds, so that no rounding stands between two limits.
    const burst = fc.record({ perMinute: fc.constantFrom(1, 2, 4, 5, 8, 10, 16, 20, 25, 32), times: fc.integer({ min: 1, max: 5 }), refills: fc.integer({ min: 0, max: 39 }), more: fc.nat(60) });
    fc.assert(
      fc.property(burst, ({ perMinute, times, refills, more }) => {
        const other = perMinute * times;
        const refillMs = 60_000 / perMinute;
        // Everything at once, then a call with each refill of the smaller limit, and what the larger one refills beside it.
        const at = Array.from({ length: other + more }, () => 0);
        const later = Array.from({ length: Math.min(refills, perMinute - 1) }, (_, step) => Array.from({ length: times }, () => (step + 1) * refillMs)).flat();
        const calls = [...at, ...later].filter((callMs) => callMs < 60_000);
        expect(refusedAt(loadCurve(recorded(perMinute, calls)), other)).toBe(refusedIn(recorded(other, calls)));
      }),
    );
  });

  it('a minute without its limit, of an older version, counts as a burst that was let through', () => {
    expect(passedAt({ passed: 60, refused: 63, perMinute: null }, 60)).toBe(60);
    expect(passedAt({ passed: 60, refused: 63, perMinute: null }, 120)).toBe(120);
  });

  it('a higher limit never refuses more, and the figure named is the smallest at which none is refused', () => {
    fc.assert(
      fc.property(fc.array(minute), fc.nat(700), fc.nat(700), (minutes: CallMinute[], one, other) => {
        const curve = loadCurve(minutes);
        expect(refusedAt(curve, Math.max(one, other))).toBeLessThanOrEqual(refusedAt(curve, Math.min(one, other)));
        const none = noneRefusedFrom(curve);
        expect(refusedAt(curve, none)).toBe(0);
        if (none > 0) expect(refusedAt(curve, none - 1)).toBeGreaterThan(0);
        expect(refusedAt(curve, 0)).toBe(minutes.reduce((sum, each) => sum + each.passed + each.refused, 0));
      }),
    );
  });

  it('the days hold every call once and their busiest minute', () => {
    fc.assert(
      fc.property(fc.array(minute), (minutes: CallMinute[]) => {
        const days = foldDays(minutes, { nowMs, days: 28 });
        expect(days).toHaveLength(28);
        expect(days.reduce((sum, day) => sum + day.passed + day.refused, 0)).toBe(minutes.reduce((sum, each) => sum + each.passed + each.refused, 0));
        expect(Math.max(0, ...days.map((day) => day.busiest?.asked ?? 0))).toBe(mostAsked(loadCurve(minutes)));
      }),
    );
  });

  it('answers like the story of Desk: 142 refused at 60 on 9 days, 3 at 120, none from 123 on', () => {
    const asked = [64, 66, 65, 71, 123, 74, 68, 82, 69, 58, 57, 55];
    const curve = loadCurve(asked.map((count, place) => ({ atMs: place * 86_400_000, passed: Math.min(count, 60), refused: Math.max(0, count - 60), perMinute: 60 })));
    expect([refusedAt(curve, 60), refusedAt(curve, 120), refusedAt(curve, 122), refusedAt(curve, 123)]).toEqual([142, 3, 1, 0]);
    expect(noneRefusedFrom(curve)).toBe(123);
  });
});
