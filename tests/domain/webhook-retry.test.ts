import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeAnswer, retryDelaySeconds, retryWindowSeconds } from '#lib/domain/webhook-retry.ts';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the time to the next attempt', () => {
  it('grows, spreads by a fifth, and stays under five hours whatever the receiver says', () => {
    expect([1, 2, 3].map((attempt) => retryDelaySeconds(attempt, 0.5))).toEqual([5, 15, 45]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), random, fc.option(fc.integer({ min: 0, max: 999_999 })), (attempt, at, retryAfter) => {
        const delay = retryDelaySeconds(attempt, at, retryAfter);
        return delay >= 4 && delay <= 5 * 3600;
      }),
    );
    fc.assert(fc.property(fc.integer({ min: 1, max: 7 }), random, random, (attempt, one, two) => retryDelaySeconds(attempt + 1, one) > retryDelaySeconds(attempt, two)));
  });

  it('makes between 8 and 20 attempts in a day', () => {
    fc.assert(
      fc.property(random, (at) => {
        let [attempts, passed] = [1, 0];
        while ((passed += retryDelaySeconds(attempts, at)) < retryWindowSeconds) attempts += 1;
        return attempts >= 8 && attempts <= 20;
      }),
    );
  });

  it('only 2xx is a success, only 410 ends it', () => {
    const verdicts = Object.fromEntries([200, 204, 299, 301, 307, 400, 404, 410, 429, 500, 503].map((status) => [status, judgeAnswer(status)]));
    expect(verdicts).toEqual({ 200: 'delivered', 204: 'delivered', 299: 'delivered', 301: 'retry', 307: 'retry', 400: 'retry', 404: 'retry', 410: 'gone', 429: 'retry', 500: 'retry', 503: 'retry' });
    expect(judgeAnswer(null)).toBe('retry');
  });
});
