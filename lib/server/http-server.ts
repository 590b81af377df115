import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { answerRaw, endGently } from '#lib/api/raw-answer.ts';
import type { StompDoor } from '#lib/api/stomp/upgrade.ts';
import { childLogger } from '#lib/logger.ts';
import { answerPage, type Handler } from '#lib/server/answer-page.ts';
import { cutFineBody } from '#lib/server/fine-bodies.ts';
import { answerUnreadable, inspect, setCommonHeaders } from '#lib/server/front-door.ts';
import { answerPlainly } from '#lib/server/plain-answer.ts';

const log = childLogger({ component: 'server' });

const apiPath =
  /^\/(?:myMessages|rest\/1|notification|oauth\/v4\/(?:token|par|revoke|introspect|device_authorization|device)|\.well-known\/oauth-authorization-server|events|stomp|session|healthz|readyz|metrics|simulator\/api|carrier|openapi\.json)(?:[/?]|$)/;

/** Whether a program asks, and not a person's browser for a page. */
export const isApiPath = (url: string): boolean => apiPath.test(url);

/** What answers behind the one port. */
export interface Doors {
  api: Handler;
  pages: { handle: Handler; upgrade: ((request: IncomingMessage, socket: Duplex, head: Buffer) => unknown) | null } | null;
  stomp: StompDoor | null;
  track: (request: IncomingMessage, response: ServerResponse) => void;
}

/** How long a request may take to come in; what is late is answered with 408. */
const standardTiming = { requestTimeout: 60_000, headersTimeout: 20_000, connectionsCheckingInterval: 10_000 } as const;

export type Timing = Readonly<Record<keyof typeof standardTiming, number>>;

/** The server of the one port: what is no request of ours is refused, programs are answered before Next, and nobody is left without an answer. */
export function createHttpServer({ api, pages, stomp, track }: Doors, timing: Timing = standardTiming): Server {
  const answering = new WeakMap<Duplex, ServerResponse>();
  const refused = new WeakSet<Duplex>();
  const takesUpgrade = (request: IncomingMessage) => Boolean(pages?.upgrade) || (stomp?.isMeantBy(request) ?? false);
  const server = createServer(
    {
      ...timing,
      keepAliveTimeout: 65_000,
      // Whoever offers another protocol is answered in this one (RFC 9110, 7.8): Java's client and curl offer HTTP/2 that way.
      shouldUpgradeCallback: takesUpgrade,
    },
    (request, response) => {
      answering.set(request.socket, response);
      cutFineBody(request, response);
      track(request, response);
      setCommonHeaders(response);
      const refusal = inspect(request);
      if (refusal) {
        response.shouldKeepAlive = false; // what else comes on this connection is not trusted
        return answerPlainly(request, response, refusal);
      }
      const isApi = isApiPath(request.url ?? '') || !pages;
      const answered = isApi ? api(request, response) : answerPage(pages.handle, request, response);
      Promise.resolve(answered).catch((error: unknown) => {
        log.error({ err: error }, 'a request failed outside its handler');
        if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' });
        response.end();
      });
    },
  );
  server.on('connection', (socket: Socket) => {
    const destroySoon = socket.destroySoon.bind(socket);
    // Node's way to close behind an answer. Bytes of the request that nobody has read would make it a reset.
    socket.destroySoon = () => {
      socket.destroySoon = destroySoon;
      if (answering.get(socket)?.req.complete === false) endGently(socket);
      else destroySoon();
    };
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // What follows unreadable bytes is unreadable again, and has its answer.
    if (refused.has(socket)) return;
    refused.add(socket);
    const answer = answering.get(socket);
    // In the middle of an answer a second one would be taken for a part of it.
    if (!socket.writable || (answer?.headersSent && !answer.writableFinished)) socket.destroy();
    else answerUnreadable(socket, error.code);
  });
  server.on('connect', (_request, socket) => answerRaw(socket, 405));
  server.on('upgrade', (request, socket, head) => {
    const refusal = inspect(request);
    if (refusal !== null) answerRaw(socket, refusal.status);
    else if (stomp?.isMeantBy(request)) stomp.upgrade(request, socket, head);
    // Besides STOMP only the development server speaks WebSocket; an upgrade is never passed on to a host that the visitor names.
    else if (pages?.upgrade) void pages.upgrade(request, socket, head);
    else answerRaw(socket, 400);
  });
  return server;
}
