import { connect } from 'node:net';
import { expect, test, type APIResponse, type Page, type Response } from '@playwright/test';
import { cookiesOf } from '#tests/e2e/support/signed-in.ts';
import { openFor, pathOf, sitePages } from '#tests/e2e/support/pages.ts';

/** The directives of a Content-Security-Policy. */
function policyOf(headers: Record<string, string>): Map<string, string[]> {
  const directives = (headers['content-security-policy'] ?? '').split(';').map((directive) => directive.trim().split(/\s+/));
  return new Map(directives.map(([name = '', ...values]) => [name, values]));
}

function expectCommonHeaders(headers: Record<string, string>): void {
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['referrer-policy']).toMatch(/^(no-referrer|same-origin|strict-origin-when-cross-origin)$/);
  expect(policyOf(headers).get('frame-ancestors')).toEqual(["'none'"]);
  expect(policyOf(headers).get('base-uri')).toEqual(["'none'"]);
  expect(headers['x-frame-options']).toBe('DENY');
  expect(headers).not.toHaveProperty('x-powered-by');
  expect(headers).not.toHaveProperty('server');
}

/** What a page must not do: complain on the console, break its policy, ask another host for anything. */
function listen(page: Page, origin: string): { heard: string[] } {
  const heard: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || /content security policy/i.test(message.text())) heard.push(message.text());
  });
  page.on('pageerror', (error) => heard.push(error.message));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== origin) heard.push(`asked ${url.origin}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) heard.push(`${response.status()} ${new URL(response.url()).pathname}`);
  });
  return { heard };
}

const originOf = (baseURL: string | undefined): string => new URL(baseURL ?? 'http://localhost:3000').origin;

// Each looks and changes nothing.
test.describe.configure({ mode: 'parallel' });

for (const site of sitePages) {
  test(`the headers are there, the console is silent, nothing leaves the house (I14, T24): ${site.name}`, async ({ browser, baseURL }) => {
    const page = await openFor(browser, site, baseURL);
    const path = await pathOf(site, page);
    const { heard } = listen(page, originOf(baseURL));
    const first = await page.goto(path, { waitUntil: 'load' });
    expect(first?.status()).toBe(site.status ?? 200);
    const headers = await (first as Response).allHeaders();
    expectCommonHeaders(headers);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');

    const policy = policyOf(headers);
    const nonce = policy.get('script-src')?.find((source) => source.startsWith("'nonce-"));
    expect(nonce).toMatch(/^'nonce-[A-Za-z0-9+/=_-]{20,}'$/);
    expect(policy.get('script-src')).toContain("'strict-dynamic'");
    expect(policy.get('script-src')).not.toContain("'unsafe-inline'");
    expect(policy.get('object-src')).toEqual(["'none'"]);
    expect(policy.get('base-uri')).toEqual(["'none'"]);
    const again = policyOf((await page.request.get(new URL(page.url()).pathname)).headers());
    expect(again.get('script-src')).not.toContain(nonce);

    // The page's own script has come and gone through its first work.
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    const expected = site.status ? /^Failed to load resource: the server responded with a status of 4\d\d/ : /^$/;
    expect(heard.filter((line) => !expected.test(line))).toEqual([]);
    await page.context().close();
  });
}

const calls: readonly { name: string; status: number; call: (request: Parameters<Parameters<typeof test>[2]>[0]['request']) => Promise<APIResponse> }[] = [
  { name: 'health', status: 200, call: (request) => request.get('/healthz') },
  { name: 'readiness', status: 200, call: (request) => request.get('/readyz') },
  { name: 'session of nobody', status: 401, call: (request) => request.get('/session') },
  { name: 'events of nobody, which says not to ask again', status: 204, call: (request) => request.get('/events') },
  { name: 'list without a token', status: 400, call: (request) => request.get('/myMessages/v2/messages') },
  { name: 'list with a false token', status: 401, call: (request) => request.get('/myMessages/v2/messages', { headers: { Authorization: 'Bearer none' } }) },
  { name: 'send without a token', status: 400, call: (request) => request.post('/myMessages/v2/messages', { data: {} }) },
  { name: 'address of nothing', status: 404, call: (request) => request.get('/myMessages/v2/nothing') },
  { name: 'token without a client', status: 401, call: (request) => request.post('/oauth/v4/token', { form: { grant_type: 'authorization_code', code: 'none' } }) },
  { name: 'metadata', status: 200, call: (request) => request.get('/.well-known/oauth-authorization-server') },
  { name: 'ledger', status: 200, call: (request) => request.get('/simulator/api/ledger') },
];

for (const { name, status, call } of calls) {
  test(`an answer to a program carries the headers and lets nothing run (T24): ${name}`, async ({ request }) => {
    const answer = await call(request);
    expect(answer.status()).toBe(status);
    expectCommonHeaders(answer.headers());
    expect(policyOf(answer.headers()).get('default-src')).toEqual(["'none'"]);
    expect(policyOf(answer.headers()).get('form-action')).toEqual(["'none'"]);
    if (name !== 'metadata') expect(answer.headers()['cache-control']).toContain('no-store');
    // No stack, SQL or path reaches a caller.
    expect(await answer.text()).not.toMatch(/node_modules|\.ts:\d|SELECT |prisma/i);
  });
}

test('what people attach is shown and never run (T11)', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, storageState: await cookiesOf(browser, 'ana') });
  const page = await context.newPage();
  await page.goto('/inbox');
  const media = page.locator('img[src^="/inbox/media/"]').first();
  const paths = await page.locator('a[data-thread-link]').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  for (const path of paths) {
    await page.goto(path);
    if ((await media.count()) > 0) break;
  }
  const answer = await page.request.get((await media.getAttribute('src')) ?? '');
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-type']).toMatch(/^image\//);
  expect(answer.headers()['content-security-policy']).toBe("sandbox; default-src 'none'");
  expect(answer.headers()['x-content-type-options']).toBe('nosniff');
  expect((await (await browser.newContext({ baseURL })).request.get((await media.getAttribute('src')) ?? '', { maxRedirects: 0 })).status()).not.toBe(200);
  await context.close();
});

test('files, redirects and refusals carry the headers too (T24)', async ({ request, baseURL }) => {
  const html = await (await request.get('/')).text();
  const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(html)?.[1] ?? '';
  const asked: readonly (readonly [number, Promise<APIResponse>])[] = [
    [200, request.get(script)],
    [404, request.get('/_next/static/none.js')],
    [200, request.get('/icon.svg')],
    [307, request.get('/inbox', { maxRedirects: 0 })],
    [303, request.post('/sign-out', { maxRedirects: 0, headers: { Origin: originOf(baseURL) } })],
    [403, request.post('/sign-out', { maxRedirects: 0, headers: { Origin: 'null', Accept: 'text/html' } })],
    [415, request.post('/sign-in', { data: {}, headers: { Origin: originOf(baseURL) } })],
    [400, request.get('/oauth/v4/authorize?client_id=none', { maxRedirects: 0 })],
    [404, request.get('/inbox/media/x/0', { headers: { Accept: 'image/png' }, maxRedirects: 0 })],
  ];
  for (const [status, answer] of asked.slice(0, -1)) {
    expect([(await answer).url(), (await answer).status()]).toEqual([(await answer).url(), status]);
    expectCommonHeaders((await answer).headers());
  }
  // Media have a stricter policy of their own, whatever is answered.
  expect((await asked.at(-1)?.[1])?.headers()['content-security-policy']).toBe("sandbox; default-src 'none'");
});

test('live updates carry the headers (T24)', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, storageState: await cookiesOf(browser, 'ana') });
  const page = await context.newPage();
  await page.goto('/faqs');
  const headers = await page.evaluate(async () => {
    const ending = new AbortController();
    const answer = await fetch('/events', { signal: ending.signal });
    ending.abort();
    return Object.fromEntries(answer.headers);
  });
  expect(headers['content-type']).toContain('text/event-stream');
  expectCommonHeaders(headers);
  await context.close();
});

test('what is no HTTP is refused with the headers (T24)', async ({ baseURL }) => {
  const answer = await raw(baseURL, ['GET / HTTP/9.9', 'nonsense']);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expectCommonHeaders(Object.fromEntries([...answer.matchAll(/^([\w-]+): (.*)\r$/gm)].map(([, name = '', value = '']) => [name.toLowerCase(), value])));
});

/** One request as bytes, for what no browser and no library would send. */
function raw(baseURL: string | undefined, lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(originOf(baseURL));
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname === 'localhost' ? '127.0.0.1' : hostname, port: Number(port) });
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (piece: string) => (answer += piece));
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
    socket.write([...lines, 'Connection: close', '', ''].join('\r\n'));
  });
}

const strange = [
  { name: 'TRACE', request: (host: string) => ['TRACE / HTTP/1.1', `Host: ${host}`], status: /^HTTP\/1\.1 405 / },
  { name: 'a method of nobody', request: (host: string) => ['PROPFIND /inbox HTTP/1.1', `Host: ${host}`], status: /^HTTP\/1\.1 405 / },
  { name: 'an absolute target', request: (host: string) => ['GET http://evil.example/ HTTP/1.1', `Host: ${host}`], status: /^HTTP\/1\.1 400 / },
  { name: 'a target without a scheme', request: (host: string) => ['GET //evil.example/ HTTP/1.1', `Host: ${host}`], status: /^HTTP\/1\.1 400 / },
  { name: 'a foreign host', request: () => ['GET / HTTP/1.1', 'Host: evil.example'], status: /^HTTP\/1\.1 421 / },
  { name: 'no host', request: () => ['GET / HTTP/1.1'], status: /^HTTP\/1\.1 4\d\d / },
  { name: 'two hosts', request: (host: string) => ['GET / HTTP/1.1', `Host: ${host}`, 'Host: evil.example'], status: /^HTTP\/1\.1 400 / },
] as const;

for (const { name, request, status } of strange) {
  test(`refused at the door, and the named host is not echoed (T25): ${name}`, async ({ baseURL }) => {
    const answer = await raw(baseURL, request(new URL(originOf(baseURL)).host));
    expect(answer).toMatch(status);
    expect(answer).not.toContain('evil.example');
    expect(answer).not.toMatch(/^location:/im);
  });
}

test('a forged proxy header changes no address that we give out (T25)', async ({ request, baseURL }) => {
  const headers = { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https', Forwarded: 'host=evil.example', 'X-Original-URL': '/developer/apps' };
  const metadata = await request.get('/.well-known/oauth-authorization-server', { headers });
  expect(await metadata.json()).toMatchObject({ issuer: originOf(baseURL) });
  const page = await request.get('/inbox', { headers, maxRedirects: 0 });
  expect(page.headers()['location'] ?? '').not.toContain('evil.example');
  // The old way around the guards of Next.
  const around = await request.get('/developer/apps', { headers: { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' }, maxRedirects: 0 });
  expect(around.status()).toBe(307);
});
