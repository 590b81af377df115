import { beforeAll, describe, expect, it } from 'vitest';
import { env } from '#lib/env.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { consentCsrfToken } from '#lib/use-cases/consent/consent-csrf.ts';
import { denyConsent } from '#lib/use-cases/consent/decide-consent.ts';
import { getConsentAsk } from '#lib/use-cases/consent/get-consent-ask.ts';
import { beginAuthorization } from '#lib/use-cases/oauth/begin-authorization.ts';
import { allow, authorizeQuery, begin, browserId, challenge, createOAuthClient, redirectUri, someLine, type TestClient } from '#tests/support/fixtures/oauth.ts';
import { storedGrants } from '#tests/support/fixtures/oauth-refusals.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
let classic: TestClient;
beforeAll(async () => {
  actor = await createSubscriber();
  [client, classic] = [await createOAuthClient(), await createOAuthClient({ profile: 'classic' })];
});

/** The answer at the redirect URI: error, state and iss, nothing else, and nothing is kept of the request. */
async function errorOf(query: URLSearchParams, signedIn = true): Promise<string | null> {
  const before = await storedGrants();
  const begun = await beginAuthorization({ query, browserId, actor: signedIn ? someLine() : null, address: null });
  expect(await storedGrants()).toEqual(before);
  if (!('location' in begun)) throw new Error(JSON.stringify(begun));
  // Nobody is led to a registered address by a link of ours alone (RFC 9700, 4.11.2).
  expect(begun.outcome).toBe(signedIn || /\bnone\b/.test(query.get('prompt') ?? '') ? 'answer' : 'mistake');
  expect(begun.location.startsWith(`${redirectUri}?`)).toBe(true);
  const answer = new URL(begun.location).searchParams;
  const state = query.get('state');
  const fits = state !== null && state.length <= 6000 && !state.includes('\u0000');
  expect([...answer.keys()].toSorted()).toEqual(['error', 'error_description', 'iss', ...(fits ? ['state'] : [])]);
  expect([answer.get('iss'), answer.get('state')]).toEqual([env.PUBLIC_URL, fits ? state : null]);
  expect(answer.get('error_description')).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/);
  return answer.get('error');
}

describe('RFC 6749 4.1.2.1: nobody to answer to', () => {
  const ids: readonly (readonly [string, (id: string) => string | null])[] = [
    ['none', () => null],
    ['an empty one', () => ''],
    ['an unknown one', () => 'nobody'],
    ['one in capitals', (id) => id.toUpperCase()],
    ['one with a space', (id) => `${id} `],
    ['one with a NUL', (id) => `${id}\u0000`],
    ['one with a line end', (id) => `${id}\r\nX: y`],
    ['a look-alike', (id) => id.replace('a', 'а')],
    ['one with SQL', (id) => `${id}'; --`],
    ['one with markup', () => '<script>alert(1)</script>'],
    ['one of 10,000 letters', () => 'x'.repeat(10_000)],
    ['the row instead of the id', () => client.id],
  ];
  it.each(ids)('client_id: %s is refused without a redirect', async (_name, id) => {
    const before = await storedGrants();
    expect(await begin(authorizeQuery(client, { client_id: id(client.clientId) }))).toEqual({ outcome: 'refused', reason: 'unknown-client' });
    expect(await storedGrants()).toEqual(before);
  });

  it.each([
    ['disabled', (of: TestClient) => getPrisma().client.update({ where: { id: of.id }, data: { disabledAt: new Date() } })],
    ['deleted', (of: TestClient) => getPrisma().client.delete({ where: { id: of.id } })],
    ['of a disabled account', (of: TestClient) => getPrisma().account.update({ where: { id: of.accountId }, data: { disabledAt: new Date() } })],
  ] as const)('a client that is %s is refused without a redirect', async (_name, end) => {
    const gone = await createOAuthClient();
    await end(gone);
    expect(await begin(authorizeQuery(gone))).toEqual({ outcome: 'refused', reason: 'unknown-client' });
  });

  it('two client_id are refused without a redirect, in either order', async () => {
    const other = await createOAuthClient();
    for (const [one, two] of [[client.clientId, other.clientId], [other.clientId, client.clientId], [client.clientId, client.clientId], [client.clientId, ''], ['', client.clientId]] as const) {
      const query = authorizeQuery(client, { client_id: one });
      query.append('client_id', two);
      expect(await begin(query)).toEqual({ outcome: 'refused', reason: 'duplicate' });
    }
  });
});

