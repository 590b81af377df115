import { homeOf, safeReturnTo } from '#lib/auth/return-to.ts';
import { parseShortId } from '#lib/ids.ts';
import type { SignedInActor } from '#lib/use-cases/sign-in/find-session.ts';

const areas: readonly (readonly [RegExp, SignedInActor['kind'], string])[] = [
  [/^\/inbox(?:[/?#]|$)/, 'subscriber', 'Inbox'],
  [/^\/connected-apps(?:[/?#]|$)/, 'subscriber', 'Connected apps'],
  [/^\/account(?:[/?#]|$)/, 'subscriber', 'Account'],
  [/^\/device(?:[/?#]|$)/, 'subscriber', 'the code of your device'],
  [/^\/oauth\//, 'subscriber', 'what an app asks you'],
  [/^\/developer(?:[/?#]|$)/, 'developer', 'your apps'],
  [/^\/support(?:[/?#]|$)/, 'support', 'the queue of requests'],
];

/** Where to go after sign-in: the page that was asked for unless it belongs to another kind of person, else the own first page. */
export function destinationAfterSignIn(kind: SignedInActor['kind'], returnTo: string | null): string {
  const path = safeReturnTo(returnTo, '');
  const area = areas.find(([pattern]) => pattern.test(path));
  return path === '' || path === '/' || (area && area[1] !== kind) ? homeOf[kind] : path;
}

/** The question of an app that one goes on to, by its id; null for any other page. */
export function askedAtReturn(returnTo: string | null): string | null {
  const [, shortRequestId] = /^\/oauth\/v4\/authorize\/([\w-]+)$/.exec(safeReturnTo(returnTo, '')) ?? [];
  return shortRequestId ? parseShortId(shortRequestId) : null;
}

/** The name of the page one goes on to, for the sign-in page; null where there is nothing to say. */
export function nameOfReturn(returnTo: string | null): string | null {
  const path = safeReturnTo(returnTo, '');
  return areas.find(([pattern]) => pattern.test(path))?.[2] ?? null;
}
