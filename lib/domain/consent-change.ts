import type { Scope } from '#lib/domain/scope.ts';

/** What held after a decision about a consent. */
export interface ConsentState {
  scopes: readonly Scope[];
  /** `none` for no end; null where it was not noted. */
  endsAt: Date | 'none' | null;
  /** Empty where it was not noted. */
  device: string;
}

/** What a decision made different from the one before it. */
export interface ConsentChange {
  added: Scope[];
  removed: Scope[];
  /** Null where it stayed, or one of the two was not noted. */
  end: { was: Date | 'none'; is: Date | 'none' } | null;
  /** The device that decided before, where another one did now. */
  otherDevice: string | null;
}

const sameEnd = (one: Date | 'none', other: Date | 'none') => (one instanceof Date && other instanceof Date ? one.getTime() === other.getTime() : one === other);

export function consentChange(before: ConsentState, after: ConsentState): ConsentChange {
  return {
    added: after.scopes.filter((scope) => !before.scopes.includes(scope)),
    removed: before.scopes.filter((scope) => !after.scopes.includes(scope)),
    end: before.endsAt && after.endsAt && !sameEnd(before.endsAt, after.endsAt) ? { was: before.endsAt, is: after.endsAt } : null,
    otherDevice: before.device !== '' && after.device !== '' && before.device !== after.device ? before.device : null,
  };
}
