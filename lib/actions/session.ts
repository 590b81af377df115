'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { publicAction } from '#lib/actions/action-client.ts';
import { cookieOptions, sessionCookieName } from '#lib/auth/cookies.ts';
import { readSessionId } from '#lib/auth/session-cookie.ts';
import { endSession } from '#lib/use-cases/sign-in/end-session.ts';
import { extendSession, findSession } from '#lib/use-cases/sign-in/find-session.ts';

async function currentSessionId(): Promise<string | null> {
  return readSessionId((await cookies()).get(sessionCookieName)?.value);
}

const stayAction = publicAction.metadata({ name: 'stay-signed-in' }).action(async (): Promise<{ endsAt: string } | { ended: true }> => {
  const sessionId = await currentSessionId();
  const session = sessionId ? await findSession(sessionId, { asUse: false }) : null;
  const endsAt = session ? await extendSession({ actor: session.actor }) : null;
  return endsAt ? { endsAt: endsAt.toISOString() } : { ended: true };
});

const endAction = publicAction.metadata({ name: 'sign-out' }).action(async () => {
  const sessionId = await currentSessionId();
  if (sessionId) await endSession(sessionId);
});

/** *Stay signed in*: moves the idle deadline, or says that the session is over. Rejects when it could not be asked. */
export async function staySignedIn(): Promise<{ endsAt: string } | { ended: true }> {
  const result = await stayAction();
  if (!result.data) throw new Error('The session could not be extended.');
  return result.data;
}

/**
 * Ends the session and stays on the page, which the session dialog empties. The cookie stays, and proves nothing any more: an action that
 * changes cookies makes Next read the page again, which would leave it for sign-in with all it showed still in the document.
 */
export async function endSessionHere(): Promise<void> {
  await endAction();
}

/** *Sign out* as a form's action, with or without script. */
export async function signOut(): Promise<void> {
  await endAction();
  (await cookies()).set(sessionCookieName, '', { ...cookieOptions, maxAge: 0 });
  redirect('/');
}
