import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { isPlausibleOrigin } from '#lib/api/stomp/origin.ts';
import { endAllPlaces } from '#lib/api/stomp/places.ts';
import { standardTiming, startStompSession, type StompTiming } from '#lib/api/stomp/session.ts';

const path = /^\/stomp\/websocket(?:\?|$)/;
/** Connections that have not said who they are yet count as well. */
const mostSockets = 3_000;

export interface StompDoor {
  /** Whether this upgrade is meant for STOMP; then it is answered here. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
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
    upgrade(request, socket, head) {
      if (!path.test(request.url ?? '')) return false;
      const refuse = (status: string) => socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      socket.on('error', () => socket.destroy());
      if (!isPlausibleOrigin(request.headers.origin)) refuse('403 Forbidden');
      else if (server.clients.size >= mostSockets) refuse('503 Service Unavailable');
      else server.handleUpgrade(request, socket, head, (webSocket) => startStompSession(webSocket, request.headers.origin, timing));
      return true;
    },
    close() {
      endAllPlaces();
      for (const webSocket of server.clients) webSocket.terminate();
    },
  };
}
