import { createHash, randomBytes } from 'node:crypto';
import type { NextApiRequest, NextApiResponse } from 'next';
import NextAuth from 'next-auth';
import { env } from '#lib/env.ts';
import { callbackCookieName, csrfCookieName, parseCookies, sessionCookieName } from '#lib/auth/cookies.ts';
import { authOptions } from '#lib/auth/options.ts';
import { decodeSignInProblem, type SignInProblem } from '#lib/auth/sign-in-problem.ts';

export type SignInOutcome = { ok: true; sessionCookie: string; expiresAt: Date | null } | { ok: false; problem: SignInProblem };

/** What next-auth's handler writes to: status, headers, nothing sent anywhere. */
function memoryResponse() {
  const headers = new Map<string, string | string[]>();
  const response = {
    status: () => response,
    setHeader: (name: string, value: string | string[]) => {
      headers.set(name.toLowerCase(), value);
      return response;
    },
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    end: () => response,
    send: () => response,
    json: () => response,
  };
  return { response, headers };
}

/**
 * Signs in through next-auth itself from a server action, so that a form without script and `/api/auth/callback/…` are one path. The
 * action has been checked for its origin; next-auth's own token is made up here and confirmed there.
 */
export async function signInWith(provider: 'line' | 'account' | 'passkey', credentials: Record<string, string>, sent: Headers): Promise<SignInOutcome> {
  const csrfToken = randomBytes(32).toString('hex');
  const csrfCookie = `${csrfToken}|${createHash('sha256').update(`${csrfToken}${env.NEXTAUTH_SECRET}`).digest('hex')}`;
  const { response, headers } = memoryResponse();
  const cookies = parseCookies(sent.get('cookie'));
  // next-auth refuses to work beside one that is no address; the page to go on to is ours to say.
  cookies.delete(callbackCookieName);
  const request = {
    method: 'POST',
    query: { nextauth: ['callback', provider] },
    body: { ...credentials, csrfToken, json: 'false' },
    cookies: { ...Object.fromEntries(cookies), [csrfCookieName]: csrfCookie },
    headers: Object.fromEntries(sent),
  };
  // The handler is given what it reads and writes, not a socket.
  await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, authOptions);
  const cookie = [headers.get('set-cookie') ?? []].flat().find((line) => line.startsWith(`${sessionCookieName}=`));
  if (!cookie) {
    const location = String(headers.get('location') ?? '');
    const error = URL.canParse(location, env.PUBLIC_URL) ? new URL(location, env.PUBLIC_URL).searchParams.get('error') : null;
    return { ok: false, problem: decodeSignInProblem(error ?? 'none') ?? { code: 'unexpected', text: 'You could not be signed in. Try again.', field: null, retryAfterSeconds: null } };
  }
  const [pair = '', ...attributes] = cookie.split(';');
  const expires = attributes.map((attribute) => attribute.trim()).find((attribute) => attribute.toLowerCase().startsWith('expires='));
  return {
    ok: true,
    sessionCookie: decodeURIComponent(pair.slice(sessionCookieName.length + 1)),
    expiresAt: expires ? new Date(expires.slice('expires='.length)) : null,
  };
}