/** What both profiles are told. */
const refused: readonly (readonly [string, Record<string, string | null>, string])[] = [
  ['response_type token', { response_type: 'token' }, 'unsupported_response_type'],
  ['response_type id_token', { response_type: 'id_token' }, 'unsupported_response_type'],
  ['response_type code token', { response_type: 'code token' }, 'unsupported_response_type'],
  ['response_type in capitals', { response_type: 'CODE' }, 'unsupported_response_type'],
  ['response_type with a NUL', { response_type: 'code\u0000' }, 'unsupported_response_type'],
  ['an empty response_type', { response_type: '' }, 'unsupported_response_type'],
  ['method plain', { code_challenge: challenge, code_challenge_method: 'plain' }, 'invalid_request'],
  ['method s256 in small letters', { code_challenge: challenge, code_challenge_method: 's256' }, 'invalid_request'],
  ['a challenge without a method, which means plain', { code_challenge: challenge, code_challenge_method: null }, 'invalid_request'],
  ['a method without a challenge', { code_challenge: null, code_challenge_method: 'S256' }, 'invalid_request'],
  ['an empty challenge', { code_challenge: '', code_challenge_method: 'S256' }, 'invalid_request'],
  ['a challenge that is too short', { code_challenge: 'a'.repeat(42), code_challenge_method: 'S256' }, 'invalid_request'],
  ['a challenge that is too long', { code_challenge: 'a'.repeat(129), code_challenge_method: 'S256' }, 'invalid_request'],
  ['a challenge with bad characters', { code_challenge: `${challenge.slice(1)}!`, code_challenge_method: 'S256' }, 'invalid_request'],
  ['a padded challenge', { code_challenge: `${challenge}=`, code_challenge_method: 'S256' }, 'invalid_request'],
  ['a challenge with a line end', { code_challenge: `${challenge}\n`, code_challenge_method: 'S256' }, 'invalid_request'],
  ['an unknown scope', { scope: 'IMMN,ADMIN' }, 'invalid_scope'],
  ['an empty scope', { scope: '' }, 'invalid_scope'],
  ['a scope of commas', { scope: ' , ,' }, 'invalid_scope'],
  ['no scope', { scope: null }, 'invalid_scope'],
  ['a scope in small letters', { scope: 'immn' }, 'invalid_scope'],
  ['a look-alike scope', { scope: 'ІMMN' }, 'invalid_scope'],
  ['a scope with a NUL', { scope: 'IMMN\u0000' }, 'invalid_scope'],
  ['a scope that no subscriber gives', { scope: 'NOTIFICATIONCHANNEL' }, 'invalid_scope'],
  ['10,000 scopes', { scope: Array.from({ length: 10_000 }, (_, at) => `s${at}`).join(' ') }, 'invalid_scope'],
  ['a request by reference to an address', { request_uri: 'https://evil.example/' }, 'invalid_request'],
  ['a request object', { request: 'eyJ' }, 'invalid_request'],
  ['response_mode fragment', { response_mode: 'fragment' }, 'invalid_request'],
  ['response_mode form_post', { response_mode: 'form_post' }, 'invalid_request'],
  ['a state longer than any', { state: 'x'.repeat(7000) }, 'invalid_request'],
  ['a state with a NUL', { state: 'x\u0000' }, 'invalid_request'],
];

