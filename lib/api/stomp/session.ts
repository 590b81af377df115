import type { WebSocket } from 'ws';
import { enterConnection, type OpenConnection, queueName } from '#lib/use-cases/notifications/connections.ts';
import { isAppError } from '#lib/errors.ts';
import { createFrameReader, FrameProblem, type StompFrame, writeFrame } from '#lib/api/stomp/frames.ts';
import { isOriginOf } from '#lib/api/stomp/origin.ts';
import { takePlace } from '#lib/api/stomp/places.ts';
import { startTelling } from '#lib/api/stomp/teller.ts';

/** Of the upgrade request. */
export const stompPath = '/stomp/websocket';

export interface StompTiming {
  /** How long an opened socket may say nothing. */
  connectWithinMs: number;
  /** What we can do and want (STOMP 1.2, Heart-beating): a byte each way at least so often. */
  heartBeatMs: number;
}

export const standardTiming: StompTiming = { connectWithinMs: 10_000, heartBeatMs: 10_000 };
/** A beat may be late by as much again before the other side counts as gone. */
const patience = 2;
/** Longer than a day nobody is waited for, whatever the heart-beat says. */
const longestSilenceMs = 86_400_000;
/** Frames that may wait while one is answered; ordinary clients send one or two. */
const mostWaiting = 20;

const endedText = 'The consent or the token behind this connection has ended.';

/**
 * One STOMP 1.2 connection: CONNECT with credentials that work once, SUBSCRIBE to the own queue and no other, MESSAGE frames until consent or
 * token end. Anything else is answered with ERROR and the end of the connection.
 */
export function startStompSession(socket: WebSocket, origin: string | undefined, timing: StompTiming): void {
  const session = new StompSession(socket, origin, timing);
  socket.on('message', (data) => session.take(Buffer.isBuffer(data) ? data : Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)));
  socket.on('close', () => session.finish());
  socket.on('error', () => socket.terminate());
}

