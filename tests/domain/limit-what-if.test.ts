import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldDays, loadCurve, noneRefusedFrom, refusedAt, type CallMinute } from '#lib/domain/limit-what-if.ts';

const minute = fc.record({ atMs: fc.integer({ min: 0, max: 28 * 1440 - 1 }).map((at) => at * 60_000), passed: fc.nat(300), refused: fc.nat(300) });
const nowMs = 28 * 86_400_000 - 1;

describe('what if', () => {
  it('a higher limit never refuses more, and none is refused from the busiest minute on', () => {
    fc.assert(
      fc.property(fc.array(minute), fc.nat(700), fc.nat(700), (minutes: CallMinute[], one, other) => {
        const curve = loadCurve(minutes);
        expect(refusedAt(curve, Math.max(one, other))).toBeLessThanOrEqual(refusedAt(curve, Math.min(one, other)));
        expect(refusedAt(curve, noneRefusedFrom(curve))).toBe(0);
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
        expect(Math.max(0, ...days.map((day) => day.busiest?.asked ?? 0))).toBe(noneRefusedFrom(loadCurve(minutes)));
      }),
    );
  });

  it('answers like the story of Desk: 142 refused at 60 on 9 days, 3 at 120, none from 123 on', () => {
    const asked = [64, 66, 65, 71, 123, 74, 68, 82, 69, 58, 57, 55];
    const curve = loadCurve(asked.map((count, place) => ({ atMs: place * 86_400_000, passed: Math.min(count, 60), refused: Math.max(0, count - 60) })));
    expect([refusedAt(curve, 60), refusedAt(curve, 120), refusedAt(curve, 122), refusedAt(curve, 123)]).toEqual([142, 3, 1, 0]);
    expect(noneRefusedFrom(curve)).toBe(123);
  });
});
