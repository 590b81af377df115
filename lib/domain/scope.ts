import { consentText } from '#lib/domain/consent-text.ts';

/** What an app may be allowed: one table for consent, documentation, registration and the guard of every route. */
export type Scope = 'IMMN' | 'MIM' | 'NOTIFICATIONCHANNEL';

export interface ScopeFacts {
  name: Scope;
  /** For developers. */
  label: string;
  /** What the switch on the consent page says. */
  sentence: string;
  /** What stands below it: the consequence, not the technique. */
  consequence: string;
  /** Whether a subscriber must agree. Without, the app acts for itself (client credentials). */
  needsConsent: boolean;
  /** The API operations that need this very scope. What is listed nowhere is permitted to nobody. */
  permits: readonly string[];
}

export const scopes = {
  IMMN: {
    name: 'IMMN',
    label: 'Send messages',
    ...consentText.permissions.IMMN,
    needsConsent: true,
    permits: ['sendMessage'],
  },
  MIM: {
    name: 'MIM',
    label: 'Read and organise the inbox',
    ...consentText.permissions.MIM,
    needsConsent: true,
    permits: [
      'listMessages',
      'getMessage',
      'getMessageContent',
      'getMessagesDelta',
      'updateMessages',
      'updateMessage',
      'deleteMessages',
      'deleteMessage',
      'createMessageIndex',
      'getMessageIndexInfo',
      'getNotificationConnectionDetails',
      'createNotificationSubscription',
      'getNotificationSubscription',
      'updateNotificationSubscription',
    ],
  },
  NOTIFICATIONCHANNEL: {
    name: 'NOTIFICATIONCHANNEL',
    label: 'Receive notifications',
    sentence: 'Be told when something changes',
    consequence: 'The app keeps one channel for notices. What a notice may tell is decided by the permission to read.',
    needsConsent: false,
    permits: [
      'createNotificationChannel',
      'getNotificationChannel',
      'deleteNotificationChannel',
      'deleteNotificationSubscription',
    ],
  },
} as const satisfies Record<Scope, ScopeFacts>;

/** What a new app asks for unless its developer ticks more. The examples of the documentation ask for no more than that. */
export const firstScopes: readonly Scope[] = ['IMMN'];

/** The canonical order, used wherever scopes are written. */
export const scopeNames: readonly Scope[] = ['IMMN', 'MIM', 'NOTIFICATIONCHANNEL'];

export type ParsedScopes = { ok: true; scopes: Scope[] } | { ok: false; unknown: string[] };

function isScope(name: string): name is Scope {
  return scopeNames.some((scope) => scope === name);
}

function inCanonicalOrder(list: readonly Scope[]): Scope[] {
  return scopeNames.filter((scope) => list.includes(scope));
}

/**
 * Reads a list of scopes separated by commas, spaces or both, in either order; doubles fold, the result is in canonical order. Names
 * are compared exactly (RFC 6749, 3.3). Asking for nothing is refused like asking for something unknown, with nothing in `unknown`.
 */
export function parseScopes(input: string): ParsedScopes {
  const names = [...new Set(input.split(/[\s,]+/).filter((name) => name !== ''))];
  const known = names.filter(isScope);
  if (known.length === 0 || known.length < names.length) return { ok: false, unknown: names.filter((name) => !isScope(name)) };
  return { ok: true, scopes: inCanonicalOrder(known) };
}

/** What a client may have for itself: scopes that need nobody's consent. The channel serves those who may read. */
export function ownScopesOf(registered: readonly Scope[]): Scope[] {
  const own = registered.filter((scope) => !scopes[scope].needsConsent);
  return registered.includes('MIM') && !own.includes('NOTIFICATIONCHANNEL') ? [...own, 'NOTIFICATIONCHANNEL'] : own;
}

/** Writes scopes as the original API does: comma separated, in canonical order, each once. */
export function formatScopes(list: readonly Scope[]): string {
  return inCanonicalOrder(list).join(',');
}

/**
 * The scopes of a refreshed token: what was asked for if it is part of what was granted, all of it if nothing was asked for, null if
 * anything else was (RFC 6749, 6: a refresh may only narrow).
 */
export function narrowScopes(asked: readonly Scope[] | null | undefined, granted: readonly Scope[]): Scope[] | null {
  if (asked === null || asked === undefined || asked.length === 0) return inCanonicalOrder(granted);
  return asked.every((scope) => granted.includes(scope)) ? inCanonicalOrder(asked) : null;
}

/** The scope an API operation needs; null for one that no scope permits, which must then be refused. */
export function scopeFor(operation: string): Scope | null {
  return scopeNames.find((name) => (scopes[name].permits as readonly string[]).includes(operation)) ?? null;
}
