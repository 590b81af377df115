import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiApp } from '#lib/api/app.ts';
import { shortId } from '#lib/ids.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { receive } from '#tests/support/fixtures/stored-messages.ts';

const path = '/myMessages/v2/messages';
let server: Server;
let caller: ApiCaller;

beforeAll(async () => {
  caller = await createCaller();
  server = createServer(getRequestListener(createApiApp().fetch, { overrideGlobalObjects: false }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends the very bytes and reads until the server closes. A library would tidy them up. */
function raw(lines: string[], body: Buffer | string = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => {
      socket.write(Buffer.concat([Buffer.from([...lines, 'Host: localhost', 'Connection: close', '', ''].join('\r\n'), 'latin1'), Buffer.from(body)]));
    });
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks).toString('latin1')));
    // A server that has answered may close while the rest of a body is still on its way.
    socket.on('error', (error) => (chunks.length > 0 ? resolve(Buffer.concat(chunks).toString('latin1')) : reject(error)));
  });
}

const bearer = () => `Authorization: BEARER ${caller.token}`;
const statusOf = (answer: string) => answer.slice(9, 12);

describe('bytes as old clients send them', () => {
  it('wire 7.1, CS: a GET with Content-Length: 0', async () => {
    expect(statusOf(await raw([`GET ${path}/index/info HTTP/1.1`, bearer(), 'Content-Length: 0']))).toBe('200');
  });

  it('wire 7.1, PH: a PUT that expects 100-continue gets it and its 204 without a body', async () => {
    const id = shortId(await receive(caller.subscriber));
    const body = '{"message":{"isUnread":"false"}}';
    const answer = await raw([`PUT ${path}/${id} HTTP/1.1`, bearer(), 'Expect: 100-continue', 'Content-Type: application/json', `Content-Length: ${body.length}`], body);
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 204 /);
    expect(answer.endsWith('\r\n\r\n')).toBe(true);
  });

  it('wire 7.3: creating the index with one blank is 202 with Content-Length: 0', async () => {
    const answer = await raw([`POST ${path}/index HTTP/1.1`, bearer(), 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 1'], ' ');
    expect(statusOf(answer)).toBe('202');
    expect(answer.toLowerCase()).toContain('\r\ncontent-length: 0\r\n');
    expect(answer.toLowerCase()).not.toContain('transfer-encoding');
  });

  it('two Authorization headers are refused, whichever is good', async () => {
    for (const pair of [[bearer(), 'Authorization: Bearer x'], [bearer(), bearer()]]) {
      expect(statusOf(await raw([`GET ${path}/index/info HTTP/1.1`, ...pair]))).toBe('401');
    }
  });

  it('S18: a Content-Type with blanks after it', async () => {
    const body = '--b\r\nContent-Type: application/json\r\n\r\n{"messageRequest":{"addresses":["2065550121"],"text":"x"}}\r\n--b--';
    const answer = await raw([`POST ${path} HTTP/1.1`, bearer(), 'Content-Type: multipart/related; start="startpart"; boundary="b"  ', `Content-Length: ${body.length}`], body);
    expect(statusOf(answer)).toBe('201');
  });

  it('JV: the bytes of a Latin-1 body come back as UTF-8 that says so', async () => {
    const body = Buffer.from('{"messageRequest":{"addresses":["2065550121"],"text":"d\u00e9j\u00e0 vu"}}', 'latin1');
    const answer = await raw([`POST ${path} HTTP/1.1`, bearer(), 'Prefer: return=representation', 'Content-Type: application/json', `Content-Length: ${body.length}`], body);
    const { messageId } = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')).replace(/^[^{]*/, '')) as { messageId: string };
    const read = await raw([`GET ${path}/${messageId} HTTP/1.1`, bearer(), 'Accept: application/json']);
    expect(read.toLowerCase()).toContain('\r\ncontent-type: application/json; charset=utf-8\r\n');
    expect(Buffer.from(read, 'latin1').toString('utf8')).toContain('déjà vu');
  });

  it('S6: a body that is too large gets its 413 whole, declared or in chunks', async () => {
    const big = Buffer.alloc(3_000_000, 97);
    expect(statusOf(await raw([`POST ${path} HTTP/1.1`, bearer(), 'Content-Type: application/json', `Content-Length: ${big.length}`], big))).toBe('413');
    const chunked = Buffer.concat([Buffer.from(`${big.length.toString(16)}\r\n`), big, Buffer.from('\r\n0\r\n\r\n')]);
    expect(statusOf(await raw([`POST ${path} HTTP/1.1`, bearer(), 'Content-Type: application/json', 'Transfer-Encoding: chunked'], chunked))).toBe('413');
  });
});
