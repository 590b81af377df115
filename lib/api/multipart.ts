import { parseParameters } from '#lib/api/body.ts';
import { WireError } from '#lib/api/errors.ts';
import { gatherBytes } from '#lib/api/gathered-bytes.ts';
import { AppError } from '#lib/errors.ts';

export interface MimePart {
  headers: ReadonlyMap<string, string>;
  body: Buffer;
}

export interface MultipartLimits {
  parts: number;
  headerBytes: number;
  /** Of the whole body: whoever hands it over sees to that. */
  bytes: number;
}

export interface MultipartReader {
  read(chunk: Buffer): void;
  /** The parts, when the body has ended. */
  end(): MimePart[];
}

const lineEnd = Buffer.from('\r\n');
const headersEnd = Buffer.from('\r\n\r\n');
const paddingBytes = 128;

function broken(text: string): WireError {
  return new WireError('broken-request', text, { field: 'body' });
}

/**
 * A multipart body (RFC 2046, 5.1) of any subtype, read chunk by chunk. Written by hand because the old clients send
 * `multipart/related` with `start`, which the form parsers refuse. Counts of parts and sizes of headers are bounded while reading;
 * the size of the whole is bounded by whoever reads the chunks. Throws `broken-request` and `too-many-attachments`.
 */
export function createMultipartReader(boundary: string, limits: MultipartLimits): MultipartReader {
  if (!/^[\x20-\x7e]{1,200}$/.test(boundary)) throw broken('The boundary of the multipart body is missing or malformed.');
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const parts: MimePart[] = [];
  // The first delimiter has no line before it; with this one it looks like all others.
  let buffer: Buffer = lineEnd;
  let state = 'preamble' as 'preamble' | 'delimiter' | 'headers' | 'body' | 'epilogue';
  let headers = new Map<string, string>();
  let body = gatherBytes(limits.bytes);

  const step = (): boolean => {
    if (state === 'epilogue') return false;
    if (state === 'delimiter') return afterDelimiter();
    if (state === 'headers') return readHeaders();
    const at = buffer.indexOf(delimiter);
    const settled = at >= 0 ? at : buffer.length - delimiter.length + 1;
    if (settled > 0) {
      if (state === 'body') body.add(buffer.subarray(0, settled));
      buffer = buffer.subarray(settled);
    }
    if (at < 0) return false;
    if (state === 'body') parts.push({ headers, body: body.whole().subarray(lineEnd.length) });
    buffer = buffer.subarray(delimiter.length);
    state = 'delimiter';
    return true;
  };

  const afterDelimiter = (): boolean => {
    if (buffer.length >= 2 && buffer.subarray(0, 2).toString('latin1') === '--') {
      state = 'epilogue';
      return false;
    }
    const end = buffer.indexOf(lineEnd);
    if (end < 0 && buffer.length <= paddingBytes) return false;
    if (end < 0 || !/^[ \t]*$/.test(buffer.subarray(0, end).toString('latin1'))) throw broken('A boundary of the multipart body is malformed.');
    if (parts.length >= limits.parts) {
      throw new AppError('too-many-attachments', `A message carries at most ${limits.parts - 1} attachments.`, { field: 'messageContent' });
    }
    // The line end stays: a part without headers begins with an empty line.
    buffer = buffer.subarray(end);
    state = 'headers';
    return true;
  };

  const readHeaders = (): boolean => {
    const end = buffer.indexOf(headersEnd);
    if (end > limits.headerBytes || (end < 0 && buffer.length > limits.headerBytes)) throw broken('The headers of a part are too long.');
    if (end < 0) return false;
    headers = parseHeaders(buffer.subarray(0, end).toString('utf8'));
    if (parseParameters(headers.get('content-type') ?? '').type.startsWith('multipart/')) throw broken('A part may not be a multipart itself.');
    body = gatherBytes(limits.bytes);
    // The line end that closed the headers stays: the delimiter of an empty part follows it at once. It is taken off the body below.
    buffer = buffer.subarray(end + 2);
    state = 'body';
    return true;
  };

  return {
    read(chunk) {
      buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk]);
      while (step());
    },
    end() {
      if (state !== 'epilogue') throw broken('The multipart body ends before its last boundary.');
      return parts;
    },
  };
}

function parseHeaders(text: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of text.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const at = line.indexOf(':');
    if (at > 0) headers.set(line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim());
  }
  return headers;
}
