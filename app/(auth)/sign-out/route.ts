import { cookies } from 'next/headers';
import { NextResponse, type NextRequest } from 'next/server';
import { cookieOptions, sessionCookieName } from '#lib/auth/cookies.ts';
import { safeReturnTo } from '#lib/auth/return-to.ts';
import { readSessionId } from '#lib/auth/session-cookie.ts';
import { logger } from '#lib/logger.ts';
import { endSession } from '#lib/use-cases/sign-in/end-session.ts';

/**
 * Sign-out as a plain form post: `<form method="post" action="/sign-out">`. The server refuses posts of other sites before
 * they come here (T24). While the database is away the browser is signed out all the same: the cookie is the one thing that names the session
 * (F16). `next` names the page to go on to, such as the sign-in page for *Not you?*.
 */
export async function POST(request: NextRequest): Promise<Response> {
  const form = await request.formData().catch(() => new FormData());
  const store = await cookies();
  const sessionId = await readSessionId(store.get(sessionCookieName)?.value);
  if (sessionId) {
    await endSession(sessionId).catch((error: unknown) => {
      logger.error({ component: 'sign-out', error }, 'a session could not be ended; its cookie is cleared');
    });
  }
  store.set(sessionCookieName, '', { ...cookieOptions, maxAge: 0 });
  const next = form.get('next');
  const target = typeof next === 'string' && next.startsWith('/sign-in?') ? `/sign-in?as=line&returnTo=${encodeURIComponent(safeReturnTo(new URLSearchParams(next.slice(9)).get('returnTo')))}` : safeReturnTo(typeof next === 'string' ? next : null);
  // 303: the browser asks for the next page with GET, and the form is not sent along (RFC 9110, 15.4.4).
  return new NextResponse(null, { status: 303, headers: { Location: target } });
}
