import { expect, test, type APIRequestContext } from '@playwright/test';
import { keepCanary } from '#tests/e2e/support/canaries.ts';
import { cookiesOf } from '#tests/e2e/support/signed-in.ts';
import { multipart, rawRequest, statusOf } from '#tests/support/raw-request.ts';

// Each only asks; what is refused changes nothing.
test.describe.configure({ mode: 'parallel' });

/** Part of every hostile body here; the search of the log at the end of the run must not find it (T23). */
const canary = keepCanary('zebra-crossing-17');

const hostOf = (baseURL: string | undefined) => new URL(baseURL ?? 'http://localhost:3000').host;

/** One request as bytes, from a page of ours unless `headers` say otherwise. */
function send(baseURL: string | undefined, line: string, headers: readonly string[], body: Buffer | string = '') {
  const host = hostOf(baseURL);
  const length = body.length > 0 ? [`Content-Length: ${Buffer.byteLength(body)}`] : [];
  const origin = headers.some((header) => /^(origin|sec-fetch-site):/i.test(header)) ? [] : [`Origin: http://${host}`];
  return rawRequest(Number(new URL(`http://${host}`).port), [`${line} HTTP/1.1`, `Host: ${host}`, ...origin, ...length, ...headers], body);
}

function expectNothingInside(answer: string): void {
  expect(answer).not.toMatch(/node_modules|\.ts:\d|at \w+ \(|SELECT |prisma/i);
  expect(answer).toMatch(/content-security-policy: [^\r]*base-uri 'none'/i);
  expect(answer).toMatch(/x-content-type-options: nosniff/i);
}

/** The id of the action behind the number form. */
async function actionId(request: APIRequestContext): Promise<string> {
  const html = await (await request.get('/sign-in?as=line')).text();
  const id = /&quot;id&quot;:&quot;([0-9a-f]{40,})&quot;/.exec(html)?.[1];
  if (!id) throw new Error('The sign-in page has no form with an action.');
  return id;
}

const good = multipart({ 0: '[]' });
type Body = (id: string) => { headers: string[]; body: Buffer | string };
const fields = (of: Record<string, string>, ...headers: string[]): { headers: string[]; body: string } => {
  const { type, body } = multipart(of);
  return { headers: [`Content-Type: ${type}`, ...headers], body };
};

const actions: readonly (readonly [string, number, Body])[] = [
  ['another origin', 403, (id) => fields({ 0: '[]' }, `Next-Action: ${id}`, 'Origin: http://evil.example')],
  ['the null origin', 403, (id) => fields({ 0: '[]' }, `Next-Action: ${id}`, 'Origin: null')],
  ['an origin that is none', 403, (id) => fields({ 0: '[]' }, `Next-Action: ${id}`, 'Origin: %%%')],
  ['a form without script from elsewhere', 403, () => fields({ number: '1' }, 'Origin: http://evil.example')],
  ['a form without a boundary', 400, (id) => ({ headers: ['Content-Type: multipart/form-data', `Next-Action: ${id}`], body: canary })],
  ['a form that ends early', 400, (id) => ({ headers: [`Content-Type: ${good.type}`, `Next-Action: ${id}`], body: good.body.slice(0, -6) })],
  ['a form without script that ends early', 400, () => ({ headers: [`Content-Type: ${good.type}`], body: good.body.slice(0, -6) })],
  ['a field React cannot read', 400, (id) => fields({ 0: canary }, `Next-Action: ${id}`)],
  ['fields React does not know', 400, (id) => fields({ zz: canary }, `Next-Action: ${id}`)],
  ['references to nothing', 400, (id) => fields({ 0: '["$K1","$F2","$@9"]' }, `Next-Action: ${id}`)],
  ['a text React cannot read', 400, (id) => ({ headers: ['Content-Type: text/plain;charset=UTF-8', `Next-Action: ${id}`], body: canary })],
  ['no text at all', 400, (id) => ({ headers: ['Content-Type: text/plain', 'Content-Length: 0', `Next-Action: ${id}`], body: '' })],
  ['bytes that are no text', 400, (id) => ({ headers: ['Content-Type: text/plain', `Next-Action: ${id}`], body: Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0]) })],
  ['a state React cannot read', 400, () => fields({ $ACTION_REF_1: '', '$ACTION_1:0': canary })],
  ['arguments React cannot read', 400, (id) => fields({ $ACTION_REF_1: '', '$ACTION_1:0': JSON.stringify({ id, bound: '$@1' }), '$ACTION_1:1': canary })],
  ['a name of no action', 400, () => fields({ 0: '[]' }, `Next-Action: ${canary}`)],
  ['a name every object has', 400, () => fields({ 0: '[]' }, 'Next-Action: __proto__')],
  ['an action of another build', 409, () => fields({ 0: '[]' }, `Next-Action: ${'0'.repeat(42)}`)],
  ['JSON', 415, (id) => ({ headers: ['Content-Type: application/json', `Next-Action: ${id}`], body: '{}' })],
  ['no type', 415, (id) => ({ headers: [`Next-Action: ${id}`], body: '[]' })],
  ['a packed body', 415, (id) => fields({ 0: '[]' }, `Next-Action: ${id}`, 'Content-Encoding: gzip')],
  ['too much', 413, (id) => fields({ 0: 'x'.repeat(2_200_000) }, `Next-Action: ${id}`)],
];

