import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Posts copies of one form, each over a connection of its own that holds back its last byte until all others hold theirs: they arrive together. */
export async function postAtOnce(options: { port: number; path: string; form: Readonly<Record<string, string>>; copies: number }): Promise<{ status: number; body: Record<string, unknown> }[]> {
  const { port, path, form, copies } = options;
  const body = new URLSearchParams(form).toString();
  const head = [`POST ${path} HTTP/1.1`, 'Host: localhost', 'Content-Type: application/x-www-form-urlencoded', `Content-Length: ${body.length}`, 'Connection: close', '', ''].join('\r\n');
  const sockets = await Promise.all(
    Array.from({ length: copies }, async () => {
      const socket = connect(port, '127.0.0.1').setNoDelay(true);
      await once(socket, 'connect');
      await new Promise<void>((resolve) => socket.write(head + body.slice(0, -1), () => resolve()));
      return socket;
    }),
  );
  return Promise.all(sockets.map((socket) => finish(socket, body.slice(-1))));
}

async function finish(socket: Socket, lastByte: string): Promise<{ status: number; body: Record<string, unknown> }> {
  let answer = '';
  socket.setEncoding('utf8').on('data', (piece: string) => (answer += piece));
  socket.write(lastByte);
  await once(socket, 'close');
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]), body: JSON.parse(/\{[^]*\}/.exec(answer)?.[0] ?? '{}') as Record<string, unknown> };
}
