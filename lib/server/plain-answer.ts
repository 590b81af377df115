import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** An answer of the door itself, made without Next, the database or anything else that may be away. */
export interface PlainAnswer {
  status: number;
  text: string;
  retryAfterSeconds?: number;
}

const titles: Readonly<Record<number, string>> = {
  400: 'This could not be read',
  403: 'This was not sent from our page',
  413: 'This is too large',
  415: 'This could not be read',
  503: 'Handset is busy',
};

const style =
  ':root{color-scheme:light dark}body{margin:0;font:16px/1.5 ui-sans-serif,system-ui,sans-serif;background:light-dark(#f5f7f7,#12191b)}main{max-width:40rem;margin:12vh auto 0;padding:24px}h1{margin:0 0 8px;font-size:22px}p{margin:0 0 16px}';
// The one style that may apply, and nothing else.
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** A page for people, plain text for scripts and programs. Nothing of the request stands in it. */
export function plainAnswer(request: IncomingMessage, { status, text, retryAfterSeconds }: PlainAnswer): { status: number; headers: Record<string, string>; body: string } {
  const forPeople = /\btext\/html\b/.test(request.headers.accept ?? '') && !request.headers.rsc && !request.headers['next-action'];
  const title = titles[status] ?? 'This did not work';
  const body = forPeople
    ? `<!doctype html><html lang="en-US"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · Handset</title><style>${style}</style></head><body><main><h1>${title}</h1><p>${text}</p><p><a href="/">Go to the front page</a></p></main></body></html>`
    : `${text}\n`;
  return {
    status,
    body,
    headers: {
      'Content-Type': `${forPeople ? 'text/html' : 'text/plain'}; charset=utf-8`,
      'Content-Length': String(Buffer.byteLength(body)),
      'Cache-Control': 'no-store',
      ...(forPeople ? { 'Content-Security-Policy': policy } : {}),
      ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
    },
  };
}

const mostDrainedBytes = 16_777_216;
const longestDrainMs = 1_000;

/**
 * Sends it. While the rest of a body is still on its way the connection stays until that has been read and dropped, within reason: cut
 * sooner, it would take the answer with it.
 */
export function answerPlainly(request: IncomingMessage, response: ServerResponse, answer: PlainAnswer): void {
  const { status, headers, body } = plainAnswer(request, answer);
  const shown = request.method === 'HEAD' ? '' : body;
  if (request.complete) {
    response.writeHead(status, headers).end(shown);
    return;
  }
  response.writeHead(status, { ...headers, Connection: 'close' });
  response.write(shown);
  let seen = 0;
  request.on('data', (chunk: Buffer) => {
    seen += chunk.length;
    if (seen > mostDrainedBytes) response.end();
  });
  const timer = setTimeout(() => response.end(), longestDrainMs);
  response.once('close', () => clearTimeout(timer));
  for (const event of ['end', 'close', 'error'] as const) request.on(event, () => response.end());
}
