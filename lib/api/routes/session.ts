import { Hono } from 'hono';
import { clock } from '#lib/clock.ts';
import { hmacHex } from '#lib/crypto.ts';
import { findSessionOfCookie } from '#lib/auth/session-cookie.ts';

/** Feeds the session dialog. Read-only: asking how long is left moves no deadline (P1). */
export const sessionRoutes = new Hono().get('/session', async (context) => {
  const session = await findSessionOfCookie(context.req.header('cookie'));
  context.header('Cache-Control', 'no-store');
  if (!session) return context.json({ endsAt: null, now: clock.now().toISOString() }, 401);
  // Names the session without telling which it is: a tab sees that somebody else has signed in meanwhile.
  const tag = hmacHex('session-tag', session.actor.sessionId).slice(0, 16);
  return context.json({ endsAt: session.endsAt.toISOString(), now: clock.now().toISOString(), tag });
});
