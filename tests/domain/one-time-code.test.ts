import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  codeDigits,
  codeTtlSeconds,
  failuresForgottenSeconds,
  isCode,
  maxConsecutiveFailures,
  normalizeCode,
  triesPerCode,
  waitSeconds,
} from '#lib/domain/one-time-code.ts';

describe('one-time codes', () => {
  it('T13 waits from the fifth failure on, 30 seconds, doubling up to a day', () => {
    expect([0, 1, 4, 5, 6, 7, 11, 12, 16, 17, 99].map(waitSeconds)).toEqual([0, 0, 0, 30, 60, 120, 1920, 3840, 61_440, 86_400, 86_400]);
  });

  it('T13 never waits less after more failures, and never for good', () => {
    fc.assert(
      fc.property(fc.nat(5000), (failures) => {
        expect(waitSeconds(failures + 1)).toBeGreaterThanOrEqual(waitSeconds(failures));
        expect(waitSeconds(failures)).toBeLessThanOrEqual(failuresForgottenSeconds);
      }),
    );
  });

  it('T13 lets the tries of one code be made within its ten minutes', () => {
    const waits = Array.from({ length: triesPerCode - 1 }, (_, index) => waitSeconds(index + 1));
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(codeTtlSeconds);
  });

  it('T13 leaves a stranger at most 20 guesses in three days, and a hundred in a hundred', () => {
    const guessesWithin = (days: number) => {
      let guesses = 0;
      for (let at = 0; at <= days * 86_400; at += waitSeconds(guesses)) guesses += 1;
      return guesses;
    };
    expect(guessesWithin(3)).toBeLessThanOrEqual(20);
    expect(guessesWithin(100)).toBeLessThanOrEqual(maxConsecutiveFailures);
  });

  it('T13 rests after a hundred failures in a row (NIST SP 800-63B-4, 3.2.2) until they are forgotten', () => {
    expect(maxConsecutiveFailures).toBe(100);
    expect(waitSeconds(100)).toBe(failuresForgottenSeconds);
    expect(waitSeconds(101)).toBe(failuresForgottenSeconds);
  });

  it('T13 has six digits and lives ten minutes', () => {
    expect([codeDigits, codeTtlSeconds]).toEqual([6, 600]);
  });

  it.each(['204318', '204 318', ' 204-318 ', '204\u00a0318', '204\u2013318', '２０４３１８', '2 0 4 3 1 8\n'])(
    'takes %j as it is pasted',
    (input) => {
      expect(normalizeCode(input)).toBe('204318');
      expect(isCode(normalizeCode(input))).toBe(true);
    },
  );

  it.each(['', '20431', '2043180', '20431a', '٢٠٤٣١٨'])('%j is no code', (input) => {
    expect(isCode(normalizeCode(input))).toBe(false);
  });
});
