import { connect } from 'node:net';

/** Sends the very bytes and reads until the server closes. A library would tidy up what is tested. */
export function rawRequest(port: number, lines: readonly string[], body: Buffer | string = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(Buffer.concat([Buffer.from([...lines, 'Connection: close', '', ''].join('\r\n'), 'latin1'), Buffer.from(body)]));
    });
    const chunks: Buffer[] = [];
    const whole = () => Buffer.concat(chunks).toString('latin1');
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => resolve(whole()));
    // A server that has answered may close while the rest of a body is still on its way.
    socket.on('error', (error) => (chunks.length > 0 ? resolve(whole()) : reject(error)));
  });
}

export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);

/** A form as a browser sends it. */
export function multipart(fields: Readonly<Record<string, string>>): { type: string; body: string } {
  const boundary = '----HandsetTestBoundary7x2';
  const parts = Object.entries(fields).map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  return { type: `multipart/form-data; boundary=${boundary}`, body: `${parts.join('')}--${boundary}--\r\n` };
}
