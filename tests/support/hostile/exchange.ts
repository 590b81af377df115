import { connect } from 'node:net';

export interface RawAnswer {
  status: number;
  headers: [string, string][];
  body: string;
}

export interface Exchange {
  /** Null when the connection ended without an answer. */
  answer: RawAnswer | null;
  /** How it ended, for the message of a failure. */
  ending: string;
}

/**
 * Sends the very bytes, a piece at a time, and reads until the server closes; of a stream that never ends, its head. A request that is cut
 * off ends there: nothing more will come. What the server has not read when it hangs up is no error once there is an answer.
 */
export function exchange(port: number, { pieces, isCut }: { pieces: readonly Buffer[]; isCut: boolean }): Promise<Exchange> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const settle = (ending: string) => {
      socket.destroy();
      resolve({ answer: readAnswer(Buffer.concat(chunks)), ending });
    };
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => {
      const write = (at: number): void => {
        const piece = pieces[at];
        if (piece === undefined) return void (isCut && socket.end());
        // The next piece goes when this one is out: so the server sees them apart.
        socket.write(piece, (error) => {
          if (!error && chunks.length === 0) setImmediate(() => write(at + 1));
        });
      };
      write(0);
    });
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      if (/^HTTP\/1\.1 200 [^]*\r\ncontent-type: text\/event-stream/im.test(Buffer.concat(chunks).toString('latin1'))) settle('stream');
    });
    socket.once('end', () => settle('end'));
    socket.once('error', (error: NodeJS.ErrnoException) => settle(error.code ?? 'error'));
  });
}

function readAnswer(bytes: Buffer): RawAnswer | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
  if (status >= 100 && status < 200 && status !== 101) return readAnswer(bytes.subarray(end + 4));
  const headers = lines.map((line): [string, string] => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]);
  const rest = bytes.subarray(end + 4);
  const length = headers.find(([name]) => name === 'content-length')?.[1];
  const isChunked = headers.some(([name, value]) => name === 'transfer-encoding' && value === 'chunked');
  const body = isChunked ? joinChunks(rest) : length === undefined ? rest : rest.subarray(0, Number(length));
  return { status, headers, body: body.toString('utf8') };
}

function joinChunks(bytes: Buffer): Buffer {
  const found: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const length = lineEnd < 0 ? 0 : Number.parseInt(bytes.subarray(at, lineEnd).toString('latin1'), 16);
    if (!(length > 0)) return Buffer.concat(found);
    found.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + length));
    at = lineEnd + 2 + length + 2;
  }
}
