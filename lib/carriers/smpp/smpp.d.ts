/** The parts of the npm package `smpp` that are used here, in the benchmarks and in the tests; it ships no types. */
declare module 'smpp' {
  import type { Server } from 'node:net';

  export class PDU {
    constructor(command: string | Buffer, fields?: Readonly<Record<string, unknown>>);
    command: string;
    command_id: number;
    command_length: number;
    command_status: number;
    sequence_number: number;
    response(fields?: Readonly<Record<string, unknown>>): PDU;
    toBuffer(): Buffer;
    /** Translates texts and times, both ways. */
    _filter(direction: 'encode' | 'decode'): void;
    [field: string]: unknown;
  }

  export interface Session {
    on(event: string, listener: (pdu: PDU) => void): void;
    send(pdu: PDU, answered?: (pdu: PDU) => void): boolean;
    close(): void;
    destroy(): void;
  }

  interface FieldType {
    read(buffer: Buffer, offset: number, length?: number): unknown;
    write(value: unknown, buffer: Buffer, offset: number): void;
    size(value: unknown): number;
  }

  const smpp: {
    PDU: typeof PDU;
    commands: Readonly<Record<string, { id: number }>>;
    errors: Readonly<Record<string, number>>;
    tlvs: Readonly<Record<string, { id: number; type: FieldType }>>;
    createServer(listener: (session: Session) => void): Server;
    createServer(options: { key?: string; cert?: string }, listener: (session: Session) => void): Server;
  };
  export default smpp;
}
