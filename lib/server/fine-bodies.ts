import type { IncomingMessage, ServerResponse } from 'node:http';
import { endGently } from '#lib/api/raw-answer.ts';
import { answerUnreadable } from '#lib/server/front-door.ts';

/** Chunks of fewer bytes than `leastBytes` on average, once there are more than `mostPieces` of them. Nobody who means well sends such. */
const mostPieces = 2_000;
const leastBytes = 16;

/**
 * Cuts off who sends a body in single bytes: each costs an object of some 300 bytes while it waits, and as much time as 64 KiB would. It is
 * looked at where Node hands the chunks over, before anybody reads, and not read to its end: that is what it is sent for. Node reads on only
 * after a push that answers true; what it had read already is dropped, and the sender has a moment to see the answer.
 */
export function cutFineBody(request: IncomingMessage, response: ServerResponse): void {
  const push = request.push.bind(request);
  let pieces = 0;
  let bytes = 0;
  request.push = (chunk: Buffer | null, encoding) => {
    pieces += 1;
    bytes += chunk?.length ?? 0;
    if (pieces <= mostPieces || bytes >= pieces * leastBytes || request.socket.destroyed) return push(chunk, encoding);
    request.push = () => false;
    if (response.headersSent) endGently(request.socket);
    else answerUnreadable(request.socket, undefined);
    return false;
  };
}
