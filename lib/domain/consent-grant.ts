/** What a subscriber has allowed an app, and whether it holds at this moment (E2, E3). */
import type { Scope } from '#lib/domain/scope.ts';

export interface GrantState {
  scopes: readonly Scope[];
  /** When somebody ended it. */
  endedAt: Date | null;
  /** When it ends by itself. */
  endsAt: Date | null;
  pausedUntil: Date | null;
}

/**
 * Whether tokens of this grant work now. An ending counts from its first instant and whatever its time says, since another
 * machine's clock may be ahead; a pause counts until its last.
 */
export function grantStanding(grant: GrantState, now: Date): 'live' | 'paused' | 'ended' {
  if (grant.endedAt !== null) return 'ended';
  if (grant.endsAt !== null && grant.endsAt.getTime() <= now.getTime()) return 'ended';
  return grant.pausedUntil !== null && grant.pausedUntil.getTime() > now.getTime() ? 'paused' : 'live';
}

/**
 * Whether a grant already allows all that an app asks for, so that the page need not be shown again. An ended grant covers nothing;
 * the caller has checked the term with `grantStanding`.
 */
export function consentCovers(grant: GrantState, asked: readonly Scope[]): boolean {
  return grant.endedAt === null && asked.length > 0 && asked.every((scope) => grant.scopes.includes(scope));
}

/** Terms offered on the consent page beside a date and no end. */
export const consentTermDays: readonly number[] = [30, 90];
export const defaultConsentTermDays = 90;

const dayMs = 86_400_000;

/** How a choice of a term is filled in before anybody chooses: `until` as the page posts it, and a last day for *Until a date*. */
export interface TermDefault {
  until: '30' | '90' | 'date' | 'none';
  lastDay: string;
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);
/** An end is the first moment after the last day. */
const lastDayOf = (end: Date) => dayOf(new Date(end.getTime() - 1));

/**
 * The term that a person chose for this app the last time, for the next one: the same length, no end, or the same day while it is still to come;
 * a day that is over stands for as many days as lay before it. The usual term where nothing was decided before.
 */
export function termLikeLast(last: { at: Date; endsAt: Date | null } | null, now: Date): TermDefault {
  const inDays = (days: number) => new Date(now.getTime() + days * dayMs);
  const usual = lastDayOf(inDays(defaultConsentTermDays));
  if (!last) return { until: '90', lastDay: usual };
  if (!last.endsAt) return { until: 'none', lastDay: usual };
  const lengthMs = last.endsAt.getTime() - last.at.getTime();
  const [days] = consentTermDays.filter((term) => Math.abs(term * dayMs - lengthMs) < 60_000);
  if (days !== undefined) return { until: days === 30 ? '30' : '90', lastDay: usual };
  const lastDay = lastDayOf(last.endsAt);
  const between = Math.round((Date.parse(lastDay) - Date.parse(dayOf(last.at))) / dayMs);
  return { until: 'date', lastDay: lastDay > dayOf(now) ? lastDay : dayOf(inDays(Math.max(1, between))) };
}
