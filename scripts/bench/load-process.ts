/**
 * The load: keep-alive connections that each wait for an answer before they ask again. A process of its own, so that its work is not
 * counted as the server's, and the same one for every server that is compared. Reads one LoadOrder from stdin, writes one LoadResult.
 */
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { ownCpuMs } from '#scripts/bench/bench.ts';

export interface LoadOrder {
  port: number;
  connections: number;
  seconds: number;
  /** Ends after so many requests when that comes first. */
  most?: number;
  /** Whole requests, byte for byte, asked in turn. */
  requests: string[];
}

export interface LoadResult {
  /** Answers by status. */
  statuses: Record<string, number>;
  /** The moment of the first request, in ms since 1970. */
  startedAt: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  bytes: number;
  /** Processor time that asking took, in ms. */
  cpuMs: number;
}

const order = JSON.parse(await text(process.stdin)) as LoadOrder;
const requests = order.requests.map((request) => Buffer.from(request));
const statuses: Record<string, number> = {};
const timings: number[] = [];
const most = order.most ?? Infinity;
let next = 0;
let bytes = 0;

/** Where an answer with Content-Length, or in chunks, ends in what was received; -1 when it is not whole. */
function endOf(received: Buffer): number {
  const head = received.indexOf('\r\n\r\n');
  if (head < 0) return -1;
  const headers = received.toString('latin1', 0, head).toLowerCase();
  const length = /\ncontent-length: *(\d+)/.exec(headers)?.[1];
  if (length !== undefined) return received.length >= head + 4 + Number(length) ? head + 4 + Number(length) : -1;
  if (/\ntransfer-encoding: *chunked/.test(headers)) {
    const last = received.indexOf('0\r\n\r\n', head + 4);
    return last < 0 ? -1 : last + 5;
  }
  return head + 4;
}

function ask(socket: Socket, until: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    let startedAt = 0;
    const send = () => {
      if (performance.now() >= until || next >= most) return resolve();
      startedAt = performance.now();
      socket.write(requests[next++ % requests.length] ?? '');
    };
    socket.on('data', (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const end = endOf(received);
      if (end < 0) return;
      timings.push(performance.now() - startedAt);
      bytes += end;
      const status = received.toString('latin1', 9, 12);
      statuses[status] = (statuses[status] ?? 0) + 1;
      received = received.subarray(end);
      send();
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the server closed the connection')));
    send();
  });
}

const usedBefore = ownCpuMs();
const startedAt = performance.now();
const until = startedAt + order.seconds * 1000;
await Promise.all(
  Array.from({ length: order.connections }, async () => {
    const socket = connect({ port: order.port, host: '127.0.0.1', noDelay: true });
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    await ask(socket, until);
    socket.removeAllListeners('close');
    socket.destroy();
  }),
);
const tookSeconds = (performance.now() - startedAt) / 1000;
timings.sort((a, b) => a - b);
const at = (share: number) => timings[Math.min(timings.length - 1, Math.floor(timings.length * share))] ?? 0;
const result: LoadResult = { statuses, startedAt: performance.timeOrigin + startedAt, perSecond: timings.length / tookSeconds, p50Ms: at(0.5), p99Ms: at(0.99), bytes, cpuMs: ownCpuMs() - usedBefore };
process.stdout.write(JSON.stringify(result));
