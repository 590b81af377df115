import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { PlainAnswer } from '#lib/server/plain-answer.ts';

/** Pages, in the spellings that Next leads to them, whose chain of redirects, after a form with credentials or a decision, may end at an app's redirect URI. */
const leadsToApps = /^\/(?:oauth\/+v4\/+authorize|device|sign-in|sign-out|api\/+auth)(?:[/?]|$)/;
const redirects: readonly number[] = [301, 302, 307, 308];
const bodyHeaders = ['Content-Length', 'Content-Type', 'Transfer-Encoding', 'Content-Encoding', 'Trailer'];

/**
 * What follows a redirect of these pages is a GET without a body, whoever decided it: a browser would send what was posted along with 307 and
 * 308, and may with the older two (RFC 9700, 4.12). Next's `redirect()` answers 307, and lets a page choose no other. What Next writes beside it would
 * say once more where it leads, with the code.
 */
export function redirectBySeeOther(request: IncomingMessage, response: ServerResponse): void {
  if (!leadsToApps.test(request.url ?? '')) return;
  const { writeHead, write, end } = response;
  const isRedirect = () => response.statusCode === 303 || redirects.includes(response.statusCode);
  response.writeHead = ((status: number, ...rest: unknown[]) => {
    response.statusCode = status;
    if (!isRedirect()) return Reflect.apply(writeHead, response, [status, ...rest]);
    for (const [name, value] of Object.entries((rest.at(-1) ?? {}) as OutgoingHttpHeaders)) if (value !== undefined) response.setHeader(name, value);
    for (const name of bodyHeaders) response.removeHeader(name);
    return Reflect.apply(writeHead, response, [303, { 'Content-Length': '0' }]);
  }) as typeof writeHead;
  response.write = ((...written: unknown[]) => isRedirect() || Reflect.apply(write, response, written)) as typeof write;
  response.end = ((...last: unknown[]) => Reflect.apply(end, response, isRedirect() ? last.filter((each) => typeof each === 'function') : last)) as typeof end;
}

/** A question to a person is put by GET; a HEAD, as programs send it that look ahead, would use it up, or make a code that nobody gets. */
export function refuseLookAhead(request: IncomingMessage): PlainAnswer | null {
  if (request.method !== 'HEAD' || !/^\/oauth\/+v4\/+authorize(?:[/?]|$)/.test(request.url ?? '')) return null;
  return { status: 405, text: 'Ask with GET.' };
}
