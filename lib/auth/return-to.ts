const longest = 2_000;

/** What Next adds to the address of a request for data; as a page's address it would answer with that data. */
const ofNext = /^(?:_rsc$|__next|nxt[PI])/;

/**
 * A path of our own to go on to after sign-in, or `/` for anything else. The text is judged as a browser would read it: `//host`, `/\host`,
 * control characters and schemes all lead elsewhere (T4, T24).
 */
export function safeReturnTo(value: string | undefined | null, fallback = '/'): string {
  if (!value || value.length > longest || !value.startsWith('/')) return fallback;
  // A tab or line break inside a URL is dropped by browsers.
  if (/^\/[/\\]|[\u0000-\u001f\u007f\\]/.test(value)) return fallback;
  const base = 'http://own.invalid';
  if (!URL.canParse(value, base)) return fallback;
  const url = new URL(value, base);
  if (url.origin !== base || url.pathname.startsWith('//')) return fallback;
  if (/^\/(?:sign-in|sign-out|api)(?:\/|$)/.test(url.pathname)) return fallback;
  for (const name of [...url.searchParams.keys()]) if (ofNext.test(name)) url.searchParams.delete(name);
  return `${url.pathname}${url.search}${url.hash}`;
}

/** Where each kind of person begins when no page was asked for. */
export const homeOf = { subscriber: '/inbox', developer: '/developer/apps', support: '/support/tickets' } as const;
