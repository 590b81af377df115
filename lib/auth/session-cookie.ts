import { decode } from 'next-auth/jwt';
import { env } from '#lib/env.ts';
import { isId } from '#lib/ids.ts';
import { parseCookies, sessionCookieName } from '#lib/auth/cookies.ts';
import { findSession, type LiveSession, type SignedInActor } from '#lib/use-cases/sign-in/find-session.ts';

// No next/* in this file: the API role loads it without Next.

/** The session id inside next-auth's cookie, or null. It proves nothing yet: the row decides. */
export async function readSessionId(cookieValue: string | undefined): Promise<string | null> {
  if (!cookieValue) return null;
  try {
    const token = await decode({ token: cookieValue, secret: env.NEXTAUTH_SECRET });
    return typeof token?.sid === 'string' && isId(token.sid) ? token.sid : null;
  } catch {
    return null; // forged, expired, or made under another secret
  }
}

/** The live session of a `Cookie` header. Read-only unless `asUse`. */
export async function findSessionOfCookie(cookieHeader: string | undefined, options = { asUse: false }): Promise<LiveSession | null> {
  const sessionId = await readSessionId(parseCookies(cookieHeader).get(sessionCookieName));
  return sessionId ? findSession(sessionId, options) : null;
}

/** Who is signed in according to a `Cookie` header, or null. */
export async function findActorOfCookie(cookieHeader: string | undefined, options = { asUse: false }): Promise<SignedInActor | null> {
  return (await findSessionOfCookie(cookieHeader, options))?.actor ?? null;
}
