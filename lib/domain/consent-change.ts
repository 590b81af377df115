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

function consentChange(before: ConsentState, after: ConsentState): ConsentChange {
  return {
    added: after.scopes.filter((scope) => !before.scopes.includes(scope)),
    removed: before.scopes.filter((scope) => !after.scopes.includes(scope)),
    end: before.endsAt && after.endsAt && !sameEnd(before.endsAt, after.endsAt) ? { was: before.endsAt, is: after.endsAt } : null,
    otherDevice: before.device !== '' && after.device !== '' && before.device !== after.device ? before.device : null,
  };
}

/**
 * Decisions, newest first, each with what it made different from the one before it about the same consent; null where it changed nothing by its kind, or
 * nothing is known to have gone before.
 */
export function withChanges<Decision extends { kind: string }>(
  decisions: readonly Decision[],
  { consentOf, stateOf }: { consentOf(decision: Decision): string; stateOf(decision: Decision): ConsentState },
): (Decision & { change: ConsentChange | null })[] {
  return decisions.map((decision, at) => {
    const before = decision.kind === 'changed' ? decisions.slice(at + 1).find((earlier) => consentOf(earlier) === consentOf(decision)) : undefined;
    return { ...decision, change: before ? consentChange(stateOf(before), stateOf(decision)) : null };
  });
}