for (const [name, status, of] of actions) {
  test(`an action is refused, never a 500 (T24, T28): ${name}`, async ({ request, baseURL }) => {
    const { headers, body } = of(await actionId(request));
    const answer = await send(baseURL, 'POST /sign-in?as=line', headers, body);
    expect(statusOf(answer)).toBe(status);
    expectNothingInside(answer);
    expect(answer).not.toContain(canary);
  });
}

test('sign-out takes posts of our own pages alone (T24)', async ({ browser, baseURL }) => {
  const { cookies } = await cookiesOf(browser, 'gus');
  const cookie = `Cookie: ${cookies.map(({ name, value }) => `${name}=${value}`).join('; ')}`;
  const type = 'Content-Type: application/x-www-form-urlencoded';
  for (const headers of [['Origin: http://evil.example'], ['Origin: null'], ['Sec-Fetch-Site: cross-site'], ['Sec-Fetch-Site: same-site'], ['Sec-Fetch-Site: none']]) {
    const answer = await send(baseURL, 'POST /sign-out', [cookie, type, ...headers], 'next=%2F');
    expect([headers, statusOf(answer)]).toEqual([headers, 403]);
    expect(answer).not.toMatch(/set-cookie/i);
  }
  // Neither header: no browser sends that along with cookies.
  const bare = await rawRequest(Number(new URL(`http://${hostOf(baseURL)}`).port), ['POST /sign-out HTTP/1.1', `Host: ${hostOf(baseURL)}`, cookie, type, 'Content-Length: 8'], 'next=%2F');
  expect(statusOf(bare)).toBe(403);
  expect(statusOf(await send(baseURL, 'GET /session', [cookie]))).toBe(200);
});

