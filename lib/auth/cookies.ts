import { env } from '#lib/env.ts';

const secure = env.PUBLIC_URL.startsWith('https://');

// `__Host-` ties a cookie to this very host, path / and TLS (RFC 6265bis, 4.1.3.2); a browser refuses it over plain http.
const prefix = secure ? '__Host-' : '';

export const sessionCookieName = `${prefix}handset.session`;
export const csrfCookieName = `${prefix}handset.csrf`;
export const callbackCookieName = `${prefix}handset.callback`;
/** A random name for the browser, before anybody signs in: codes and consent requests are bound to it. */
export const browserCookieName = `${prefix}handset.browser`;

export const cookieOptions = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const;

/** The cookies of a `Cookie` header. The first of a name wins; nothing is decoded twice. */
export function parseCookies(header: string | undefined | null): Map<string, string> {
  const found = new Map<string, string>();
  for (const pair of (header ?? '').slice(0, 16_384).split(';')) {
    const at = pair.indexOf('=');
    if (at < 1) continue;
    const name = pair.slice(0, at).trim();
    if (!found.has(name)) found.set(name, pair.slice(at + 1).trim());
  }
  return found;
}
