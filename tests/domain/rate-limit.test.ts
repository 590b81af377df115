import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accountCap,
  accountCaps,
  consumeGcra,
  defaultLimit,
  emissionIntervalMicros,
  limitDefaults,
  lineLimits,
  mostWithin,
  rateLimitHeaders,
  shortestSpanMicros,
} from '#lib/domain/rate-limit.ts';
import type { GcraResult, Limit } from '#lib/domain/rate-limit.ts';

const minute: Limit = { count: 60, periodSeconds: 60 };
const start = Date.parse('2026-11-18T12:00:00Z');
const anyLimit = fc.record({ count: fc.integer({ min: 1, max: 100_000 }), periodSeconds: fc.constantFrom(1, 60, 3600, 86_400) });
const smallLimit = fc.record({ count: fc.integer({ min: 1, max: 12 }), periodSeconds: fc.constantFrom(1, 10, 60) });
/** Pauses between calls, in milliseconds: bursts, trickles and rests. */
const pauses = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 90_000 })), {
  maxLength: 150,
});

interface Call extends GcraResult {
  atMs: number;
}

function run(limit: Limit, waits: readonly number[]): Call[] {
  let [tatMs, atMs]: [number | null, number] = [null, start];
  return waits.map((wait) => {
    atMs += wait;
    const result = consumeGcra(tatMs, atMs, limit);
    tatMs = result.tatMs;
    return { ...result, atMs };
  });
}

describe('GCRA', () => {
  it('L1 T20 lets exactly the count through at once, for every limit up to the ceiling', () => {
    fc.assert(
      fc.property(anyLimit, (limit) => {
        const whole = consumeGcra(null, start, limit, limit.count);
        expect(whole).toMatchObject({ allowed: true, remaining: 0 });
        expect(consumeGcra(whole.tatMs, start, limit).allowed).toBe(false);
        expect(consumeGcra(null, start, limit, limit.count + 1).allowed).toBe(false);
      }),
    );
  });

  it('L1 lets exactly the most of a span through when it is asked all the time, and no shorter span does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 60_000 }), (count, spanMs) => {
        const limit = { count, periodSeconds: 60 };
        const micros = emissionIntervalMicros(limit);
        const refills = Array.from({ length: Math.floor((spanMs * 1000) / micros) }, (_, step) => start + ((step + 1) * micros) / 1000);
        let tatMs: number | null = null;
        let passed = 0;
        for (const atMs of [...Array.from({ length: count + 1 }, () => start), ...refills]) {
          const answer = consumeGcra(tatMs, atMs, limit);
          tatMs = answer.tatMs;
          if (answer.allowed) passed += 1;
        }
        expect(mostWithin(limit, spanMs * 1000)).toBe(passed);
        const shortest = shortestSpanMicros(limit, passed);
        expect(mostWithin(limit, shortest)).toBe(passed);
        if (shortest > 0) expect(mostWithin(limit, shortest - 1)).toBe(passed - 1);
      }),
    );
  });

  it('L1 one at a time comes to the same count', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (count) => {
        const calls = run(
          { count, periodSeconds: 60 },
          Array.from({ length: count + 5 }, () => 0),
        );
        expect(calls.filter(({ allowed }) => allowed)).toHaveLength(count);
      }),
    );
  });

  it('L1 agrees with a bucket that is counted by hand', () => {
    fc.assert(
      fc.property(smallLimit, pauses, (limit, waits) => {
        // The bucket in exact integers: it holds count × interval microseconds and drains one a microsecond.
        const interval = BigInt(emissionIntervalMicros(limit));
        const capacity = interval * BigInt(limit.count);
        let level = 0n;
        for (const [index, { allowed, remaining }] of run(limit, waits).entries()) {
          const drained = BigInt(waits[index] ?? 0) * 1000n;
          level = level > drained ? level - drained : 0n;
          expect(allowed).toBe(level + interval <= capacity);
          if (allowed) level += interval;
          expect(remaining).toBe(Number((capacity - level) / interval));
        }
      }),
    );
  });

  it('T22 no window of one period, wherever it begins, sees more than the limit and one burst', () => {
    fc.assert(
      fc.property(smallLimit, pauses, (limit, waits) => {
        const allowed = run(limit, waits).filter((call) => call.allowed);
        for (const { atMs: from } of allowed) {
          const inWindow = allowed.filter(({ atMs }) => atMs >= from && atMs < from + limit.periodSeconds * 1000);
          expect(inWindow.length).toBeLessThanOrEqual(2 * limit.count);
        }
      }),
    );
  });

  it('L1 in the long run lets through what the limit says, and no more', () => {
    fc.assert(
      fc.property(smallLimit, fc.integer({ min: 1, max: 400 }), (limit, stepMs) => {
        const allowed = run(
          limit,
          Array.from({ length: 400 }, () => stepMs),
        ).filter((call) => call.allowed);
        const elapsedMs = 400 * stepMs;
        expect(allowed.length).toBeLessThanOrEqual(limit.count + (elapsedMs / 1000 / limit.periodSeconds) * limit.count);
      }),
    );
  });

  it('L1 Retry-After holds: after it the refused call passes, a second sooner it does not', () => {
    fc.assert(
      fc.property(smallLimit, pauses, (limit, waits) => {
        for (const call of run(limit, waits).filter(({ allowed }) => !allowed)) {
          expect(call.retryAfterSeconds).toBeGreaterThanOrEqual(1);
          expect(consumeGcra(call.tatMs, call.atMs + call.retryAfterSeconds * 1000, limit).allowed).toBe(true);
          const sooner = call.atMs + (call.retryAfterSeconds - 1) * 1000;
          expect(consumeGcra(call.tatMs, sooner, limit).allowed).toBe(false);
        }
      }),
    );
  });

  it('L1 after the reset everything is available again', () => {
    fc.assert(
      fc.property(smallLimit, pauses, (limit, waits) => {
        const last = run(limit, [...waits, 0]).at(-1);
        if (last === undefined) return;
        const whole = consumeGcra(last.tatMs, last.atMs + last.resetSeconds * 1000, limit, limit.count);
        expect(whole.allowed).toBe(true);
      }),
    );
  });

  it('L1 a refusal spends nothing', () => {
    const full = consumeGcra(null, start, minute, 60);
    const refused = consumeGcra(full.tatMs, start, minute);
    expect(refused).toMatchObject({ allowed: false, remaining: 0, retryAfterSeconds: 1, resetSeconds: 60, tatMs: full.tatMs });
  });

  it('T22 a clock that goes back gives nothing away', () => {
    const full = consumeGcra(null, start, minute, 60);
    expect(consumeGcra(full.tatMs, start - 3_600_000, minute).allowed).toBe(false);
  });

  it('L1 a limit of zero refuses everything, for a period at a time', () => {
    expect(consumeGcra(null, start, { count: 0, periodSeconds: 60 })).toMatchObject({
      allowed: false,
      retryAfterSeconds: 60,
      tatMs: start,
    });
  });
});

