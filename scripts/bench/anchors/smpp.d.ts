/** The parts of the npm package `smpp` that the anchors use; it ships no types. */
declare module 'smpp' {
  import type { Server } from 'node:net';

  export interface Pdu {
    response(fields?: Readonly<Record<string, unknown>>): Pdu;
  }

  export interface Session {
    on(command: string, listener: (pdu: Pdu) => void): void;
    send(pdu: Pdu): void;
    close(): void;
  }

  const smpp: { createServer(listener: (session: Session) => void): Server };
  export default smpp;
}
