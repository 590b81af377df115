import { env } from '#lib/env.ts';
import { safeReturnTo } from '#lib/auth/return-to.ts';

/** More than any sign-in form of ours holds. */
const longestBody = 8_192;
const known = new Set(['number', 'code', 'email', 'password', 'assertion', 'csrfToken', 'callbackUrl', 'json', 'redirect']);

/** A path of ours or an address below PUBLIC_URL, as next-auth understands it; null for all else. */
export function ownAddress(value: string | null): string | null {
  if (!value) return null;
  const path = value.startsWith(`${env.PUBLIC_URL}/`) ? value.slice(env.PUBLIC_URL.length) : value;
  if (value === env.PUBLIC_URL || path === '/') return value;
  return safeReturnTo(path, '') === '' ? null : value;
}

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

function fieldsOfJson(text: string): [string, unknown][] | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : null;
  } catch {
    return null;
  }
}

export type ReadFields = { fields: Record<string, string> } | { status: 400 | 413 | 415; text: string };

/** The fields of a sign-in form or its JSON that next-auth may see, texts all of them. It answers 500 to most other things. */
export async function readFields(request: Request): Promise<ReadFields> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type && type !== 'application/x-www-form-urlencoded' && type !== 'application/json') return { status: 415, text: 'Send a form or JSON.' };
  const text = await readBounded(request);
  if (text === null) return { status: 413, text: 'The body is too long.' };
  const given = type === 'application/json' ? fieldsOfJson(text) : [...new URLSearchParams(type ? text : '')];
  if (!given) return { status: 400, text: 'The body is not a JSON object.' };
  const fields: Record<string, string> = {};
  for (const [name, value] of given) {
    if (!known.has(name)) continue;
    if (typeof value !== 'string' && typeof value !== 'boolean') return { status: 400, text: 'Every field must be a text.' };
    fields[name] = String(value);
  }
  if (fields.callbackUrl !== undefined && ownAddress(fields.callbackUrl) === null) delete fields.callbackUrl;
  return { fields };
}
