import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consentCovers, consentTermDays, defaultConsentTermDays, grantStanding, termLikeLast } from '#lib/domain/consent-grant.ts';
import { consentText, consentTextVersion, consentTextVersions, findConsentText } from '#lib/domain/consent-text.ts';
import type { GrantState } from '#lib/domain/consent-grant.ts';
import { scopes } from '#lib/domain/scope.ts';

const now = new Date('2026-11-18T12:00:00Z');
const later = new Date(now.getTime() + 1);
const earlier = new Date(now.getTime() - 1);
const open: GrantState = { scopes: ['IMMN'], endedAt: null, endsAt: null, pausedUntil: null };

describe('a consent grant', () => {
  it('E3 is live until it is ended, ends by itself or is paused', () => {
    expect(grantStanding(open, now)).toBe('live');
    expect(grantStanding({ ...open, endedAt: earlier }, now)).toBe('ended');
    expect(grantStanding({ ...open, endsAt: later }, now)).toBe('live');
    expect(grantStanding({ ...open, endsAt: now }, now)).toBe('ended');
    expect(grantStanding({ ...open, pausedUntil: later }, now)).toBe('paused');
    expect(grantStanding({ ...open, pausedUntil: now }, now)).toBe('live');
  });

  it('E3 an ending holds even when another machine’s clock is ahead', () => {
    expect(grantStanding({ ...open, endedAt: later }, now)).toBe('ended');
  });

  it('E3 an ended grant is never paused or live again', () => {
    const instant = fc.option(fc.date({ noInvalidDate: true }));
    fc.assert(
      fc.property(instant, instant, fc.date({ noInvalidDate: true }), (endsAt, pausedUntil, at) => {
        expect(grantStanding({ ...open, endedAt: earlier, endsAt, pausedUntil }, at)).toBe('ended');
      }),
    );
  });

  it('T2 asking for more shows the page again', () => {
    expect(consentCovers(open, ['IMMN'])).toBe(true);
    expect(consentCovers(open, ['IMMN', 'MIM'])).toBe(false);
    expect(consentCovers({ ...open, scopes: ['IMMN', 'MIM'] }, ['MIM'])).toBe(true);
  });

  it('T2 an ended grant covers nothing, and asking for nothing is covered by nothing', () => {
    expect(consentCovers({ ...open, endedAt: now }, ['IMMN'])).toBe(false);
    expect(consentCovers(open, [])).toBe(false);
  });
});

describe('the term that the page fills in', () => {
  const at = new Date('2026-05-04T09:30:00Z');
  const after = (days: number) => new Date(at.getTime() + days * 86_400_000);
  it.each([
    ['the usual one at the first time', null, { until: '90', lastDay: '2027-02-16' }],
    ['90 days again', { at, endsAt: after(90) }, { until: '90', lastDay: '2027-02-16' }],
    ['30 days again', { at, endsAt: after(30) }, { until: '30', lastDay: '2027-02-16' }],
    ['30 days that another machine’s clock measured', { at, endsAt: new Date(after(30).getTime() - 40) }, { until: '30', lastDay: '2027-02-16' }],
    ['no end again', { at, endsAt: null }, { until: 'none', lastDay: '2027-02-16' }],
    ['the same day while it is still to come', { at, endsAt: new Date('2027-01-01T00:00:00Z') }, { until: 'date', lastDay: '2026-12-31' }],
    ['as many days as then, when that day is today', { at, endsAt: new Date('2026-11-19T00:00:00Z') }, { until: 'date', lastDay: '2027-06-04' }],
    ['as many days as then, when that day is over', { at, endsAt: new Date('2026-05-15T00:00:00Z') }, { until: 'date', lastDay: '2026-11-28' }],
    ['a day still to come, when it was the same day', { at, endsAt: new Date('2026-05-05T00:00:00Z') }, { until: 'date', lastDay: '2026-11-19' }],
  ] as const)('E2 is %s', (_what, last, term) => {
    expect(termLikeLast(last, now)).toEqual(term);
  });
});

describe('the text of the consent page', () => {
  it('offers 30 and 90 days, 90 unless changed', () => {
    expect([...consentTermDays, defaultConsentTermDays]).toEqual([30, 90, 90]);
  });

  it('E2 never changes once it is a version: receipts name the text that was shown', () => {
    const fingerprints: Record<string, string> = {
      '1': '3c8b11f65d0d87a25d0782a82e77349a042b4165cea6a5b4fa01363cc037126e',
      '2': 'd8eee8a27ad55d14da17df2a7a67db62270e256b0645e7e682b6174e359d4463',
    };
    const told = Object.fromEntries(consentTextVersions.map((version) => [version, createHash('sha256').update(JSON.stringify(findConsentText(version))).digest('hex')]));
    expect(told).toEqual(fingerprints);
  });

  it('E2 is the newest version, also where the permissions are explained elsewhere', () => {
    expect(consentTextVersions.at(-1)).toBe(consentTextVersion);
    expect(findConsentText(consentTextVersion)).toBe(consentText);
    for (const scope of ['IMMN', 'MIM'] as const) expect(scopes[scope]).toMatchObject(consentText.permissions[scope]);
    expect(findConsentText('0')).toBeNull();
    expect(findConsentText('toString')).toBeNull();
  });
});
