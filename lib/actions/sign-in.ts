'use server';

import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { after } from 'next/server';
import { publicAction } from '#lib/actions/action-client.ts';
import { destinationAfterSignIn } from '#lib/auth/after-sign-in.ts';
import { ensureBrowserId } from '#lib/auth/browser-id.ts';
import { clientAddress } from '#lib/auth/client-address.ts';
import { cookieOptions, sessionCookieName } from '#lib/auth/cookies.ts';
import { safeReturnTo } from '#lib/auth/return-to.ts';
import { signInWith, type SignInOutcome } from '#lib/auth/run-next-auth.ts';
import { readSessionId } from '#lib/auth/session-cookie.ts';
import type { FormAnswer } from '#lib/contracts/form-data.ts';
import { accountForm, passkeyForm, requestCodeForm, verifyCodeForm } from '#lib/contracts/sign-in.ts';
import { isAppError } from '#lib/errors.ts';
import { findSession } from '#lib/use-cases/sign-in/find-session.ts';
import { requestCode } from '#lib/use-cases/sign-in/request-code.ts';

/** The code page's address: the same for every number, and without it. */
function codePage(returnTo: string | undefined, why?: 'line'): string {
  const back = safeReturnTo(returnTo, '');
  return `/sign-in?as=line&step=code${why ? `&why=${why}` : ''}${back === '' ? '' : `&returnTo=${encodeURIComponent(back)}`}`;
}

export const requestCodeAction = publicAction
  .metadata({ name: 'request-code' })
  .inputSchema(requestCodeForm)
  .stateAction(async ({ parsedInput: { number, returnTo } }): Promise<FormAnswer> => {
    try {
      // The text goes out behind the answer, so that the answer takes the same time for every number (T15).
      const { deliver } = await requestCode({ number, browserId: await ensureBrowserId(), address: clientAddress(await headers()) });
      after(deliver);
    } catch (error) {
      if (!isAppError(error)) throw error;
      return { problem: { text: error.message, field: error.field ?? null, retryAfterSeconds: error.retryAfterSeconds ?? null }, values: { number } };
    }
    redirect(codePage(returnTo));
  });

async function finish(outcome: SignInOutcome, returnTo: string | undefined, values: Record<string, string>, next?: 'passkey'): Promise<FormAnswer> {
  if (!outcome.ok) return { problem: outcome.problem, values };
  (await cookies()).set(sessionCookieName, outcome.sessionCookie, { ...cookieOptions, ...(outcome.expiresAt ? { expires: outcome.expiresAt } : {}) });
  const sessionId = await readSessionId(outcome.sessionCookie);
  const session = sessionId ? await findSession(sessionId, { asUse: false }) : null;
  const destination = session ? destinationAfterSignIn(session.actor.kind, returnTo ?? null) : '/sign-in';
  redirect(next ? `/sign-in/passkey?returnTo=${encodeURIComponent(destination)}` : destination);
}

export const verifyCodeAction = publicAction
  .metadata({ name: 'verify-code' })
  .inputSchema(verifyCodeForm)
  .stateAction(async ({ parsedInput: { number, code, passkey, returnTo } }): Promise<FormAnswer> =>
    finish(await signInWith('line', { number, code }, await headers()), returnTo, {}, passkey && 'passkey'),
  );

export const signInPasskeyAction = publicAction
  .metadata({ name: 'sign-in-passkey' })
  .inputSchema(passkeyForm)
  .stateAction(async ({ parsedInput: { assertion, returnTo } }): Promise<FormAnswer> => {
    const outcome = await signInWith('passkey', { assertion }, await headers());
    // A code is on its way to this browser: the line has to be proven once (T29).
    if (!outcome.ok && outcome.problem.field === 'line') redirect(codePage(returnTo, 'line'));
    return finish(outcome, returnTo, {});
  });

export const signInAccountAction = publicAction
  .metadata({ name: 'sign-in-account' })
  .inputSchema(accountForm)
  .stateAction(async ({ parsedInput: { email, password, returnTo } }): Promise<FormAnswer> =>
    finish(await signInWith('account', { email, password }, await headers()), returnTo, { email }),
  );
