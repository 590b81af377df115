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
