import { IncomingMessage } from 'node:http';
import { isForeignPost, isReading } from '#lib/api/foreign-post.ts';
import { gatherBytes } from '#lib/api/gathered-bytes.ts';
import type { PlainAnswer } from '#lib/server/plain-answer.ts';

/** What Next takes for a server action at most (`bodySizeLimit` in next.config.ts); pictures go through one. */
const mostBytes = 2_097_152;
/** More parts than any form of ours has. */
const mostParts = 500;

const foreign: PlainAnswer = { status: 403, text: 'This was not sent from a page of this site. Open the page again and retry.' };
const unreadable: PlainAnswer = { status: 400, text: 'What was sent could not be read. Open the page again and retry.' };
const wrongType: PlainAnswer = { status: 415, text: 'What was sent is of a kind that is not taken here.' };
const tooLarge: PlainAnswer = { status: 413, text: 'What was sent is too large. Send less at a time.' };

/** Refuses what would change something and comes from another site (T24). */
export function refuseForeignPost(request: IncomingMessage): PlainAnswer | null {
  const { origin, host, cookie, 'sec-fetch-site': site } = request.headers;
  return isForeignPost(request.method ?? '', { origin, host, cookie, 'sec-fetch-site': String(site ?? '') || undefined }) ? foreign : null;
}

/** next-auth's forms and its JSON are looked at by its own door, `app/api/auth`. */
const hasOwnDoor = /^\/api\/auth(?:[/?]|$)/;

/**
 * Reads what is posted to a page before Next does, which answers 500 to what it cannot read. Answers the request with its body whole, or the
 * refusal; null when the sender went away.
 */
export async function readPost(request: IncomingMessage): Promise<IncomingMessage | PlainAnswer | null> {
  const { headers } = request;
  const isEmpty = headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
  if (isReading(request.method ?? '') || (isEmpty && headers['next-action'] === undefined)) return request;
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!hasOwnDoor.test(request.url ?? '') && !['multipart/form-data', 'application/x-www-form-urlencoded', 'text/plain'].includes(type)) return wrongType;
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') return wrongType;
  if (Number(headers['content-length'] ?? 0) > mostBytes) return tooLarge;
  const body = await readWhole(request);
  if (!Buffer.isBuffer(body)) return body;
  if (type === 'multipart/form-data') {
    const problem = await refuseForm(headers['content-type'] ?? '', body);
    if (problem) return problem;
  }
  return withBody(request, body);
}

async function readWhole(request: IncomingMessage): Promise<Buffer | PlainAnswer | null> {
  const bytes = gatherBytes(mostBytes);
  let size = 0;
  return new Promise((resolve) => {
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= mostBytes) return bytes.add(chunk);
      request.off('data', take);
      resolve(tooLarge);
    };
    request.on('data', take);
    request.once('end', () => resolve(bytes.whole()));
    request.once('error', () => resolve(null));
    request.once('close', () => resolve(null));
  });
}

async function refuseForm(contentType: string, body: Buffer): Promise<PlainAnswer | null> {
  const boundary = /;\s*boundary="?([^";,\s]{1,70})"?\s*(?:;|$)/i.exec(contentType)?.[1];
  if (!boundary) return unreadable;
  if (countOf(body, `--${boundary}`) > mostParts + 1) return tooLarge;
  try {
    await new Response(new Uint8Array(body), { headers: { 'Content-Type': contentType } }).formData();
    return null;
  } catch {
    return unreadable;
  }
}

function countOf(body: Buffer, text: string): number {
  let count = 0;
  for (let at = body.indexOf(text); at >= 0 && count <= mostParts + 1; at = body.indexOf(text, at + text.length)) count += 1;
  return count;
}

/** The same request with a body that lies in memory: what was read cannot be put back into a stream that has ended. */
function withBody(request: IncomingMessage, body: Buffer): IncomingMessage {
  const whole = new IncomingMessage(request.socket);
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  Object.assign(whole, { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor, complete: true });
  whole.push(body);
  whole.push(null);
  return whole;
}