describe.each(['modern', 'classic'] as const)('RFC 6749 4.1.2.1: a %s client is answered', (profile) => {
  const of = () => (profile === 'modern' ? client : classic);

  it.each(refused)('%s', async (_name, changes, error) => expect(await errorOf(authorizeQuery(of(), changes))).toBe(error));

  it.each(['response_type', 'scope', 'state', 'code_challenge', 'code_challenge_method', 'response_mode', 'prompt', 'request'])('two %s are invalid_request, also when they are the same', async (name) => {
    for (const [one, two] of [['x', 'y'], ['y', 'x'], ['x', 'x'], ['x', '']] as const) {
      const query = authorizeQuery(of(), { [name]: one });
      query.append(name, two);
      expect(await errorOf(query)).toBe('invalid_request');
    }
  });

  it('T3: a scope the client is not registered for is invalid_scope, alone or with another', async () => {
    const reader = await createOAuthClient({ profile, scopes: ['MIM'] });
    for (const scope of ['IMMN', 'MIM IMMN', 'IMMN,MIM']) expect(await errorOf(authorizeQuery(reader, { scope }))).toBe('invalid_scope');
  });

  it.each(['none login', 'none consent', 'select_account none', 'create', 'None', 'login,consent', '<b>'])('prompt=%s is invalid_request, signed in or not', async (prompt) => {
    const query = authorizeQuery(of(), { prompt });
    expect([await errorOf(query, false), await errorOf(query)]).toEqual(['invalid_request', 'invalid_request']);
  });

  it('prompt=none is login_required without a session, and consent_required with one', async () => {
    const query = authorizeQuery(of(), { prompt: 'none' });
    expect([await errorOf(query, false), await errorOf(query)]).toEqual(['login_required', 'consent_required']);
  });
});

describe('a modern client alone is answered', () => {
  it.each([
    ['no response_type', { response_type: null }],
    ['no challenge and no method', { code_challenge: null, code_challenge_method: null }],
  ])('%s: invalid_request', async (_name, changes) => expect(await errorOf(authorizeQuery(client, changes))).toBe('invalid_request'));

  it('parameters in other capitals are not read', async () => {
    const query = authorizeQuery(client, { response_type: null });
    query.append('Response_Type', 'code');
    expect(await errorOf(query)).toBe('invalid_request');
  });

  it('10,000 parameters that nobody knows are ignored', async () => {
    const query = authorizeQuery(client);
    for (let at = 0; at < 10_000; at += 1) query.append(`p${at}`, '1');
    expect(await begin(query)).toMatchObject({ outcome: 'ask' });
  });
});

describe('RFC 6749 4.1.2: state', () => {
  const every = Array.from({ length: 0xff }, (_, at) => String.fromCodePoint(at + 1)).join('');
  it.each([
    ['with every byte but NUL', every],
    ['of 4 KB', Array.from({ length: 4096 }, (_, at) => String.fromCharCode(33 + (at % 94))).join('')],
    ['with markup', '"><script>alert(1)</script>'],
    ['that looks like an answer', 'x&code=evil&iss=https://evil.example#code=evil'],
    ['with line ends', 'x\r\nLocation: https://evil.example/'],
    ['with signs beyond the plane', '😀\u202e\ufeff'],
    ['that is empty', ''],
  ])('%s comes back as it was, with an error, a refusal and a code', async (_name, state) => {
    expect(await errorOf(authorizeQuery(client, { state, scope: 'x' }))).toBe('invalid_scope');
    const begun = await begin(authorizeQuery(client, { state }));
    const { requestId } = begun as { requestId: string };
    await getConsentAsk({ actor, requestId, browserId });
    const denied = new URL(await denyConsent({ actor, requestId, browserId, csrfToken: consentCsrfToken({ requestId, sessionId: actor.sessionId }) }));
    const allowed = await allow(actor, authorizeQuery(client, { state }));
    for (const [answer, name] of [[denied, 'error'], [allowed, 'code']] as const) {
      expect([answer.origin + answer.pathname, answer.searchParams.getAll('state'), answer.searchParams.getAll(name).length, answer.hash]).toEqual([redirectUri, [state], 1, '']);
      expect(answer.searchParams.getAll('iss')).toEqual([env.PUBLIC_URL]);
    }
  });
});
