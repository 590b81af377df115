import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isDatabaseAnswering } from '#lib/data/database-state.ts';
import { getPool } from '#lib/data/pool.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { answerPage } from '#lib/server/answer-page.ts';
import { pageRequestHeader, recordPageFailure } from '#lib/server/failed-pages.ts';
import { inspect, setCommonHeaders } from '#lib/server/front-door.ts';
import { answerPlainly } from '#lib/server/plain-answer.ts';
import { freePort } from '#lib/server/free-port.ts';
import { multipart, rawRequest, statusOf } from '#tests/support/raw-request.ts';

/** Stands in for Next. */
type Page = (request: IncomingMessage, response: ServerResponse) => unknown;
let page: Page;
let pagesAsked = 0;
let server: Server;
let port: number;

beforeAll(async () => {
  server = createServer((request, response) => {
    setCommonHeaders(response);
    const refusal = inspect(request);
    if (refusal) return answerPlainly(request, response, refusal);
    void answerPage((whole, answer) => ((pagesAsked += 1), page(whole, answer)), request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  pagesAsked = 0;
  page = (_request, response) => response.end('page');
});

const host = `localhost:${env.PORT}`;
const ask = (line: string, headers: readonly string[] = [], body: Buffer | string = '') =>
  rawRequest(port, [`${line} HTTP/1.1`, `Host: ${host}`, ...(body.length > 0 && !headers.some((header) => /^(transfer-encoding|content-length):/i.test(header)) ? [`Content-Length: ${Buffer.byteLength(body)}`] : []), ...headers], body);
const own = `Origin: http://${host}`;
const form = multipart({ number: '1', code: '2' });
const post = (headers: readonly string[], body: Buffer | string = form.body, path = '/faqs') => ask(`POST ${path}`, headers, body);
const typed = `Content-Type: ${form.type}`;

describe('RFC 9700, 4.12: a redirect on the way to an app', () => {
  it.each(['/oauth/v4/authorize/abc', '/oauth/v4/authorize?client_id=x', '/oauth//v4/authorize', '/sign-in?as=line', '/sign-in/passkey', '/sign-out', '/api/auth/callback/line', '/device/abc'])('%s is 303, whatever Next would answer, with or without a body', async (path) => {
    for (const status of [301, 302, 303, 307, 308]) {
      page = (_request, response) => {
        response.statusCode = status;
        response.setHeader('Location', '/next');
        response.end(path);
      };
      const answer = await ask(`GET ${path}`);
      expect([status, statusOf(answer), /^location: (.*)\r$/im.exec(answer)?.[1]]).toEqual([status, 303, '/next']);
      page = (_request, response) => void response.writeHead(status, { Location: '/next' }).end();
      expect([status, statusOf(await post([own, typed], form.body, path))]).toEqual([status, 303]);
    }
  });

  it('says nothing beside where it leads: what Next writes there holds the code', async () => {
    const ways: ((response: ServerResponse) => void)[] = [
      (response) => void response.writeHead(307, { Location: '/app?code=secret', 'Content-Type': 'text/html', 'Content-Length': '6' }).end('secret'),
      (response) => {
        response.statusCode = 307;
        response.setHeader('Location', '/app?code=secret');
        response.write('secret');
        response.end('secret');
      },
    ];
    for (const way of ways) {
      page = (_request, response) => way(response);
      const answer = await ask('GET /oauth/v4/authorize/abc');
      expect(answer.slice(answer.indexOf('\r\n\r\n') + 4)).toBe('');
      expect(answer).toMatch(/^content-length: 0\r$/im);
      expect(answer).not.toMatch(/^content-type:/im);
    }
    page = (_request, response) => response.end('the page');
    expect(await ask('GET /oauth/v4/authorize/abc')).toMatch(/content-length: 8[^]*the page$/i);
  });

  it('a HEAD asks nobody, and makes no code', async () => {
    for (const path of ['/oauth/v4/authorize?client_id=x', '/oauth/v4/authorize/abc']) expect(statusOf(await ask(`HEAD ${path}`))).toBe(405);
    expect(pagesAsked).toBe(0);
  });

  it('leaves other answers, and other pages, as they are', async () => {
    for (const [path, status] of [['/sign-in', 200], ['/sign-in', 304], ['/sign-in', 404], ['/inbox', 307], ['/sign-inside', 308]] as const) {
      page = (_request, response) => void response.writeHead(status, { Location: '/next' }).end();
      expect([path, statusOf(await ask(`GET ${path}`))]).toEqual([path, status]);
    }
  });
});

describe('T24: posts of other sites', () => {
  it.each([
    ['another origin', ['Origin: http://evil.example']],
    ['another port', ['Origin: http://localhost:1']],
    ['the same host by TLS', [`Origin: https://${host}`]],
    ['the null origin', ['Origin: null']],
    ['no origin at all', ['Origin: %%%']],
    ['two origins', [own, 'Origin: http://evil.example']],
    ['Fetch Metadata of another site', ['Sec-Fetch-Site: cross-site']],
    ['Fetch Metadata of another part of the site', ['Sec-Fetch-Site: same-site', own]],
    ['Fetch Metadata of nobody', ['Sec-Fetch-Site: none', own]],
    ['our origin and foreign metadata', ['Sec-Fetch-Site: cross-site', own]],
    ['foreign origin and our metadata', ['Sec-Fetch-Site: same-origin', 'Origin: null']],
    ['cookies and no word of where from', ['Cookie: handset.session=x']],
  ])('%s: 403, and no page hears of it', async (_name, headers) => {
    for (const path of ['/sign-out', '/inbox', '/oauth/v4/authorize/x/decide', '/api/auth/signout']) {
      const answer = await post([typed, ...headers], form.body, path);
      expect([path, statusOf(answer)]).toEqual([path, 403]);
      expect(answer).toMatch(/base-uri 'none'/);
      expect(answer).not.toContain('evil.example');
    }
    expect(pagesAsked).toBe(0);
  });

  it.each([
    ['our origin', [own]],
    ['our origin and metadata', [own, 'Sec-Fetch-Site: same-origin', 'Cookie: a=b']],
    ['our metadata alone', ['Sec-Fetch-Site: same-origin', 'Cookie: a=b']],
    ['a program without cookies', []],
  ])('%s: goes on', async (_name, headers) => {
    expect(statusOf(await post([typed, ...headers]))).toBe(200);
  });

  it('reading is not asked where it comes from', async () => {
    expect(statusOf(await ask('GET /faqs', ['Sec-Fetch-Site: cross-site', 'Cookie: a=b']))).toBe(200);
  });
});

describe('what is posted to a page', () => {
  const big = Buffer.alloc(3_000_000, 97);
  it.each<[string, number, string[], (Buffer | string)?]>([
    ['JSON', 415, ['Content-Type: application/json'], '{}'],
    ['XML', 415, ['Content-Type: text/xml'], '<a/>'],
    ['no type', 415, [], 'x'],
    ['an odd type', 415, ['Content-Type: \u00ff;;;'], 'x'],
    ['a packed body', 415, [typed, 'Content-Encoding: gzip']],
    ['a form without a boundary', 400, ['Content-Type: multipart/form-data']],
    ['a form with another boundary', 400, ['Content-Type: multipart/form-data; boundary=none']],
    ['a form that ends early', 400, [typed], form.body.slice(0, -8)],
    ['a form of nothing', 400, [typed], 'nonsense'],
    ['a form with a broken head', 400, [typed], form.body.replace('form-data; name=', '')],
    ['more parts than any form of ours', 413, [typed], multipart(Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`f${at}`, '1']))).body],
    ['too much, said before', 413, [typed], big],
    ['too much, in chunks', 413, [typed, 'Transfer-Encoding: chunked'], Buffer.concat([Buffer.from(`${big.length.toString(16)}\r\n`), big, Buffer.from('\r\n0\r\n\r\n')])],
    ['far too much announced', 413, [typed, 'Content-Length: 10000000000'], 'x'],
  ])('%s: %i, and no page hears of it', async (_name, status, headers, body) => {
    const answer = await post([own, ...headers], body);
    expect(statusOf(answer)).toBe(status);
    expect(answer).toMatch(/\r\n\r\nWhat was sent .+\n$/);
    expect(pagesAsked).toBe(0);
  });

  it('a body that ends in the middle asks no page', async () => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.end(`POST /faqs HTTP/1.1\r\nHost: ${host}\r\n${own}\r\n${typed}\r\nContent-Length: 500\r\n\r\nhalf`);
    });
    socket.resume();
    await new Promise((resolve) => socket.on('close', resolve));
    expect(pagesAsked).toBe(0);
  });

  it('reaches the page byte for byte, with its headers', async () => {
    page = async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      response.end(JSON.stringify({ body: Buffer.concat(chunks).toString('latin1'), type: request.headers['content-type'], method: request.method, url: request.url }));
    };
    for (const headers of [[], ['Transfer-Encoding: chunked']]) {
      const sent = headers.length > 0 ? `${form.body.length.toString(16)}\r\n${form.body}\r\n0\r\n\r\n` : form.body;
      const answer = await post([own, typed, ...headers], sent);
      expect(JSON.parse(answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1))).toEqual({ body: form.body, type: form.type, method: 'POST', url: '/faqs' });
    }
  });

  it('people read a page of ours, programs a line', async () => {
    const answer = await post(['Origin: null', 'Accept: text/html,*/*;q=0.8', typed]);
    expect(answer).toMatch(/content-type: text\/html/i);
    expect(answer).toMatch(/content-security-policy: default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'/i);
    expect(answer).toContain('<h1>This was not sent from our page</h1>');
  });
});

