import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { createApiApp } from '#lib/api/app.ts';
import { oauthRoutes } from '#lib/api/routes/oauth.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import { newId } from '#lib/ids.ts';
import { clientSecretHash } from '#lib/use-cases/clients/new-secret.ts';
import { authorizeQuery, basicOf, createOAuthClient, credentials, type OAuthAnswer, post, type TestClient, tokensFor } from '#tests/support/fixtures/oauth.ts';
import { expectOAuthRefusal, expectRefusedWithoutTrace } from '#tests/support/fixtures/oauth-refusals.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

type Form = Record<string, string>;

/** What each endpoint is asked by a client that has done nothing wrong, its credentials left out. */
const questions: Readonly<Record<string, () => Promise<Form>>> = {
  token: async () => ({ grant_type: 'client_credentials' }),
  par: async () => Object.fromEntries([...authorizeQuery(client)].filter(([name]) => name !== 'client_id' && name !== 'state')),
  // Of its own it has nothing that must be there (RFC 8628, 3.1).
  device_authorization: async () => ({}),
  revoke: async () => ({ token: (await tokensFor(await createSubscriber(), client)).access_token }),
  introspect: async () => ({ token: (await tokensFor(await createSubscriber(), client)).access_token }),
};

/** Endpoints for programs, as the server has them: one without a question above fails this file. */
const endpoints = [...new Set(createApiApp().routes.flatMap(({ method, path }) => (method === 'POST' && path.startsWith('/oauth/v4/') ? [path.slice('/oauth/v4/'.length)] : [])))];
type Endpoint = Parameters<typeof post>[0];

let first: TestClient;
let client: TestClient;
let other: TestClient;
let disabled: TestClient;
let ownerless: TestClient;
let retired: string;
beforeAll(async () => {
  first = await createOAuthClient();
  [client, other, disabled, ownerless] = [await createOAuthClient({ deviceGrant: true }), await createOAuthClient(), await createOAuthClient(), await createOAuthClient()];
  await getPrisma().client.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } });
  await getPrisma().account.update({ where: { id: ownerless.accountId }, data: { disabledAt: new Date() } });
  retired = `${client.clientSecret}-retired`;
  await getPrisma().clientSecret.create({ data: { id: newId(), clientId: client.id, secretHash: clientSecretHash(retired), start: 'hs_test_', lastFour: 'ired', expiresAt: new Date(Date.now() - 1000) } });
});

const raw = (text: string) => ({ Authorization: `Basic ${Buffer.from(text).toString('base64')}` });
const withSecret = (clientSecret: string) => ({ ...credentials(client), client_secret: clientSecret });

