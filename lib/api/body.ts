import type { IncomingMessage } from 'node:http';
import { AppError } from '#lib/errors.ts';
import { WireError } from '#lib/api/errors.ts';
import { gatherBytes } from '#lib/api/gathered-bytes.ts';

const arriving = new WeakMap<Request, IncomingMessage>();

/**
 * Says where the body of a request comes from. Read from there, each chunk is taken as it comes; a web stream would keep every chunk in an
 * object of its own until its turn, megabytes for a body that is cut into single bytes.
 */
export function setBodySource(request: Request, incoming: IncomingMessage): void {
  arriving.set(request, incoming);
}

/** Hands over the bytes of a body as they come in, never more than `limit`: what is over is refused while it is read. */
export async function takeBody(request: Request, limit: number, take: (chunk: Buffer) => void): Promise<void> {
  refuseEncoded(request);
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > limit) throw tooLarge(limit);
  let seen = 0;
  const takeWithin = (chunk: Buffer) => {
    seen += chunk.length;
    if (seen > limit) throw tooLarge(limit);
    take(chunk);
  };
  const incoming = arriving.get(request);
  await (incoming ? takeFrom(incoming, takeWithin) : takeFromStream(request, takeWithin));
}

export async function readBody(request: Request, limit: number): Promise<Buffer> {
  const bytes = gatherBytes(limit);
  await takeBody(request, limit, bytes.add);
  return bytes.whole();
}

const cutOff = () => new WireError('broken-request', 'The body ended before it was whole. Send it again.', { field: 'body' });

function takeFrom(incoming: IncomingMessage, take: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const onData = (chunk: Buffer) => {
      try {
        take(chunk);
      } catch (error) {
        // The rest is left where it is: destroying it would cut the connection before the answer is out.
        incoming.pause();
        settle(error);
      }
    };
    const onEnd = () => settle();
    const onCut = () => settle(cutOff());
    const settle = (error?: unknown) => {
      incoming.off('data', onData).off('end', onEnd).off('error', onCut).off('close', onCut);
      if (error === undefined) resolve();
      else reject(error as Error);
    };
    incoming.on('data', onData).on('end', onEnd).on('error', onCut).on('close', onCut);
    if (incoming.destroyed) onCut();
  });
}

/** Requests that came over no socket, as those of tests. */
async function takeFromStream(request: Request, take: (chunk: Buffer) => void): Promise<void> {
  if (!request.body) return;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw cutOff();
    });
    if (done) return;
    take(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
  }
}

function tooLarge(limit: number): AppError {
  return new AppError('too-large', `The body is over ${limit} bytes. Send less at a time.`, { field: 'body' });
}

function refuseEncoded(request: Request): void {
  const encoding = request.headers.get('content-encoding')?.trim().toLowerCase();
  if (!encoding || encoding === 'identity') return;
  throw new WireError('unsupported-type', 'Send the body as it is, without Content-Encoding.', { field: 'Content-Encoding', headers: { 'Accept-Encoding': 'identity' } });
}

export interface ContentType {
  /** Lower case, without parameters; empty when none was given. */
  type: string;
  parameters: ReadonlyMap<string, string>;
}

const token = /;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g;

/** A header of the form `value; name=value; name="value"` (RFC 9110 5.6.6), read leniently: clients send blanks and line ends in it. */
export function parseParameters(header: string): ContentType {
  const type = (header.split(';')[0] ?? '').trim().toLowerCase();
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, bare] of header.slice(0, 4096).matchAll(token)) {
    const key = name.toLowerCase();
    if (!parameters.has(key)) parameters.set(key, quoted === undefined ? (bare ?? '').trim() : quoted.replace(/\\(.)/g, '$1'));
  }
  return { type, parameters };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A body as text. Two SDKs of the original send Latin-1 bytes and say nothing of it: what is no UTF-8 is taken as Latin-1. */
function decodeText(bytes: Buffer, charset?: string): string {
  if (charset && /^(iso-8859-1|latin1|us-ascii|windows-1252)$/i.test(charset) && !bytes.every((byte) => byte < 0x80)) return bytes.toString('latin1');
  try {
    return utf8.decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

/** A body as JSON. Throws `broken-request` for anything else. */
export function parseJson(bytes: Buffer, charset?: string): unknown {
  try {
    return JSON.parse(decodeText(bytes, charset));
  } catch {
    throw new WireError('broken-request', 'The body is not JSON. Check its commas, quotes and brackets.', { field: 'body' });
  }
}

/** Fields of a form in their order (application/x-www-form-urlencoded), with the same fall-back to Latin-1. */
export function parseForm(bytes: Buffer, charset?: string): [string, string][] {
  const fields: [string, string][] = [];
  for (const pair of bytes.toString('latin1').trim().split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    fields.push([unescape(name, charset), unescape(value, charset)]);
  }
  return fields;
}

function unescape(text: string, charset?: string): string {
  const bytes = text.replaceAll('+', ' ').replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return decodeText(Buffer.from(bytes, 'latin1'), charset);
}
