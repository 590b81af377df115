import { after } from 'next/server';
import type { AuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { env } from '#lib/env.ts';
import { AppError, isAppError } from '#lib/errors.ts';
import { logger } from '#lib/logger.ts';
import { parseMsisdn } from '#lib/domain/msisdn.ts';
import { browserCookieName, callbackCookieName, cookieOptions, csrfCookieName, parseCookies, sessionCookieName } from '#lib/auth/cookies.ts';
import { clientAddress } from '#lib/auth/client-address.ts';
import { readSessionId } from '#lib/auth/session-cookie.ts';
import { encodeSignInProblem } from '#lib/auth/sign-in-problem.ts';
import { signInPasskey } from '#lib/use-cases/passkeys/sign-in-passkey.ts';
import { endSession } from '#lib/use-cases/sign-in/end-session.ts';
import { findSession } from '#lib/use-cases/sign-in/find-session.ts';
import { requestCode } from '#lib/use-cases/sign-in/request-code.ts';
import { signInAccount } from '#lib/use-cases/sign-in/sign-in-account.ts';
import { startSession } from '#lib/use-cases/sign-in/start-session.ts';
import { verifyCode } from '#lib/use-cases/sign-in/verify-code.ts';

type SentHeaders = Record<string, string | undefined>;

/** next-auth 4 keeps only an error's message; ours becomes one that the sign-in page can open again. */
async function orProblem<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isAppError(error)) logger.error({ component: 'sign-in', error }, 'sign-in failed');
    throw new Error(encodeSignInProblem(error), { cause: error });
  }
}

async function contextOf(sent: SentHeaders | undefined) {
  const headers = sent ?? {};
  const cookies = parseCookies(headers.cookie);
  return {
    browserId: cookies.get(browserCookieName) ?? null,
    userAgent: headers['user-agent'] ?? '',
    address: clientAddress({ get: (name) => headers[name] ?? null }),
    replacesSessionId: await readSessionId(cookies.get(sessionCookieName)),
  };
}

export const authOptions: AuthOptions = {
  secret: env.NEXTAUTH_SECRET,
  pages: { signIn: '/sign-in', signOut: '/sign-out', error: '/sign-in' },
  // The cookie may be around for long; the row behind it decides how long a session lives (P1).
  session: { strategy: 'jwt', maxAge: 30 * 86_400 },
  cookies: {
    sessionToken: { name: sessionCookieName, options: cookieOptions },
    csrfToken: { name: csrfCookieName, options: cookieOptions },
    callbackUrl: { name: callbackCookieName, options: cookieOptions },
  },
  providers: [
    CredentialsProvider({
      id: 'line',
      name: 'Your number',
      credentials: { number: { label: 'Mobile number', type: 'tel' }, code: { label: 'Code', type: 'text' } },
      authorize: (credentials, request) =>
        orProblem(async () => {
          const { browserId, ...context } = await contextOf(request.headers as SentHeaders | undefined);
          const parsed = parseMsisdn(credentials?.number ?? '', { allowTerritories: env.ALLOW_TERRITORIES });
          const owner = await verifyCode({ msisdn: parsed.ok ? parsed.msisdn : '', code: credentials?.code ?? '', browserId });
          return { id: await startSession({ kind: 'subscriber', owner: { subscriberId: owner.subscriberId }, provenBy: 'code', ...context }) };
        }),
    }),
    CredentialsProvider({
      id: 'account',
      name: 'Work account',
      credentials: { email: { label: 'E-mail', type: 'email' }, password: { label: 'Password', type: 'password' } },
      authorize: (credentials, request) =>
        orProblem(async () => {
          const { address, ...context } = await contextOf(request.headers as SentHeaders | undefined);
          const account = await signInAccount({ email: credentials?.email ?? '', password: credentials?.password ?? '', address });
          return { id: await startSession({ kind: account.role, owner: { accountId: account.accountId }, provenBy: 'password', userAgent: context.userAgent, replacesSessionId: context.replacesSessionId }) };
        }),
    }),
    CredentialsProvider({
      id: 'passkey',
      name: 'Passkey',
      credentials: { assertion: { label: 'Answer of the authenticator', type: 'text' } },
      authorize: (credentials, request) =>
        orProblem(async () => {
          const { browserId, address, userAgent, replacesSessionId } = await contextOf(request.headers as SentHeaders | undefined);
          const found = await signInPasskey({ assertion: credentials?.assertion ?? '', browserId });
          if (found.outcome === 'line-unproven') {
            const { deliver } = await requestCode({ number: found.msisdn, browserId: browserId ?? '', address });
            after(deliver);
            throw new AppError('forbidden', 'Your line was not proven for 90 days. We texted a code to it: sign in with that once.', { field: 'line' });
          }
          const who = found.outcome === 'subscriber' ? ({ kind: 'subscriber', owner: { subscriberId: found.subscriberId } } as const) : ({ kind: found.role, owner: { accountId: found.accountId } } as const);
          return { id: await startSession({ ...who, provenBy: 'passkey', passkeyId: found.passkeyId, userAgent, replacesSessionId }) };
        }),
    }),
  ],
  callbacks: {
    // Nothing but the id of our row ever goes into the cookie.
    jwt: async ({ token, user }) => {
      const sid: unknown = user?.id ?? token.sid;
      if (typeof sid !== 'string') return {};
      return user || (await findSession(sid, { asUse: false })) ? { sid } : {};
    },
    session: ({ session, token }) => ({ expires: session.expires, ...(typeof token.sid === 'string' ? { signedIn: true } : {}) }),
    redirect: ({ url, baseUrl }) => {
      if (url.startsWith('/') && !url.startsWith('//')) return `${baseUrl}${url}`;
      return URL.canParse(url) && new URL(url).origin === new URL(baseUrl).origin ? url : baseUrl;
    },
  },
  events: {
    signOut: async ({ token }) => {
      if (typeof token.sid === 'string') await endSession(token.sid);
    },
  },
  logger: {
    error: (code, metadata) => logger.error({ component: 'next-auth', state: code, error: metadata instanceof Error ? metadata : metadata.error }, 'next-auth reported an error'),
    warn: (code) => logger.debug({ component: 'next-auth', state: code }, 'next-auth warned'),
    debug: () => undefined,
  },
};
