import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { answerRaw } from '#lib/api/raw-answer.ts';
import { isPlausibleOrigin } from '#lib/api/stomp/origin.ts';
import { endAllPlaces } from '#lib/api/stomp/places.ts';
import { standardTiming, startStompSession, type StompTiming } from '#lib/api/stomp/session.ts';

const path = /^\/stomp\/websocket(?:\?|$)/;
/** Connections that have not said who they are yet count as well. */
const mostSockets = 3_000;

export interface StompDoor {
  isMeantBy(request: IncomingMessage): boolean;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends all connections, those of streams as well. */
  close(): void;
}

/** The door of `wssUrl`. Frames over 16 KiB are refused by their announced length, before they are read; nothing is compressed. */
export function createStompDoor(timing: StompTiming = standardTiming): StompDoor {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: 16_384,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has('v12.stomp') ? 'v12.stomp' : false),
  });
  return {
    isMeantBy: (request) => path.test(request.url ?? ''),
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      if (!isPlausibleOrigin(request.headers.origin)) answerRaw(socket, 403);
      else if (server.clients.size >= mostSockets) answerRaw(socket, 503);
      else server.handleUpgrade(request, socket, head, (webSocket) => startStompSession(webSocket, request.headers.origin, timing));
    },
    close() {
      endAllPlaces();
      for (const webSocket of server.clients) webSocket.terminate();
    },
  };
}
