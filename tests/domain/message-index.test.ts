import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLapseDays, hasLapsed, indexStatuses, isServing, nextIndexStatus } from '#lib/domain/message-index.ts';
import type { IndexEvent } from '#lib/domain/message-index.ts';

const events = ['create', 'built', 'failed', 'lapse'] as const satisfies readonly IndexEvent[];
const now = new Date('2026-11-18T12:00:00Z');
const daysAgo = (days: number, plusMs = 0) => new Date(now.getTime() - days * 86_400_000 + plusMs);

describe('the message index', () => {
  it('I1 creating an existing index is harmless', () => {
    expect(nextIndexStatus('INITIALIZED', 'create')).toBe('INITIALIZED');
    expect(nextIndexStatus('INITIALIZING', 'create')).toBe('INITIALIZING');
  });

  it('I1 is made on request, and again after an error', () => {
    expect(nextIndexStatus('NOT_INITIALIZED', 'create')).toBe('INITIALIZING');
    expect(nextIndexStatus('INITIALIZING', 'built')).toBe('INITIALIZED');
    expect(nextIndexStatus('INITIALIZING', 'failed')).toBe('ERROR');
    expect(nextIndexStatus('ERROR', 'create')).toBe('INITIALIZING');
  });

  it('I1 a rebuild that ends in any way leaves the serving index serving', () => {
    expect(nextIndexStatus('INITIALIZED', 'built')).toBe('INITIALIZED');
    expect(nextIndexStatus('INITIALIZED', 'failed')).toBe('INITIALIZED');
  });

  it('I2 a build that ends after the lapse brings nothing back', () => {
    expect(nextIndexStatus('NOT_INITIALIZED', 'built')).toBe('NOT_INITIALIZED');
    expect(nextIndexStatus('NOT_INITIALIZED', 'failed')).toBe('NOT_INITIALIZED');
  });

  it('I2 lapses only when nobody is waiting for it', () => {
    expect(nextIndexStatus('INITIALIZED', 'lapse')).toBe('NOT_INITIALIZED');
    expect(nextIndexStatus('INITIALIZING', 'lapse')).toBe('INITIALIZING');
  });

  it('I1 every event may come twice', () => {
    fc.assert(
      fc.property(fc.constantFrom(...indexStatuses), fc.constantFrom(...events), (status, event) => {
        const once = nextIndexStatus(status, event);
        expect(indexStatuses).toContain(once);
        expect(nextIndexStatus(once, event)).toBe(once);
      }),
    );
  });

  it('I1 nothing serves without having been created', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('built', 'failed', 'lapse' as const)), (history) => {
        expect(isServing(history.reduce(nextIndexStatus, 'NOT_INITIALIZED'))).toBe(false);
      }),
    );
  });

  it('I1 answers while it is built and once it is, and not otherwise', () => {
    expect(indexStatuses.filter(isServing)).toEqual(['INITIALIZING', 'INITIALIZED']);
  });

  it('I2 lapses after 30 unused days, to the millisecond, or after the days of the setting', () => {
    expect(defaultLapseDays).toBe(30);
    expect(hasLapsed({ status: 'INITIALIZED', lastUsedAt: daysAgo(30) }, now)).toBe(true);
    expect(hasLapsed({ status: 'INITIALIZED', lastUsedAt: daysAgo(30, 1) }, now)).toBe(false);
    expect(hasLapsed({ status: 'INITIALIZED', lastUsedAt: daysAgo(7) }, now, 7)).toBe(true);
    expect(hasLapsed({ status: 'ERROR', lastUsedAt: daysAgo(31) }, now)).toBe(true);
  });

  it('I2 what is being built, was never made or has lapsed does not lapse', () => {
    expect(hasLapsed({ status: 'INITIALIZING', lastUsedAt: daysAgo(90) }, now)).toBe(false);
    expect(hasLapsed({ status: 'NOT_INITIALIZED', lastUsedAt: daysAgo(90) }, now)).toBe(false);
    expect(hasLapsed({ status: 'INITIALIZED', lastUsedAt: null }, now)).toBe(false);
  });
});
