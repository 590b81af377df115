import { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from '#lib/auth/options.ts';

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

const handler = NextAuth(authOptions) as (request: Request, context: Context) => Promise<Response>;

/** More than any sign-in form of ours holds. */
const longestBody = 8_192;

const refuse = (status: 400 | 413 | 415, text: string) => new Response(`${text}\n`, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } });

/** The body's text, or null when it is longer than any of ours; read no further than that. */
async function readBounded(request: Request): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (request.body) {
    for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > longestBody) return null;
      chunks.push(chunk);
    }
  }
  return Buffer.concat(chunks).toString('utf8');
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** next-auth answers 500 to a body it cannot read; a form or an object of JSON is all it ever needs. */
async function post(request: Request, context: Context): Promise<Response> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type && type !== 'application/x-www-form-urlencoded' && type !== 'application/json') return refuse(415, 'Send a form or JSON.');
  const text = await readBounded(request);
  if (text === null) return refuse(413, 'The body is too long.');
  if (type === 'application/json' && !isObject(text)) return refuse(400, 'The body is not a JSON object.');
  return handler(new NextRequest(request.url, { method: 'POST', headers: request.headers, body: text }), context);
}

export { handler as GET, post as POST };
