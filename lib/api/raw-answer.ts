import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** How long a sender who does not hang up is left its connection. */
const lingerMs = 1_000;

/**
 * Ends a connection whose sender is still sending. What still comes is read and dropped for a while: cut sooner, the connection would take the
 * answer with it; kept longer, it would be kept by whoever never hangs up.
 */
export function endGently(socket: Duplex, last?: string): void {
  socket.on('error', () => socket.destroy());
  socket.end(last);
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.once('close', () => clearTimeout(timer));
}

/** An answer on a connection that has no response object, and its end. */
export function answerRaw(socket: Duplex, status: number, headers: Readonly<Record<string, string>> = {}, text = ''): void {
  const lines = Object.entries({ ...headers, Connection: 'close', 'Content-Length': String(Buffer.byteLength(text)) }).map(([name, value]) => `${name}: ${value}\r\n`);
  endGently(socket, `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${text}`);
}
