import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  appsCanNever,
  consentCovers,
  consentNotes,
  consentTermDays,
  consentTextVersion,
  defaultConsentTermDays,
  grantStanding,
} from '#lib/domain/consent-grant.ts';
import type { GrantState } from '#lib/domain/consent-grant.ts';
import { scopeNames, scopes } from '#lib/domain/scope.ts';

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

describe('the text of the consent page', () => {
  it('offers 30 and 90 days, 90 unless changed', () => {
    expect([...consentTermDays, defaultConsentTermDays]).toEqual([30, 90, 90]);
  });

  it('E2 does not change without a new version: receipts name the text that was shown', () => {
    const fingerprints: Record<string, string> = { '1': 'cce8c8d4b2bb1e43477fc6077c1506e550060ef386de02750a43dde4c79f5bd1' };
    const said = scopeNames.map((name) => [scopes[name].sentence, scopes[name].consequence]);
    const text = JSON.stringify([said, appsCanNever, consentNotes]);
    expect(createHash('sha256').update(text).digest('hex')).toBe(fingerprints[consentTextVersion]);
  });
});
