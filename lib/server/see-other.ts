import type { IncomingMessage, ServerResponse } from 'node:http';

/** Pages, in the spellings that Next leads to them, whose chain of redirects, after a form with credentials or a decision, may end at an app's redirect URI. */
const leadsToApps = /^\/(?:oauth\/+v4\/+authorize|device|sign-in|sign-out|api\/+auth)(?:[/?]|$)/;
const redirects: readonly number[] = [301, 302, 307, 308];

/**
 * What follows a redirect of these pages is a GET without a body, whoever decided it: a browser would send what was posted along with 307 and
 * 308, and may with the older two (RFC 9700, 4.12). Next's `redirect()` answers 307, and lets a page choose no other.
 */
export function redirectBySeeOther(request: IncomingMessage, response: ServerResponse): void {
  if (!leadsToApps.test(request.url ?? '')) return;
  const { writeHead } = response;
  response.writeHead = ((status: number, ...rest: unknown[]) => Reflect.apply(writeHead, response, [redirects.includes(status) ? 303 : status, ...rest])) as typeof writeHead;
}
