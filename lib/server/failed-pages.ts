import type { IncomingMessage, ServerResponse } from 'node:http';
import { isAway } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { type PlainAnswer, plainAnswer } from '#lib/server/plain-answer.ts';

/** How Next names the request whose rendering failed: we give each a name of its own in a header that no visitor can set. */
export const pageRequestHeader = 'x-handset-request';

const answers: Readonly<Record<'away' | 'unreadable', PlainAnswer>> = {
  away: { status: 503, text: 'Handset cannot reach its database right now. Nothing is lost. Try again in a few seconds.', retryAfterSeconds: 5 },
  unreadable: { status: 400, text: 'What was sent could not be read. Open the page again and retry.' },
};

export const databaseAway: PlainAnswer = answers.away;

type Reason = keyof typeof answers | 'fault';

// Next bundles its own copy of this module, so the failures lie on globalThis.
const shared = globalThis as typeof globalThis & { handsetFailedPages?: Map<string, Reason | null> };
const failed: Map<string, Reason | null> = (shared.handsetFailedPages ??= new Map());

/**
 * Told by Next of every error that reaches it (instrumentation.ts). Actions of ours answer their own errors, so what fails `beforeAction` is
 * a body that React cannot read. The first error of a request says what it is; the database being away says more than any.
 */
export function recordPageFailure(error: unknown, requestName: string | undefined, beforeAction: boolean): void {
  if (requestName === undefined || !failed.has(requestName)) return;
  if (isAway(error)) failed.set(requestName, 'away');
  else failed.set(requestName, failed.get(requestName) ?? (beforeAction ? 'unreadable' : 'fault'));
}

/** Turns Next's 500 into what it is when the fault is none of the page's: 503 while the database is away (F16), 400 for an unreadable action. */
export function watchForFailure(request: IncomingMessage, response: ServerResponse): void {
  const name = newId();
  request.headers[pageRequestHeader] = name;
  failed.set(name, null);
  response.once('close', () => failed.delete(name));

  const { writeHead, write, end } = response;
  let replaced = false;
  const replace = (status: number): boolean => {
    if (replaced || response.headersSent || status !== 500) return replaced;
    const reason = failed.get(name);
    if (!reason || reason === 'fault') return false;
    replaced = true;
    const answer = plainAnswer(request, answers[reason]);
    // What Next meant for its own page does not belong to this one: its length, its encoding, its cookies.
    for (const header of ['Content-Encoding', 'Content-Length', 'Transfer-Encoding', 'Set-Cookie', 'ETag', 'Link', 'Vary']) response.removeHeader(header);
    writeHead.call(response, answer.status, answer.headers);
    end.call(response, request.method === 'HEAD' ? undefined : answer.body, 'utf8');
    return true;
  };
  response.writeHead = ((...given: Parameters<typeof writeHead>) => (replace(given[0]) ? response : writeHead.apply(response, given))) as typeof writeHead;
  response.write = ((...given: Parameters<typeof write>) => replace(response.statusCode) || write.apply(response, given)) as typeof write;
  response.end = ((...given: Parameters<typeof end>) => (replace(response.statusCode) ? response : end.apply(response, given))) as typeof end;
}

/** Pages of the site and files: they are whole without the database. Sign-out clears the cookie without it. */
const withoutDatabase = /^\/(?:$|\?|(?:privacy-choices|terms|support-info|tour|privacy|docs|faqs|sign-out|_next)(?:[/?]|$)|[\w-]+\.(?:svg|ico|png|txt|webmanifest)(?:\?|$))/;

export function needsDatabase(request: IncomingMessage): boolean {
  return !withoutDatabase.test(request.url ?? '/');
}
