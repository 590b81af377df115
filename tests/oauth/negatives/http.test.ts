import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setReady } from '#lib/use-cases/operations/readiness.ts';
import { type ListeningServer, startHttpServer } from '#tests/support/fixtures/http-server.ts';
import { basicOf, createOAuthClient, credentials, type TestClient } from '#tests/support/fixtures/oauth.ts';
import { storedGrants } from '#tests/support/fixtures/oauth-refusals.ts';
import { rawRequest, statusOf } from '#tests/support/raw-request.ts';

let server: ListeningServer;
let client: TestClient;
beforeAll(async () => {
  setReady(true);
  [server, client] = [await startHttpServer(), await createOAuthClient()];
});
afterAll(() => server.close());

const ask = 'grant_type=client_credentials';
const form = () => new URLSearchParams({ ...credentials(client), grant_type: 'client_credentials' }).toString();
const basic = () => basicOf(client).Authorization;
const type = 'Content-Type: application/x-www-form-urlencoded';
const chunks = (body: string, size: number) => `${(body.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('')}0\r\n`;

interface Bytes {
  line?: string;
  headers: readonly string[];
  body?: string;
}

const send = ({ line = 'POST /oauth/v4/token HTTP/1.1', headers, body = '' }: Bytes) => rawRequest(server.port, [line, `Host: ${server.host}`, type, ...headers], body);
const whole = (body: string, headers: readonly string[] = []): Bytes => ({ headers: [...headers, `Content-Length: ${body.length}`], body });

describe('the token endpoint, byte by byte', () => {
  const refused: readonly (readonly [name: string, bytes: () => Bytes, status: number, error: string | null])[] = [
    ['two Authorization headers, both good', () => whole(ask, [`Authorization: ${basic()}`, `Authorization: ${basic()}`]), 401, 'invalid_client'],
    ['two Authorization headers, the good one first', () => whole(ask, [`Authorization: ${basic()}`, 'Authorization: Basic eDp5']), 401, 'invalid_client'],
    ['two Authorization headers, the good one last', () => whole(ask, ['Authorization: Basic eDp5', `Authorization: ${basic()}`]), 401, 'invalid_client'],
    ['a folded Authorization header', () => whole(ask, ['Authorization: Basic', ` ${basic().slice(6)}`]), 400, null],
    ['a tab behind the scheme', () => whole(ask, [`Authorization: Basic\t${basic().slice(6)}`]), 401, 'invalid_client'],
    ['Latin-1 bytes in the header', () => whole(ask, ['Authorization: Basic \xe9\xff']), 401, 'invalid_client'],
    ['credentials in a trailer', () => ({ headers: ['Transfer-Encoding: chunked', 'Trailer: Authorization'], body: `${chunks(ask, 9)}Authorization: ${basic()}\r\n\r\n` }), 401, 'invalid_client'],
    ['a second Content-Type', () => whole(form(), ['Content-Type: application/json']), 400, 'invalid_request'],
    ['a length and chunks', () => ({ headers: ['Content-Length: 5', 'Transfer-Encoding: chunked'], body: '0\r\n\r\n' }), 400, null],
    ['two lengths', () => ({ headers: ['Content-Length: 3', 'Content-Length: 4'], body: 'abcd' }), 400, null],
    ['a transfer encoding nobody knows', () => ({ headers: ['Transfer-Encoding: xchunked'], body: form() }), 400, null],
    ['no body and no length', () => ({ headers: [] }), 401, 'invalid_client'],
    ['a NUL behind the form', () => whole(`${form()}\u0000`), 400, 'unsupported_grant_type'],
    ['an absolute target', () => ({ ...whole(form()), line: 'POST http://evil.example/oauth/v4/token HTTP/1.1' }), 400, null],
    ['an absolute target of our own', () => ({ ...whole(form()), line: `POST http://${server.host}/oauth/v4/token HTTP/1.1` }), 400, null],
    ['two slashes before the target', () => ({ ...whole(form()), line: 'POST //oauth/v4/token HTTP/1.1' }), 400, null],
    ['an override of the method', () => ({ headers: ['X-HTTP-Method-Override: POST'], line: 'GET /oauth/v4/token?_method=POST HTTP/1.1' }), 405, 'invalid_request'],
    ['HTTP/9.9', () => ({ ...whole(form()), line: 'POST /oauth/v4/token HTTP/9.9' }), 400, null],
  ];
  it.each(refused)('%s: refused, and nothing is given out', async (_name, bytes, status, error) => {
    const before = await storedGrants();
    const answer = await send(bytes());
    expect(statusOf(answer)).toBe(status);
    expect(answer).not.toMatch(/hs_at_|evil\.example|^location:/im);
    if (error !== null) {
      expect(JSON.parse(/\{.*\}/.exec(answer)?.[0] ?? '{}')).toMatchObject({ error });
      expect(answer).toMatch(/^cache-control: no-store\r$/im);
      expect(/^www-authenticate: Basic /im.test(answer)).toBe(error === 'invalid_client');
    }
    expect(await storedGrants()).toEqual(before);
  });

  const accepted: readonly (readonly [string, () => Bytes])[] = [
    ['HTTP/1.0', () => ({ ...whole(form()), line: 'POST /oauth/v4/token HTTP/1.0' })],
    ['chunks of one byte', () => ({ headers: ['Transfer-Encoding: chunked'], body: `${chunks(form(), 1)}\r\n` })],
    ['a scheme in odd capitals and spaces', () => whole(ask, [`authorization:   bAsIc   ${basic().slice(6)}  `])],
  ];
  it.each(accepted)('%s: answered like any other', async (_name, bytes) => {
    const answer = await send(bytes());
    expect([statusOf(answer), /"access_token":"hs_at_/.test(answer)]).toEqual([200, true]);
  });

  it('HTTP/1.0 without a host is not answered for (RFC 9110, 7.4)', async () => {
    expect(statusOf(await rawRequest(server.port, ['POST /oauth/v4/token HTTP/1.0', type, `Content-Length: ${form().length}`], form()))).toBe(421);
  });
});