class StompSession {
  readonly #socket: WebSocket;
  readonly #origin: string | undefined;
  readonly #heartBeatMs: number;
  readonly #reader = createFrameReader();
  #connection: OpenConnection | null = null;
  #subscriptionId: string | null = null;
  #stopTelling: (() => void) | null = null;
  #leavePlace: (() => void) | null = null;
  #beat: NodeJS.Timeout | undefined;
  #silence: NodeJS.Timeout | undefined;
  #expectsBeats = false;
  #over = false;
  /** Frames are answered one after the other, also while one waits for the database. */
  #turn: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(socket: WebSocket, origin: string | undefined, { connectWithinMs, heartBeatMs }: StompTiming) {
    this.#socket = socket;
    this.#origin = origin;
    this.#heartBeatMs = heartBeatMs;
    this.#silence = setTimeout(() => this.#fail('CONNECT did not come in time.'), connectWithinMs);
  }

  take(chunk: Buffer): void {
    if (this.#over) return;
    if (this.#expectsBeats) this.#silence?.refresh();
    try {
      for (const input of this.#reader.read(chunk)) {
        if (input.kind !== 'frame') continue;
        this.#waiting += 1;
        if (this.#waiting > mostWaiting) throw new FrameProblem('Too many frames at once.');
        this.#turn = this.#turn.then(() => this.#tryToAnswer(input.frame));
      }
    } catch (error) {
      this.#fail(error instanceof FrameProblem ? error.message : 'The frame cannot be read.');
    }
  }

  finish(): void {
    this.#over = true;
    clearInterval(this.#beat);
    clearTimeout(this.#silence);
    this.#stopTelling?.();
    this.#leavePlace?.();
  }

  #write(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#over) resolve();
      else this.#socket.send(text, (error) => (error ? reject(error) : resolve()));
    });
  }

  #fail(text: string, frame?: StompFrame): void {
    if (this.#over) return;
    const receipt = frame?.headers.get('receipt');
    const error = writeFrame('ERROR', { 'content-type': 'text/plain', message: text, ...(receipt === undefined ? {} : { 'receipt-id': receipt }) }, `${text}\n`);
    void this.#write(error).catch(() => undefined);
    this.finish();
    this.#socket.close(1008, 'refused');
    // A peer that does not answer the close is not waited for.
    setTimeout(() => this.#socket.terminate(), 1_000).unref();
  }

  async #tryToAnswer(frame: StompFrame): Promise<void> {
    this.#waiting -= 1;
    try {
      await this.#answer(frame);
    } catch (error) {
      const isTheirs = error instanceof FrameProblem || (isAppError(error) && error.code === 'invalid-dpop-proof');
      this.#fail(isTheirs ? error.message : 'This cannot be answered right now. Try again in a minute.', frame);
    }
  }

  async #answer(frame: StompFrame): Promise<void> {
    if (this.#over) return;
    if (frame.body !== '') return this.#fail('Only SEND may have a body, and nothing may be sent here.', frame);
    if (frame.command === 'CONNECT' || frame.command === 'STOMP') return this.#connect(frame);
    if (!this.#connection) return this.#fail('CONNECT comes first.', frame);
    if (frame.command === 'SUBSCRIBE') return this.#subscribe(this.#connection, frame);
    if (frame.command === 'UNSUBSCRIBE') {
      if (this.#subscriptionId === null || frame.headers.get('id') !== this.#subscriptionId) return this.#fail('There is no such subscription.', frame);
      this.#stopTelling?.();
      return this.#receipt(frame);
    }
    if (frame.command !== 'DISCONNECT') return this.#fail('This command is not served.', frame);
    await this.#receipt(frame);
    this.finish();
    this.#socket.close(1000);
  }

  async #connect(frame: StompFrame): Promise<void> {
    if (this.#connection) return this.#fail('This connection is connected already.', frame);
    const versions = (frame.headers.get('accept-version') ?? '1.0').split(',').map((version) => version.trim());
    if (!versions.includes('1.2')) return this.#fail('Only STOMP 1.2 is spoken here.', frame);
    const [sends, wants] = readHeartBeat(frame.headers.get('heart-beat'));
    const proof = frame.headers.get('dpop');
    const entered = await enterConnection({
      username: frame.headers.get('login') ?? '',
      password: frame.headers.get('passcode') ?? '',
      // A browser cannot add a header to its upgrade request, so the proof of that request stands in the frame.
      proof: proof === undefined ? null : { header: proof, method: 'GET', path: stompPath },
    });
    if (this.#over) return;
    if (!entered || !isOriginOf(this.#origin, entered.redirectUris)) return this.#fail('The credentials are wrong, used or over, or a proof of their key is missing. Ask for new ones.', frame);
    this.#leavePlace = takePlace(entered, () => this.#fail(endedText));
    if (!this.#leavePlace) return this.#fail('Too many connections are open. Close some of them.', frame);
    this.#connection = entered;
    await this.#write(writeFrame('CONNECTED', { version: '1.2', server: 'handset', session: entered.id, 'heart-beat': `${this.#heartBeatMs},${this.#heartBeatMs}` }));
    this.#keepBeat(sends, wants);
  }

  #keepBeat(sends: number, wants: number): void {
    clearTimeout(this.#silence);
    if (this.#over) return;
    if (wants > 0) this.#beat = setInterval(() => void this.#write('\n').catch(() => undefined), Math.min(Math.max(this.#heartBeatMs, wants), longestSilenceMs));
    this.#expectsBeats = sends > 0;
    if (this.#expectsBeats) this.#silence = setTimeout(() => this.#fail('No heart-beat came.'), Math.min(patience * Math.max(this.#heartBeatMs, sends), longestSilenceMs));
  }

  async #subscribe(own: OpenConnection, frame: StompFrame): Promise<void> {
    const { headers } = frame;
    const id = headers.get('id');
    const destination = queueName(own.queueId);
    if (id === undefined || id === '') return this.#fail('SUBSCRIBE needs an id.', frame);
    if (this.#subscriptionId !== null) return this.#fail('This connection has its one subscription already.', frame);
    if (headers.get('destination') !== destination) return this.#fail('There is no such queue for these credentials.', frame);
    if ((headers.get('ack') ?? 'auto') !== 'auto') return this.#fail('Only ack:auto is served.', frame);
    this.#subscriptionId = id;
    await this.#receipt(frame);
    if (this.#over) return;
    this.#stopTelling = startTelling(
      own,
      (body, number) => this.#write(writeFrame('MESSAGE', { subscription: id, 'message-id': String(number), destination, 'content-type': 'application/json;charset=utf-8' }, body)),
      () => this.#fail(endedText),
    );
  }

  async #receipt({ headers }: StompFrame): Promise<void> {
    const id = headers.get('receipt');
    if (id !== undefined) await this.#write(writeFrame('RECEIPT', { 'receipt-id': id }));
  }
}

/** `heart-beat:sends,wants` in milliseconds; left out is 0,0. */
function readHeartBeat(header: string | undefined): [number, number] {
  const [, sends, wants] = /^(\d{1,9}),(\d{1,9})$/.exec(header?.trim() ?? '0,0') ?? [];
  if (sends === undefined || wants === undefined) throw new FrameProblem('The heart-beat header is malformed.');
  return [Number(sends), Number(wants)];
}