/** Ways to come without being the client: what is added to the form, and the headers. */
const strangers: readonly (readonly [string, () => { form?: Form; headers?: Record<string, string> }])[] = [
  ['nothing', () => ({})],
  ['an id without a secret', () => ({ form: { client_id: client.clientId } })],
  ['a secret without an id', () => ({ form: { client_secret: client.clientSecret } })],
  ['an empty id', () => ({ form: { client_id: '', client_secret: client.clientSecret } })],
  ['an empty secret', () => ({ form: withSecret('') })],
  ['a wrong secret', () => ({ form: withSecret('wrong') })],
  ["another client's secret", () => ({ form: withSecret(other.clientSecret) })],
  ['a secret whose time is over', () => ({ form: withSecret(retired) })],
  ['the secret in another case', () => ({ form: withSecret(client.clientSecret.toUpperCase()) })],
  ['the secret and a byte', () => ({ form: withSecret(`${client.clientSecret}x`) })],
  ['the secret and a NUL', () => ({ form: withSecret(`${client.clientSecret}\u0000`) })],
  ['the hash of the secret', () => ({ form: withSecret(clientSecretHash(client.clientSecret)) })],
  ['a secret of 10,000 letters', () => ({ form: withSecret('x'.repeat(10_000)) })],
  ['an unknown id', () => ({ form: { client_id: 'nobody', client_secret: client.clientSecret } })],
  ["an unknown id, which is compared with the first client's secret", () => ({ form: { client_id: 'nobody', client_secret: first.clientSecret } })],
  ['the id in another case', () => ({ form: { ...credentials(client), client_id: client.clientId.toUpperCase() } })],
  ['a look-alike of the id', () => ({ form: { ...credentials(client), client_id: client.clientId.replace('a', 'а') } })],
  ['an id with a NUL', () => ({ form: { ...credentials(client), client_id: `${client.clientId}\u0000` } })],
  ['an id with SQL', () => ({ form: { ...credentials(client), client_id: `${client.clientId}' OR 'a'='a` } })],
  ['the row of the client instead of its id', () => ({ form: { ...credentials(client), client_id: client.id } })],
  ['a disabled client', () => ({ form: credentials(disabled) })],
  ['a client whose owner is disabled', () => ({ form: credentials(ownerless) })],
  ['the names in capitals', () => ({ form: { CLIENT_ID: client.clientId, Client_Secret: client.clientSecret } })],
  ['the names as arrays', () => ({ form: { 'client_id[]': client.clientId, 'client_secret[]': client.clientSecret } })],
  ['an assertion', () => ({ form: { client_id: client.clientId, client_assertion: 'e30.e30.', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' } })],
  ['a wrong secret by Basic', () => ({ headers: basicOf({ ...client, clientSecret: 'wrong' }) })],
  ['Basic without an id', () => ({ headers: raw(`:${client.clientSecret}`) })],
  ['Basic without a secret', () => ({ headers: raw(`${client.clientId}:`) })],
  ['Basic without a colon', () => ({ headers: raw(client.clientId) })],
  ['Basic with a colon more', () => ({ headers: raw(`${client.clientId}::${client.clientSecret}`) })],
  ['Basic with a broken escape', () => ({ headers: raw(`${client.clientId}:%zz`) })],
  ['Basic with an escaped NUL', () => ({ headers: raw(`${client.clientId}%00:${client.clientSecret}`) })],
  ['Basic with Latin-1 bytes', () => ({ headers: { Authorization: `Basic ${Buffer.from('é:é', 'latin1').toString('base64')}` } })],
  ['Basic with nothing behind it', () => ({ headers: { Authorization: 'Basic' } })],
  ['Basic that is no base64', () => ({ headers: { Authorization: 'Basic ???' } })],
  ['Basic in base64url', () => ({ headers: { Authorization: `Basic ${Buffer.from('>>>:???').toString('base64url')}` } })],
  ['two Basic headers in one, both good', () => ({ headers: { Authorization: `${basicOf(client).Authorization}, ${basicOf(client).Authorization}` } })],
  ['an empty header', () => ({ form: credentials(client), headers: { Authorization: '' } })],
  ['Bearer', () => ({ headers: { Authorization: `Bearer ${client.clientSecret}` } })],
];

const formType = 'application/x-www-form-urlencoded';
const good = () => new URLSearchParams(credentials(client)).toString();

/** Requests that are no form of one value each, by a client that would have proved itself. */
const malformed: readonly (readonly [string, (form: string) => { body: string | Buffer; headers?: Record<string, string>; query?: string }])[] = [
  ['as JSON', (form) => ({ body: JSON.stringify(Object.fromEntries(new URLSearchParams(form))), headers: { 'Content-Type': 'application/json' } })],
  ['a form that calls itself JSON', (form) => ({ body: form, headers: { 'Content-Type': 'application/json' } })],
  ['a form of no type', (form) => ({ body: form, headers: { 'Content-Type': '' } })],
  ['a form as text', (form) => ({ body: form, headers: { 'Content-Type': 'text/plain' } })],
  ['a form of almost the type', (form) => ({ body: form, headers: { 'Content-Type': `${formType}-2` } })],
  ['two types', (form) => ({ body: form, headers: { 'Content-Type': `application/json, ${formType}` } })],
  ['as multipart', (form) => ({ body: form, headers: { 'Content-Type': 'multipart/form-data; boundary=x' } })],
  ['squeezed', (form) => ({ body: gzipSync(form), headers: { 'Content-Encoding': 'gzip' } })],
  ['client_id twice', (form) => ({ body: `${form}&client_id=${client.clientId}` })],
  ['client_id twice, the empty one first', (form) => ({ body: `client_id=&${form}` })],
  ['client_secret twice, the wrong one first', (form) => ({ body: `client_secret=wrong&${form}` })],
  ['client_secret twice, the wrong one last', (form) => ({ body: `${form}&client_secret=wrong` })],
  ['an unknown parameter twice', (form) => ({ body: `${form}&x=1&x=2` })],
  ['a name that differs by its escape alone', (form) => ({ body: `${form}&client%5fid=${client.clientId}` })],
  ['Basic and the secret in the form', (form) => ({ body: form, headers: basicOf(client) })],
  ["Basic and another client's id in the form", (form) => ({ body: form.replace(/client_id=[^&]*&client_secret=[^&]*/, `client_id=${other.clientId}`), headers: basicOf(client) })],
  ...['client_secret', 'token', 'code', 'device_code', 'refresh_token', 'access_token'].map((name) => [`T7: ${name} in the address`, (form: string) => ({ body: form, query: `?${name}=x` })] as const),
];

const taken = (endpoint: Endpoint) => (endpoint === 'par' ? 201 : 200);

async function send(endpoint: string, request: { body: string | Buffer; headers?: Record<string, string>; query?: string }): Promise<OAuthAnswer> {
  const response = await oauthRoutes.request(`http://localhost/oauth/v4/${endpoint}${request.query ?? ''}`, { method: 'POST', headers: { 'Content-Type': formType, ...request.headers }, body: request.body as BodyInit });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> };
}

describe.each(endpoints)('POST /oauth/v4/%s', (name) => {
  const endpoint = name as Endpoint;
  let question: Form;
  beforeAll(async () => {
    const ask = questions[endpoint];
    if (!ask) throw new Error('This endpoint has no question, so nothing is proved of its refusals.');
    question = await ask();
  });
  const form = () => `${good()}&${new URLSearchParams(question).toString()}`;

  it.each(strangers)('T8, RFC 6749 5.2: %s is invalid_client with a challenge, and leaves nothing', async (_name, stranger) => {
    const { form: sent = {}, headers = {} } = stranger();
    await expectRefusedWithoutTrace(() => post(endpoint, { ...question, ...sent }, headers), 'invalid_client');
  });

  it('T8: unknown, wrong and disabled are told the very same', async () => {
    const sent = [{ client_id: 'nobody', client_secret: 'x' }, withSecret('x'), withSecret(retired), credentials(disabled), credentials(ownerless)];
    const answers = await Promise.all(sent.map((each) => post(endpoint, { ...question, ...each })));
    expect(new Set(answers.map(({ status, body, headers }) => JSON.stringify([status, body, [...headers]]))).size).toBe(1);
  });

  it.each(malformed)('RFC 6749 3.2: %s is invalid_request, and leaves nothing', async (_name, request) => {
    await expectRefusedWithoutTrace(() => send(endpoint, request(form())), 'invalid_request');
  });

  it.each([
    ['a body of a mebibyte', `&a=${'x'.repeat(1024 * 1024)}`],
    ['10,000 parameters', Array.from({ length: 10_000 }, (_, at) => `&p${at}=1`).join('')],
  ])('%s is invalid_request, and leaves nothing', async (_name, more) => {
    // RFC 9126, 2.3, has a status for it; RFC 6749, 5.2, has none.
    await expectRefusedWithoutTrace(() => send(endpoint, { body: `${form()}${more}` }), 'invalid_request', endpoint === 'par' ? 413 : 400);
  });

  it('RFC 6749 3.2: each parameter of its own twice, in either order, is invalid_request', async () => {
    for (const [parameter, value] of Object.entries(question)) {
      for (const body of [`${form()}&${parameter}=x`, `${parameter}=x&${form()}`, `${form()}&${parameter}=${value}`, `${form()}&${parameter}=`]) {
        await expectRefusedWithoutTrace(() => post(endpoint, body), 'invalid_request');
      }
    }
  });

  it('RFC 6749 3.2: each parameter of its own missing or empty is invalid_request, a scope invalid_scope', async () => {
    for (const parameter of Object.keys(question)) {
      const rest: Form = { ...question };
      const code = parameter === 'scope' ? 'invalid_scope' : 'invalid_request';
      delete rest[parameter];
      await expectRefusedWithoutTrace(() => post(endpoint, { ...credentials(client), ...rest }), code);
      await expectRefusedWithoutTrace(() => post(endpoint, { ...credentials(client), ...rest, [parameter]: '' }), code);
    }
  });

  it.each(['utf-7', 'utf-16', 'iso-2022-jp', 'x'.repeat(1000)])('reads a form as UTF-8, whatever charset it claims: %s', async (charset) => {
    const headers = { 'Content-Type': `${formType}; charset=${charset}` };
    expectOAuthRefusal(await send(endpoint, { body: Buffer.from(form(), 'utf16le'), headers }), 'invalid_client');
    expectOAuthRefusal(await send(endpoint, { body: form().replaceAll('_', '+AF8-'), headers }), 'invalid_client');
    expect((await send(endpoint, { body: form(), headers })).status).toBe(taken(endpoint));
  });

  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('RFC 6749 3.2: %s is 405, is not kept, names POST, and nothing of its query is read', async (method) => {
    const answer = await oauthRoutes.request(`http://localhost/oauth/v4/${endpoint}?${form()}`, { method });
    expect([answer.status, answer.headers.get('allow'), answer.headers.get('cache-control')]).toEqual([405, 'POST', 'no-store']);
    expect(await answer.json()).toEqual({ error: 'invalid_request', error_description: 'Use POST.' });
  });

  it('RFC 6749 3.2: 1,000 parameters that nobody knows are ignored, after all of these refusals', async () => {
    const answer = await post(endpoint, `${form()}${Array.from({ length: 1000 }, (_, at) => `&p${at}=1`).join('')}`);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([taken(endpoint), 'no-store']);
  });
});
