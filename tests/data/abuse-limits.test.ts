import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AbuseRule, clearAbusePoints, returnAbusePoint, spendAbusePoint } from '#lib/data/abuse-limits.ts';
import { sql } from '#lib/data/pool.ts';
import { purgeExpired } from '#lib/data/purge.ts';
import { abuseRules } from '#lib/use-cases/sign-in/abuse-rules.ts';
import { leavePoints, letTimePass } from '#tests/support/abuse-points.ts';

const rule: AbuseRule = { name: 'test-rule', points: 10, seconds: 3600 };
const spend = (times: number) => Promise.all(Array.from({ length: times }, () => spendAbusePoint(rule, 'somebody')));
const allowed = async (times: number) => (await spend(times)).filter((waitSeconds) => waitSeconds === 0).length;
const parts = async () => (await sql.query<{ parts: number }>(`SELECT cardinality(spent) AS parts FROM "AbuseLimit" WHERE key = 'test-rule:somebody'`))[0]?.parts;

beforeEach(() => sql.query('DELETE FROM "AbuseLimit"'));
afterEach(() => vi.useRealTimers());

describe('T13, T14, T20: a limit against abuse', () => {
  it.each(Object.values(abuseRules))('$name lets exactly what is left of $points through, of 50 parallel calls', async (each) => {
    expect(await spendAbusePoint(each, 'a')).toBe(0);
    const left = Math.min(each.points - 1, 7);
    await leavePoints(each, left, 'a');
    const waits = await Promise.all(Array.from({ length: 50 }, () => spendAbusePoint(each, 'a')));
    expect(waits.filter((waitSeconds) => waitSeconds === 0)).toHaveLength(left);
    for (const waitSeconds of waits.filter((seconds) => seconds > 0)) expect(waitSeconds).toBeLessThanOrEqual(each.seconds);
    expect(await spendAbusePoint(each, 'b')).toBe(0);
  });

  it('of 50 parallel calls that are the first of all lets exactly its points through', async () => {
    expect(await allowed(50)).toBe(10);
  });

  it('slides: no stretch of its time sees more than its points, wherever it begins', async () => {
    expect(await allowed(4)).toBe(4);
    await letTimePass(rule, 3500);
    // At the end of the time: six are left, and a new stretch does not begin with a full purse.
    expect(await allowed(20)).toBe(6);
    await letTimePass(rule, 200);
    expect(await allowed(20)).toBe(4);
    await letTimePass(rule, 3300);
    expect(await allowed(20)).toBe(0);
    await letTimePass(rule, 101);
    expect(await allowed(20)).toBe(6);
  });

  it('tells the wait until the oldest point comes back, and a refusal costs nothing', async () => {
    expect(await allowed(10)).toBe(10);
    await letTimePass(rule, 3000);
    const [waitSeconds = 0] = await spend(1);
    expect(waitSeconds).toBeGreaterThan(580);
    expect(waitSeconds).toBeLessThanOrEqual(600);
    expect(await allowed(50)).toBe(0);
    await letTimePass(rule, 601);
    expect(await allowed(50)).toBe(10);
  });

  it('goes by the clock of the database, whatever the clock of the process says', async () => {
    expect(await allowed(10)).toBe(10);
    for (const skew of [-86_400_000, 86_400_000]) {
      vi.useFakeTimers({ now: Date.now() + skew, toFake: ['Date'] });
      const [waitSeconds = 0] = await spend(1);
      expect(waitSeconds).toBeGreaterThan(3500);
      expect(waitSeconds).toBeLessThanOrEqual(3600);
      vi.useRealTimers();
    }
  });

  it('keeps few entries however many points it has, and none that counts no longer', async () => {
    for (let part = 0; part < 130; part += 1) {
      await spend(1);
      await letTimePass(rule, 61);
    }
    expect(await parts()).toBeLessThanOrEqual(10);
    const large = { ...rule, points: 6000 };
    for (let part = 0; part < 200; part += 1) {
      await spendAbusePoint(large, 'somebody');
      await letTimePass(large, 31);
    }
    expect(await parts()).toBeLessThanOrEqual(61);
  });

  it('takes a point back, of parallel ones each its own, and never more than were spent', async () => {
    expect(await allowed(10)).toBe(10);
    await Promise.all([1, 2, 3].map(() => returnAbusePoint(rule, 'somebody')));
    expect(await allowed(20)).toBe(3);
    await Promise.all(Array.from({ length: 25 }, () => returnAbusePoint(rule, 'somebody')));
    expect(await allowed(20)).toBe(10);
    await returnAbusePoint(rule, 'nobody');
  });

  it('is forgotten when it is cleared, and purged when nothing of it counts', async () => {
    expect(await allowed(10)).toBe(10);
    await purgeExpired();
    expect(await allowed(1)).toBe(0);
    await clearAbusePoints(rule, 'somebody');
    expect(await allowed(20)).toBe(10);
    await letTimePass(rule, 3601);
    await purgeExpired();
    expect(await sql.query('SELECT 1 FROM "AbuseLimit"')).toEqual([]);
  });
});
