import { randomBytes } from 'node:crypto';
import { cookies } from 'next/headers';
import { browserCookieName, cookieOptions } from '#lib/auth/cookies.ts';

const shape = /^[A-Za-z0-9_-]{43}$/;
const maxAgeSeconds = 30 * 86_400;

/** The random name of this browser, or null when it has none yet. */
export async function findBrowserId(): Promise<string | null> {
  const value = (await cookies()).get(browserCookieName)?.value;
  return value && shape.test(value) ? value : null;
}

/** Gives the browser a name if it has none. Only in server actions and route handlers: a page cannot set cookies. */
export async function ensureBrowserId(): Promise<string> {
  const known = await findBrowserId();
  if (known) return known;
  const made = randomBytes(32).toString('base64url');
  (await cookies()).set(browserCookieName, made, { ...cookieOptions, maxAge: maxAgeSeconds });
  return made;
}
