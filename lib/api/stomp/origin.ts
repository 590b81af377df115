import { env } from '#lib/env.ts';

/** Whether a page of this origin may try to connect at all: none given (no browser), a secure one, or one of this machine. */
export function isPlausibleOrigin(origin: string | undefined): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin) || new URL(origin).origin !== origin) return false;
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' || origin === new URL(env.PUBLIC_URL).origin || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}

/** Whether a page of this origin may use an app's credentials: our own, or one that the app registered a redirect URI of. */
export function isOriginOf(origin: string | undefined, redirectUris: readonly string[]): boolean {
  if (origin === undefined) return true;
  if (origin === new URL(env.PUBLIC_URL).origin) return true;
  return redirectUris.some((uri) => URL.canParse(uri) && new URL(uri).origin === origin);
}