describe('F16: pages while the database does not answer', () => {
  const shared = globalThis as typeof globalThis & { handsetPools?: Map<string, Pool> };
  let working: Pool;
  let put: Pool | undefined;
  beforeEach(() => {
    working = getPool();
  });
  afterEach(async () => {
    shared.handsetPools?.set('callers', working);
    await put?.end();
    put = undefined;
  });
  const usePool = (pool: Pool): Pool => {
    put = pool;
    shared.handsetPools?.set('callers', pool);
    return pool;
  };
  const useAwayPool = async () => usePool(new Pool({ host: '127.0.0.1', port: await freePort(), connectionTimeoutMillis: 500 }));

  it.each(['/inbox', '/sign-in?as=line', '/developer/apps', '/support/tickets', '/oauth/v4/authorize?client_id=x', '/account', '/nothing'])('%s is 503 with Retry-After when it is away', async (path) => {
    await useAwayPool();
    const answer = await ask(`GET ${path}`, ['Accept: text/html']);
    expect(statusOf(answer)).toBe(503);
    expect(answer).toMatch(/retry-after: 5\r/i);
    expect(answer).toMatch(/cache-control: no-store\r/i);
    expect(answer).not.toMatch(/ECONN|127\.0\.0\.1|postgres|node_modules/i);
    expect(pagesAsked).toBe(0);
  });

  it.each(['/', '/faqs', '/docs/errors/SVC0001', '/support-info', '/_next/static/x.js', '/icon.svg'])('%s needs none', async (path) => {
    await useAwayPool();
    expect(statusOf(await ask(`GET ${path}`))).toBe(200);
  });

  it('sign-out needs none: it clears the cookie', async () => {
    await useAwayPool();
    expect(statusOf(await post([own, 'Content-Type: application/x-www-form-urlencoded'], 'next=%2F', '/sign-out'))).toBe(200);
  });

  it('a pool that gives no connection in time is 503, for all who wait, and over when it gives one', async () => {
    const pool = usePool(new Pool({ connectionString: env.DATABASE_URL, max: 1 }));
    const held = await pool.connect();
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask('GET /inbox')));
    expect(answers.map(statusOf)).toEqual(Array<number>(10).fill(503));
    // One question for all of them: a crowd does not queue for connections.
    expect(pool.waitingCount).toBe(1);
    held.release();
    expect(await isDatabaseAnswering(60_000)).toBe(true);
    expect(statusOf(await ask('GET /inbox'))).toBe(200);
  });

  it.each([
    ['the connection broke', Object.assign(new Error('Connection terminated unexpectedly'), {})],
    ['no connection in time', new Error('timeout exceeded when trying to connect')],
    ['a statement took too long', Object.assign(new Error('x'), { code: '57014' })],
    ['Prisma found none', Object.assign(new Error('x'), { name: 'PrismaClientKnownRequestError', code: 'P2024' })],
    ['the carrier is away', new AppError('unavailable', 'x')],
    ['inside another error', new Error('outer', { cause: Object.assign(new Error('x'), { code: '57P01' }) })],
  ])('a page that fails because %s is 503, not 500', async (_name, error) => {
    page = (request, response) => {
      recordPageFailure(error, String(request.headers[pageRequestHeader]), false);
      response.statusCode = 500;
      response.setHeader('Content-Encoding', 'gzip');
      response.setHeader('Set-Cookie', 'a=b');
      response.write('the page of Next');
      response.end('more of it');
    };
    const answer = await ask('GET /inbox');
    expect(statusOf(answer)).toBe(503);
    expect(answer).toMatch(/retry-after: 5\r/i);
    expect(answer).not.toMatch(/the page of Next|more of it|gzip|set-cookie/i);
    expect(answer).toMatch(/\r\n\r\nHandset cannot reach its database right now\..*\n$/);
  });

  it('a fault of ours stays a 500, and a visitor names no request', async () => {
    page = (request, response) => {
      recordPageFailure(new TypeError('x'), String(request.headers[pageRequestHeader]), false);
      recordPageFailure(Object.assign(new Error('x'), { code: '57P01' }), 'chosen', false);
      expect(request.headers[pageRequestHeader]).not.toBe('chosen');
      response.writeHead(500).end('sorry');
    };
    const answer = await ask('GET /inbox', [`${pageRequestHeader}: chosen`]);
    expect([statusOf(answer), answer.includes('sorry')]).toEqual([500, true]);
  });

  it('a page that fails after an action stays a 500', async () => {
    page = (request, response) => {
      for (const beforeAction of [false, true]) recordPageFailure(new TypeError('x'), String(request.headers[pageRequestHeader]), beforeAction);
      response.writeHead(500).end('sorry');
    };
    expect(statusOf(await post([own, typed], form.body, '/sign-in'))).toBe(500);
  });

  it('an action whose body React cannot read is 400', async () => {
    page = (request, response) => {
      recordPageFailure(new SyntaxError('x'), String(request.headers[pageRequestHeader]), true);
      response.writeHead(500).end('sorry');
    };
    expect(statusOf(await post([own, typed], form.body, '/sign-in'))).toBe(400);
  });
});
