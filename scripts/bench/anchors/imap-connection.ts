import { connect, type Socket } from 'node:net';

/** As much of IMAP (RFC 9051, 7162) as a stopwatch needs: one command after the other, answers as text. */
export class ImapConnection {
  readonly #socket: Socket;
  #received: Buffer[] = [];
  #tail = '';
  #tag = 0;
  #waiting: { end: RegExp; resolve: (answer: string) => void; reject: (error: Error) => void } | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => {
      this.#received.push(bytes);
      this.#tail = (this.#tail + bytes.toString('latin1')).slice(-512);
      this.#settle();
    });
    socket.on('error', (error) => this.#waiting?.reject(error));
    socket.on('close', () => this.#waiting?.reject(new Error('the IMAP server closed the connection')));
  }

  static async open(port: number, user: string): Promise<ImapConnection> {
    const connection = new ImapConnection(connect({ port, host: '127.0.0.1', noDelay: true }));
    await connection.#until(/^\* OK [^\r\n]*\r\n/);
    await connection.command(`LOGIN ${user} x`);
    await connection.command('ENABLE QRESYNC');
    await connection.command('SELECT INBOX');
    return connection;
  }

  /** Sends a command; resolves with everything up to its OK, rejects on NO and BAD. */
  async command(text: string): Promise<string> {
    this.#tag += 1;
    const tag = `A${this.#tag}`;
    const answer = this.#until(new RegExp(`(?:^|\\r\\n)${tag} (?:OK|NO|BAD)[^\\r\\n]*\\r\\n$`));
    this.#socket.write(`${tag} ${text}\r\n`);
    const whole = await answer;
    if (!whole.includes(`${tag} OK`)) throw new Error(whole.slice(-200));
    return whole;
  }

  close(): void {
    this.#waiting = null;
    this.#socket.destroy();
  }

  #until(end: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#waiting = { end, resolve, reject };
      this.#settle();
    });
  }

  #settle(): void {
    if (!this.#waiting?.end.test(this.#tail)) return;
    const { resolve } = this.#waiting;
    const answer = Buffer.concat(this.#received).toString('latin1');
    this.#received = [];
    this.#tail = '';
    this.#waiting = null;
    resolve(answer);
  }
}