const formType = 'Content-Type: application/x-www-form-urlencoded';
const jsonType = 'Content-Type: application/json';
const nextAuth: readonly (readonly [string, readonly string[], (Buffer | string)?])[] = [
  ['POST /api/auth/_log', [jsonType], `{"code":"${canary}","level":"error","message":"${canary}"}`],
  ['POST /api/auth/_log', [formType], `code=${canary}`],
  ['GET /api/auth/_log', []],
  ['GET /api/auth/callback/line', []],
  ['GET /api/auth/callback/account?code=1&state=2', []],
  ['GET /api/auth/callback/github?error=%00', []],
  ['GET /api/auth/callback', []],
  ['GET /api/auth/error', []],
  ['GET /api/auth/error?error=%0d%0aX-Injected:%201', []],
  ['GET /api/auth/error?error=%F0%9F%98%80%E2%80%AE', []],
  ['GET /api/auth/error?error=%ff%fe', []],
  ['GET /api/auth/error?error=a&error=b&error[]=c', []],
  [`GET /api/auth/error?error=${'x'.repeat(9000)}`, []],
  ['GET /api/auth/error/%F0%9F%98%80', []],
  ['GET /api/auth/error/Configuration', []],
  ['GET /api/auth/signin?callbackUrl=%00', []],
  [`GET /api/auth/signin?callbackUrl=${canary}`, []],
  ['GET /api/auth/signin?callbackUrl=javascript:alert(1)', []],
  ['GET /api/auth/signin?callbackUrl=http://[', []],
  ['GET /api/auth/signin?callbackUrl=//evil.example', []],
  ['GET /api/auth/signin?callbackUrl=https://evil.example/', []],
  ['GET /api/auth/signin?callbackUrl[]=/inbox', []],
  ['GET /api/auth/signin?error=%F0%9F%98%80&callbackUrl=/inbox', []],
  [`GET /api/auth/session?callbackUrl=${canary}`, []],
  ['GET /api/auth/csrf?__proto__[x]=1', []],
  ['GET /api/auth/csrf', [`Cookie: handset.callback=${canary}`]],
  ['GET /api/auth/csrf', ['Cookie: handset.csrf=%%%|; handset.callback=%00; =; handset.session']],
  ['GET /api/auth/session', ['Cookie: handset.session=a.b.c; handset.session.0=x; handset.session.1=%zz']],
  ['GET /api/auth/providers?x=%zz', []],
  ['GET /api/auth', []],
  ['GET /api/auth/__proto__', []],
  ['GET /api/auth/constructor/line', []],
  ['GET /api/auth/signin%2Fline', []],
  ['GET /api/auth/verify-request', []],
  ['HEAD /api/auth/csrf', []],
  ['PUT /api/auth/csrf', [jsonType], '{}'],
  ['DELETE /api/auth/session', []],
  ['POST /api/auth/callback/line', [jsonType], `{"number":{"${canary}":1}}`],
  ['POST /api/auth/callback/line', [jsonType], `{"number":"1","code":"2","callbackUrl":"${canary}","csrfToken":"x"}`],
  ['POST /api/auth/callback/line', [jsonType], `{"number":"1","csrfToken":["${canary}"]}`],
  ['POST /api/auth/callback/line', [jsonType], '{"__proto__":{"a":1},"constructor":null}'],
  ['POST /api/auth/callback/line', [jsonType], `{"number": ${canary}}`],
  ['POST /api/auth/callback/line', [jsonType], '['.repeat(8000)],
  ['POST /api/auth/callback/line', [jsonType], Buffer.from([0xff, 0xfe, 0x7b, 0x22])],
  ['POST /api/auth/callback/line', ['Content-Type: application/json; charset=utf-7'], '+AHs-'],
  ['POST /api/auth/callback/line', [formType], `%ff%fe=1&callbackUrl=%00&number=${canary}`],
  ['POST /api/auth/callback/line', [formType], '&&&=&=&a[b][c]=1'],
  ['POST /api/auth/callback/line', [formType], 'x'.repeat(9000)],
  ['POST /api/auth/callback/line', [formType, 'Content-Encoding: gzip'], 'x'],
  ['POST /api/auth/callback/line', ['Content-Type: text/xml'], '<a/>'],
  ['POST /api/auth/callback/line', ['Content-Type: multipart/form-data; boundary=b'], `--b ${canary}`],
  ['POST /api/auth/callback/line', ['Content-Type: \u00ff'], 'x'],
  ['POST /api/auth/callback/line', [formType, 'Origin: null'], 'x=1'],
  ['POST /api/auth/callback/github', [formType], 'a=1'],
  ['POST /api/auth/callback/__proto__', [formType], 'a=1'],
  ['POST /api/auth/signin/line', [formType], 'csrfToken=x&callbackUrl=%5c%5cevil.example'],
  ['POST /api/auth/signin/email', [formType], 'email=x'],
  ['POST /api/auth/signout', [formType], `csrfToken=${canary}`],
  ['POST /api/auth/session', [jsonType], '{"data":{}}'],
  ['POST /api/auth/error', [formType], 'error=x'],
];

test("next-auth's paths answer odd things without a 500, without our log and without leaving (T23, T28)", async ({ baseURL }) => {
  for (const [line, headers, body] of nextAuth) {
    const answer = await send(baseURL, line, headers, body);
    const what = `${line.slice(0, 80)} ${headers.join(' ')} ${String(body ?? '').slice(0, 40)}`;
    expect([what, statusOf(answer)]).toEqual([what, expect.any(Number)]);
    expect([what, statusOf(answer) < 500]).toEqual([what, true]);
    expectNothingInside(answer);
    expect([what, /^location: (?!\/|http:\/\/localhost[:/])|x-injected|evil\.example/im.test(answer)]).toEqual([what, false]);
  }
});

test("next-auth's log and the callbacks of other kinds of sign-in are not there (T23)", async ({ baseURL }) => {
  expect(statusOf(await send(baseURL, 'POST /api/auth/_log', [jsonType], '{"code":"x","message":"y"}'))).toBe(404);
  expect(statusOf(await send(baseURL, 'GET /api/auth/callback/line', []))).toBe(405);
  expect(statusOf(await send(baseURL, 'GET /api/auth/callback/github', []))).toBe(404);
});

test('an odd address kept by next-auth in a cookie does not stop sign-in', async ({ request }) => {
  const answer = await request.get('/api/auth/csrf', { headers: { Cookie: 'handset.callback=nonsense' } });
  expect(answer.status()).toBe(200);
  expect(answer.headersArray().filter(({ name, value }) => name.toLowerCase() === 'set-cookie' && /^handset\.callback=(?!nonsense)/.test(value))).toHaveLength(1);
});
