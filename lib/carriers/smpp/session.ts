import { crashPoint } from '#lib/crash-point.ts';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { createFrameReader } from '#lib/carriers/smpp/frame-reader.ts';
import { createOutstanding, type Answer } from '#lib/carriers/smpp/outstanding.ts';
import { decodePdu, encodePdu, isResponse, type Pdu, type PduFields } from '#lib/carriers/smpp/pdu.ts';
import type { SmppAddress, SmppTimes } from '#lib/carriers/smpp/settings.ts';

export interface SessionEvents {
  /** A delivery of the centre. Answer it once. */
  request(pdu: Pdu, answer: (status: number, fields?: PduFields) => void): void;
  /** Called once. Every outstanding request has been told `lost` before. */
  closed(why: string): void;
}

export interface RequestOptions {
  /** Instead of the session's own. */
  answerMs?: number;
  /** Hears an answer that comes after the request was called silent. */
  late?: (pdu: Pdu) => void;
}

export interface Session {
  /** Resolves when connected, rejects when that fails. */
  connected: Promise<void>;
  request(command: string, fields: PduFields, options?: RequestOptions): Promise<Answer>;
  /** Requests without an answer. */
  outstanding(): number;
  /** Asks in intervals whether the other side still lives (F21). */
  keepAlive(): void;
  close(why: string): void;
}

const lingerMs = 1_000;
const unknownCommand = 0x03;
const badLength = 0x02;
const lastSequence = 0x7fff_ffff;

/** One connection to a short message centre: framing, sequence numbers, a timer per request, keep-alive. It knows nothing of messages. */
export function createSession(address: SmppAddress, times: SmppTimes, events: SessionEvents): Session {
  const outstanding = createOutstanding();
  let sequence = 0;
  let isClosed = false;
  let enquiry: NodeJS.Timeout | undefined;
  const { socket, connected } = open(address, times.connectMs, close);
  socket.on('data', createFrameReader(receive, () => {
    write(encodePdu('generic_nack', 0, {}, badLength));
    close('a PDU of impossible length');
  }));

  function write(pdu: Buffer): boolean {
    if (isClosed || !socket.writable) return false;
    socket.write(pdu);
    return true;
  }

  function receive(frame: Buffer): void {
    if (isClosed) return;
    const pdu = decodePdu(frame);
    if (isResponse(frame)) return outstanding.answer(pdu);
    if (pdu.command === 'enquire_link') write(encodePdu('enquire_link_resp', pdu.sequence_number));
    else if (pdu.command === 'unbind') {
      write(encodePdu('unbind_resp', pdu.sequence_number));
      close('the centre unbound');
    } else if (pdu.command === 'deliver_sm' || pdu.command === 'data_sm') {
      events.request(pdu, (status, fields) => void write(encodePdu(`${pdu.command}_resp`, pdu.sequence_number, fields, status)));
    } else write(encodePdu('generic_nack', pdu.sequence_number, {}, unknownCommand));
  }

  function request(command: string, fields: PduFields, { answerMs = times.responseMs, late }: RequestOptions = {}): Promise<Answer> {
    sequence = sequence === lastSequence ? 1 : sequence + 1;
    if (!write(encodePdu(command, sequence, fields))) return Promise.resolve({ kind: 'unsent' });
    // Node hands small writes to the kernel at once: the centre gets them whatever becomes of this process.
    if (command === 'submit_sm') crashPoint('submit.after_write');
    return outstanding.wait(sequence, command, answerMs, late);
  }

  function close(why: string): void {
    if (isClosed) return;
    isClosed = true;
    clearTimeout(enquiry);
    // What was written goes out before the end; a peer that takes nothing does not keep it open.
    socket.destroySoon();
    setTimeout(() => socket.destroy(), lingerMs).unref();
    outstanding.loseAll();
    events.closed(why);
  }

  function keepAlive(): void {
    enquiry = setTimeout(() => {
      void request('enquire_link', {}, { answerMs: times.enquireAnswerMs }).then(({ kind }) => {
        if (isClosed) return;
        if (kind === 'silent') close('no answer to enquire_link');
        else keepAlive();
      });
    }, times.enquireEveryMs);
  }

  return { connected, request, outstanding: outstanding.size, keepAlive, close };
}

function open({ host, port, tls }: SmppAddress, connectMs: number, close: (why: string) => void): { socket: Socket; connected: Promise<void> } {
  const socket: Socket = tls ? connectTls({ host, port, servername: isIP(host) ? '' : host, ...tls }) : connectPlain({ host, port });
  socket.setNoDelay(true);
  const connected = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => close('no connection in time'), connectMs);
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.once('close', () => {
      clearTimeout(timer);
      reject(new Error('not connected'));
    });
  });
  // Whoever does not wait for it learns of the end by `closed`.
  connected.catch(() => undefined);
  // A certificate that does not hold is told by its code, such as DEPTH_ZERO_SELF_SIGNED_CERT.
  socket.on('error', (error: NodeJS.ErrnoException) => close(`connection failed (${error.code ?? error.name})`));
  socket.once('close', () => close('connection closed'));
  return { socket, connected };
}
