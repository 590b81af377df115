import { longestProof } from '#lib/domain/dpop.ts';

/** Frames of STOMP 1.2, server side. The limits are part of the protocol's own advice (Size Limits): a client of ours sends little. */
const limits = { frameBytes: 8_192, headers: 32, headerBytes: 1_024 } as const;
/** The one header that may be longer holds the proof of a key. */
const proofHeader = 'dpop:';

export interface StompFrame {
  command: string;
  headers: ReadonlyMap<string, string>;
  body: string;
}

/** What is no STOMP 1.2, or too much of it. The text goes into the ERROR frame. */
export class FrameProblem extends Error {
  constructor(text: string) {
    super(text);
    this.name = 'FrameProblem';
  }
}

const escapes: Readonly<Record<string, string>> = { '\\r': '\r', '\\n': '\n', '\\c': ':', '\\\\': '\\' };

/** CONNECT and CONNECTED are not escaped, for the sake of version 1.0. */
function unescapeHeader(text: string, command: string): string {
  if (command === 'CONNECT' || command === 'STOMP') return text;
  return text.replace(/\\[\s\S]?/g, (sequence) => {
    const character = escapes[sequence];
    // Undefined escape sequences must be treated as a fatal protocol error.
    if (character === undefined) throw new FrameProblem('A header has an escape that is none.');
    return character;
  });
}

function escapeHeader(text: string, command: string): string {
  if (command === 'CONNECTED') return text.replace(/[\r\n]/g, ' ');
  return text.replace(/[\r\n:\\]/g, (character) => ({ '\r': '\\r', '\n': '\\n', ':': '\\c', '\\': '\\\\' })[character] ?? character);
}

export function writeFrame(command: string, headers: Readonly<Record<string, string>>, body = ''): string {
  const lines = Object.entries(headers).map(([name, value]) => `${escapeHeader(name, command)}:${escapeHeader(value, command)}\n`);
  const length = body === '' ? '' : `content-length:${Buffer.byteLength(body)}\n`;
  return `${command}\n${lines.join('')}${length}\n${body}\0`;
}

export type ParsedInput = { kind: 'heart-beat' } | { kind: 'frame'; frame: StompFrame };

/**
 * Reads frames out of a stream of chunks, wherever they are cut. `read` yields frames and the line ends between them, which are heart-beats.
 * Throws `FrameProblem`; after that the stream is not to be read on.
 */
export function createFrameReader(): { read(chunk: Buffer): ParsedInput[] } {
  let rest: Buffer = Buffer.alloc(0);
  return {
    read(chunk) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const found: ParsedInput[] = [];
      for (;;) {
        const lineEnd = lineEndAt(rest);
        if (lineEnd > 0) {
          found.push({ kind: 'heart-beat' });
          rest = rest.subarray(lineEnd);
          continue;
        }
        const taken = takeFrame(rest);
        if (!taken) break;
        found.push({ kind: 'frame', frame: taken.frame });
        rest = rest.subarray(taken.length);
      }
      if (rest.length > limits.frameBytes) throw new FrameProblem('The frame is too large.');
      return found;
    },
  };
}

/** Length of the line end that the buffer starts with; 0 for none. */
function lineEndAt(buffer: Buffer): number {
  if (buffer[0] === 0x0a) return 1;
  return buffer[0] === 0x0d && buffer[1] === 0x0a ? 2 : 0;
}

function takeFrame(buffer: Buffer): { frame: StompFrame; length: number } | null {
  const head = headEnd(buffer);
  if (!head) return null;
  const text = decode(buffer.subarray(0, head.at));
  const [command = '', ...lines] = text.split(/\r?\n/);
  if (!/^[A-Z]{3,11}$/.test(command)) throw new FrameProblem('The frame begins with no command.');
  if (lines.length > limits.headers) throw new FrameProblem('The frame has too many headers.');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 1) throw new FrameProblem('A header has no name.');
    if (Buffer.byteLength(line) > (line.startsWith(proofHeader) ? proofHeader.length + longestProof : limits.headerBytes)) throw new FrameProblem('A header is too long.');
    const name = unescapeHeader(line.slice(0, colon), command);
    // Of repeated headers the first counts.
    if (!headers.has(name)) headers.set(name, unescapeHeader(line.slice(colon + 1), command));
  }
  const body = bodyEnd(buffer, head.bodyAt, headers.get('content-length'));
  if (body === null) return null;
  return { frame: { command, headers, body: decode(buffer.subarray(head.bodyAt, body)) }, length: body + 1 };
}

/** Where the headers end and the body begins. A NUL before the blank line is a frame that was cut off. */
function headEnd(buffer: Buffer): { at: number; bodyAt: number } | null {
  for (let at = 0; at < buffer.length; at += 1) {
    if (at > limits.frameBytes) throw new FrameProblem('The frame is too large.');
    if (buffer[at] === 0) throw new FrameProblem('The frame ends within its headers.');
    if (buffer[at] !== 0x0a) continue;
    const next = lineEndAt(buffer.subarray(at + 1));
    if (next > 0) return { at: buffer[at - 1] === 0x0d ? at - 1 : at, bodyAt: at + 1 + next };
  }
  return null;
}

function bodyEnd(buffer: Buffer, from: number, contentLength: string | undefined): number | null {
  if (contentLength === undefined) {
    const end = buffer.indexOf(0, from);
    if (end > limits.frameBytes) throw new FrameProblem('The frame is too large.');
    return end < 0 ? null : end;
  }
  if (!/^\d{1,7}$/.test(contentLength) || Number(contentLength) > limits.frameBytes) throw new FrameProblem('The content-length is none, or too large.');
  const end = from + Number(contentLength);
  if (end >= buffer.length) return null;
  if (buffer[end] !== 0) throw new FrameProblem('The body is longer than its content-length.');
  return end;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new FrameProblem('The frame is not UTF-8.');
  }
}
