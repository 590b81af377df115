import { beforeAll, describe, expect, it } from 'vitest';
import { env } from '#lib/env.ts';
import { callApi } from '#tests/support/fixtures/app-clients.ts';
import { answering, createRouteCaller, pathOf, type RouteCaller } from '#tests/support/fixtures/route-caller.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const path = '/myMessages/v2/messages';
const infoPath = `${path}/index/info`;
let caller: RouteCaller;

beforeAll(async () => {
  caller = await createRouteCaller();
});

describe('without a token', () => {
  it.each(answering('unauthenticated'))('$operation answers nobody: 400 POL0001 with WWW-Authenticate', async (route) => {
    for (const headers of [{}, { Authorization: '' }, { Authorization: '  ' }] as Record<string, string>[]) {
      const answer = await callApi(route.method, pathOf(route), { headers });
      expectRefused(answer, { status: 400, code: 'POL0001', field: 'Authorization', says: 'Authorization: Bearer' });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="handset", DPoP realm="handset", algs="ES256 ES384 EdDSA Ed25519 PS256 RS256"');
    }
  });

  it('wire 4: the code stands in the placeholder’s sentence of the original', async () => {
    expect((await callApi('GET', infoPath)).json.RequestError.PolicyException).toMatchObject({ MessageId: 'POL0001', Variables: 'Authorization', Text: 'A policy error occurred. Error code is %1' });
  });

  it('names the page that explains the error', async () => {
    expect((await callApi('GET', infoPath)).json.RequestError.PolicyException.Help).toBe(`${env.PUBLIC_URL}/docs/errors/POL0001`);
  });
});

describe('a token outside its header (security 4.4)', () => {
  it.each(['access_token', 'token', 'bearer_token'])('is refused as %s in the address, with and without the header', async (name) => {
    for (const token of [null, caller.token]) {
      const answer = await callApi('GET', `${infoPath}?${name}=${caller.token}`, { token });
      expectRefused(answer, { status: 400, code: 'SVC0002', field: name, says: 'never in the address' });
      expect(answer.text).not.toContain(caller.token);
    }
  });

  it('is refused in the body', async () => {
    const form = { body: `access_token=${caller.token}&addresses=2065550111&text=a`, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } };
    expect((await callApi('POST', path, form)).status).toBe(400);
    expectRefused(await caller.call('POST', path, form), { status: 400, code: 'SVC0002', field: 'access_token', says: 'Leave it out' });
  });
});

describe('the address', () => {
  it.each(answering('invalid-input'))('$operation refuses an unknown and a repeated parameter by name', async (route) => {
    expectRefused(await caller.callRoute(route, { query: '?_rsc=1' }), { status: 400, code: 'SVC0002', field: '_rsc', says: 'Leave it out' });
    expectRefused(await caller.callRoute(route, { query: '?limit=1&limit=2' }), { status: 400, code: 'SVC0002', field: 'limit', says: 'once' });
  });
});

describe('a body that is no JSON', () => {
  const broken: [name: string, body: string][] = [
    ['cut off', '{"a":'],
    ['empty', ''],
    ['a form that calls itself JSON', 'a=b'],
    ['10,000 deep', '['.repeat(10_000)],
  ];
  const rows = answering('broken-request').flatMap((route) => broken.map(([name, body]) => ({ route, operation: route.operation, name, body })));

  it.each(rows)('$operation: $name', async ({ route, body }) => {
    expectRefused(await caller.callRoute(route, { body, headers: { 'Content-Type': 'application/json' } }), { status: 400, code: 'SVC0002', field: 'body', says: 'The body is not JSON' });
  });
});

describe('JSON of another shape', () => {
  const wrapped = answering('broken-request').flatMap((route) => (route.json ? [{ route, operation: route.operation, wrapper: route.json.wrapper }] : []));

  it.each(wrapped)('$operation: the outer object is named where it is missing or something else', async ({ route, wrapper }) => {
    for (const body of ['{}', 'null', '[]', '"text"', '5', `{"${wrapper}":5}`]) {
      const answer = await caller.callRoute(route, { body, headers: { 'Content-Type': 'application/json' } });
      expect([body, answer.status, answer.json.RequestError.ServiceException?.Variables]).toEqual([body, 400, wrapper]);
    }
  });

  it.each(wrapped)('$operation, T27: a field beside the outer object is named', async ({ route, wrapper }) => {
    const answer = await caller.callRoute(route, { body: { [wrapper]: wrapper === 'messages' ? [] : {}, isAdmin: true } });
    expect([answer.status, answer.json.RequestError.ServiceException.MessageId]).toEqual([400, expect.stringMatching(/^SVC000[23]$/)]);
    if (wrapper !== 'channel') expect(answer.json.RequestError.ServiceException.Variables).toBe('isAdmin');
  });
});
