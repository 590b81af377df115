import { NextRequest } from 'next/server';
import { cookies } from 'next/headers';
import NextAuth from 'next-auth';
import { callbackCookieName } from '#lib/auth/cookies.ts';
import { ownAddress, readFields } from '#lib/auth/next-auth-input.ts';
import { authOptions } from '#lib/auth/options.ts';

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

const handler = NextAuth(authOptions) as (request: Request, context: Context) => Promise<Response>;

// What next-auth has beside these (its log, other kinds of providers) is not for us, and answers 500 to much of what it is sent.
const readable = new Set(['csrf', 'session', 'providers', 'signin', 'signout', 'error']);
const postable = new Set(['signin/line', 'signin/account', 'signin/passkey', 'callback/line', 'callback/account', 'callback/passkey', 'signout']);

const refuse = (status: 400 | 404 | 405 | 413 | 415, text: string, headers: Record<string, string> = {}) =>
  new Response(`${text}\n`, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers } });

/** Refuses a path that next-auth should not see with this method. */
async function refusePath({ params }: Context, method: 'GET' | 'POST'): Promise<Response | null> {
  const path = (await params).nextauth.join('/');
  if ((method === 'GET' ? readable : postable).has(path)) return null;
  if (!readable.has(path) && !postable.has(path)) return refuse(404, 'There is nothing at this address.');
  const other = method === 'GET' ? 'POST' : 'GET';
  return refuse(405, `This address answers to ${other}.`, { Allow: other });
}

/** next-auth takes a cookie of its own that is no address for a broken configuration: it is dropped, for now and for good. */
async function dropOddCookie(): Promise<void> {
  const store = await cookies();
  const value = store.get(callbackCookieName)?.value;
  if (value !== undefined && ownAddress(value) === null) store.delete(callbackCookieName);
}

async function get(request: NextRequest, context: Context): Promise<Response> {
  const refusal = await refusePath(context, 'GET');
  if (refusal) return refusal;
  const asked = request.nextUrl.searchParams;
  const error = /^[\w.-]{1,4000}$/.exec(asked.get('error') ?? '')?.[0];
  const problem = error === undefined ? '' : `?error=${error}`;
  if ((await context.params).nextauth[0] === 'error') return new Response(null, { status: 302, headers: { Location: `/sign-in${problem}` } });
  await dropOddCookie();
  const url = new URL(request.nextUrl.pathname + problem, request.url);
  const callbackUrl = ownAddress(asked.get('callbackUrl'));
  if (callbackUrl !== null) url.searchParams.set('callbackUrl', callbackUrl);
  return handler(new NextRequest(url, { headers: request.headers }), context);
}

async function post(request: NextRequest, context: Context): Promise<Response> {
  const refusal = await refusePath(context, 'POST');
  if (refusal) return refusal;
  const read = await readFields(request);
  if ('status' in read) return refuse(read.status, read.text);
  await dropOddCookie();
  const headers = new Headers(request.headers);
  headers.set('content-type', 'application/x-www-form-urlencoded');
  headers.delete('content-length');
  return handler(new NextRequest(new URL(request.nextUrl.pathname, request.url), { method: 'POST', headers, body: new URLSearchParams(read.fields).toString() }), context);
}

export { get as GET, post as POST };
