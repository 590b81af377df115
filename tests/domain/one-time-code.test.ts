import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  backoffSeconds,
  codeDigits,
  codeTtlSeconds,
  isCode,
  isLockedOut,
  maxConsecutiveFailures,
  normalizeCode,
  triesPerCode,
} from '#lib/domain/one-time-code.ts';

describe('one-time codes', () => {
  it('T13 waits 30 seconds after the first failure, doubling up to an hour', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 19].map(backoffSeconds)).toEqual([0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
  });

  it('T13 never waits less after more failures, nor longer than an hour', () => {
    fc.assert(
      fc.property(fc.nat(5000), (failures) => {
        expect(backoffSeconds(failures + 1)).toBeGreaterThanOrEqual(backoffSeconds(failures));
        expect(backoffSeconds(failures)).toBeLessThanOrEqual(3600);
      }),
    );
  });

  it('T13 the tries of one code fit into its ten minutes', () => {
    const waits = Array.from({ length: triesPerCode - 1 }, (_, index) => backoffSeconds(index + 1));
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(codeTtlSeconds);
  });

  it('T13 gives up for good at 20 failures in a row, over however many codes', () => {
    expect(maxConsecutiveFailures).toBe(20);
    expect(isLockedOut(19)).toBe(false);
    expect(isLockedOut(20)).toBe(true);
    expect(isLockedOut(21)).toBe(true);
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