describe('the limits', () => {
  it('L1 gives sandbox and new production apps 60 sends and 240 reads a minute', () => {
    for (const environment of ['sandbox', 'production'] as const) {
      expect([defaultLimit('sends', environment), defaultLimit('reads', environment)]).toEqual([60, 240]);
    }
  });

  it('L1 gives a line 60 a minute and 1,000 a day over all apps', () => {
    expect(lineLimits).toMatchObject({ perMinute: 60, perDay: 1000 });
  });

  it('T21 caps the apps of one account together at five apps’ worth, in each environment', () => {
    for (const { limit, perMinute } of accountCaps) {
      for (const environment of ['sandbox', 'production'] as const) {
        expect(accountCap(limit, environment)).toBe(perMinute);
        expect(perMinute).toBe(5 * defaultLimit(limit, environment));
      }
    }
  });

  it('L1 has one line for each limit and environment, with a reason', () => {
    expect(new Set(limitDefaults.map(({ limit, environment }) => `${limit} ${environment}`)).size).toBe(limitDefaults.length);
    for (const { reason } of [...limitDefaults, ...accountCaps]) expect(reason.length).toBeGreaterThan(20);
  });
});

describe('the header fields', () => {
  it('L1 tells the policy, what is left and when', () => {
    const answer = { allowed: true, remaining: 12, retryAfterSeconds: 0, resetSeconds: 34 };
    expect(rateLimitHeaders('app', minute, answer)).toEqual({
      'RateLimit-Policy': '"app";q=60;w=60',
      RateLimit: '"app";r=12;t=34',
    });
  });

  it('L1 sends them on a refusal too, with a Retry-After that is not earlier than t', () => {
    const answer = { allowed: false, remaining: 0, retryAfterSeconds: 7, resetSeconds: 60 };
    expect(rateLimitHeaders('app', minute, answer)).toEqual({
      'RateLimit-Policy': '"app";q=60;w=60',
      RateLimit: '"app";r=0;t=7',
      'Retry-After': '7',
    });
  });

  it('keeps a policy name a structured-field string', () => {
    const fields = rateLimitHeaders('a"b\\c\r\né', minute, {
      allowed: true,
      remaining: 1,
      retryAfterSeconds: 0,
      resetSeconds: 1,
    });
    expect(fields['RateLimit']).toBe('"a\\"b\\\\c";r=1;t=1');
  });
});
