import { beforeAll, describe, expect, it } from 'vitest';
import { env } from '#lib/env.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { newId } from '#lib/ids.ts';
import { consentCsrfToken } from '#lib/use-cases/consent/consent-csrf.ts';
import { allowConsent, denyConsent } from '#lib/use-cases/consent/decide-consent.ts';
import { getConsentAsk } from '#lib/use-cases/consent/get-consent-ask.ts';
import { beginAuthorization } from '#lib/use-cases/oauth/begin-authorization.ts';
import { allow, authorizeQuery, begin, browserId, challenge, createOAuthClient, redirectUri, type TestClient } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
beforeAll(async () => {
  actor = await createSubscriber();
  client = await createOAuthClient();
});

describe('T4: redirect_uri', () => {
  const variants: readonly string[] = [
    'https://desk.example/callback/', 'https://desk.example/callbac', 'https://desk.example/callback2', 'https://desk.example/Callback',
    'https://DESK.example/callback', 'https://desk.example/./callback', 'https://desk.example/a/../callback', 'https://desk.example/%2e/callback',
    'https://desk.example/callback%2e', 'https://evil.example@desk.example/callback', 'https://desk.example@evil.example/callback',
    'https://desk.example/callback#x', 'https://desk.example/callback?x=1', 'https://desk.example:8443/callback', 'https://desk.example:443/callback',
    'https://desk.example//callback', 'https:\\\\desk.example\\callback', 'https://dеsk.example/callback', 'https://desk.example/callback\t',
    'https://desk.example/callback\r\nX: y', 'javascript:alert(1)', 'data:text/html,x', 'http://desk.example/callback', '//desk.example/callback',
    'https://desk.example/callback\u0000', 'http://localhost/callback', 'http://127.0.0.1/callback', '', 'https://sub.desk.example/callback',
  ];
  it.each(variants.map((uri) => [JSON.stringify(uri), uri]))('%s is refused without a redirect', async (_name, uri) => {
    expect(await begin(authorizeQuery(client, { redirect_uri: uri }))).toEqual({ outcome: 'refused', reason: 'redirect-uri' });
  });

  it('two of them, or an array, are refused without a redirect', async () => {
    const twice = authorizeQuery(client);
    twice.append('redirect_uri', 'https://evil.example/');
    expect(await begin(twice)).toEqual({ outcome: 'refused', reason: 'duplicate' });
    const array = authorizeQuery(client, { redirect_uri: null });
    array.append('redirect_uri[]', redirectUri);
    expect(await begin(array)).toEqual({ outcome: 'refused', reason: 'redirect-uri' });
  });

  it('a modern client must name it', async () => {
    expect(await begin(authorizeQuery(client, { redirect_uri: null }))).toMatchObject({ outcome: 'refused' });
  });

  it('an unknown, doubled or disabled client is refused without a redirect', async () => {
    expect(await begin(authorizeQuery(client, { client_id: 'nobody' }))).toEqual({ outcome: 'refused', reason: 'unknown-client' });
    expect(await begin(authorizeQuery(client, { client_id: "x'; --" }))).toEqual({ outcome: 'refused', reason: 'unknown-client' });
    const twice = authorizeQuery(client);
    twice.append('client_id', client.clientId);
    expect(await begin(twice)).toEqual({ outcome: 'refused', reason: 'duplicate' });
    const disabled = await createOAuthClient();
    await getPrisma().client.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } });
    expect(await begin(authorizeQuery(disabled))).toEqual({ outcome: 'refused', reason: 'unknown-client' });
  });
});

describe('authorization request, answered at the redirect_uri', () => {
  const refused: readonly (readonly [string, Record<string, string | null>, string])[] = [
    ['response_type token', { response_type: 'token' }, 'unsupported_response_type'],
    ['response_type id_token', { response_type: 'id_token' }, 'unsupported_response_type'],
    ['no response_type', { response_type: null }, 'invalid_request'],
    ['no challenge', { code_challenge: null }, 'invalid_request'],
    ['no challenge and no method', { code_challenge: null, code_challenge_method: null }, 'invalid_request'],
    ['method plain', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['no method, which means plain', { code_challenge_method: null }, 'invalid_request'],
    ['a challenge that is too short', { code_challenge: 'a'.repeat(42) }, 'invalid_request'],
    ['a challenge that is too long', { code_challenge: 'a'.repeat(129) }, 'invalid_request'],
    ['a challenge with bad characters', { code_challenge: `${challenge.slice(1)}!` }, 'invalid_request'],
    ['an unknown scope', { scope: 'IMMN,ADMIN' }, 'invalid_scope'],
    ['an empty scope', { scope: '' }, 'invalid_scope'],
    ['no scope', { scope: null }, 'invalid_scope'],
    ['a scope that no subscriber gives', { scope: 'NOTIFICATIONCHANNEL' }, 'invalid_scope'],
    ['a request object', { request: 'eyJ' }, 'invalid_request'],
    ['a request by reference', { request_uri: 'https://evil.example/' }, 'invalid_request'],
    ['response_mode fragment', { response_mode: 'fragment' }, 'invalid_request'],
    ['a state longer than any', { state: 'x'.repeat(7000) }, 'invalid_request'],
  ];
  it.each(refused)('%s', async (_name, changes, error) => {
    const begun = await begin(authorizeQuery(client, changes));
    expect(begun.outcome).toBe('answer');
    const location = new URL((begun as { location: string }).location);
    expect(location.origin + location.pathname).toBe(redirectUri);
    expect(location.searchParams.get('error')).toBe(error);
    expect(location.searchParams.get('iss')).toBe(env.PUBLIC_URL);
    expect([...location.searchParams.keys()].filter((name) => !['error', 'error_description', 'state', 'iss'].includes(name))).toEqual([]);
  });

  it('a doubled scope is an error with the state', async () => {
    const query = authorizeQuery(client);
    query.append('scope', 'MIM');
    const begun = await begin(query);
    const answer = new URL((begun as { location: string }).location).searchParams;
    expect([answer.get('error'), answer.get('state')]).toEqual(['invalid_request', 'xyz']);
  });

  it('T3: a scope the client is not registered for is invalid_scope', async () => {
    const reader = await createOAuthClient({ scopes: ['MIM'] });
    const begun = await begin(authorizeQuery(reader, { scope: 'IMMN' }));
    expect(new URL((begun as { location: string }).location).searchParams.get('error')).toBe('invalid_scope');
  });

  it('prompt=none answers login_required without a session', async () => {
    const begun = await beginAuthorization({ query: authorizeQuery(client, { prompt: 'none' }), browserId, signedIn: false });
    expect(new URL((begun as { location: string }).location).searchParams.get('error')).toBe('login_required');
  });

  it('a state of 4 KB comes back byte for byte, a missing one stays missing', async () => {
    const state = Array.from({ length: 4096 }, (_, index) => String.fromCharCode(33 + (index % 94))).join('');
    expect((await allow(actor, authorizeQuery(client, { state }))).searchParams.get('state')).toBe(state);
    expect((await allow(actor, authorizeQuery(client, { state: null }))).searchParams.has('state')).toBe(false);
  });

  it('success carries code, state and iss (RFC 9207), and nothing else', async () => {
    const answer = await allow(actor, authorizeQuery(client));
    expect([...answer.searchParams.keys()].sort()).toEqual(['code', 'iss', 'state']);
    expect(answer.searchParams.get('iss')).toBe(env.PUBLIC_URL);
  });
});

describe('T2: the decision', () => {
  async function ask(): Promise<string> {
    const begun = await begin(authorizeQuery(client));
    if (begun.outcome !== 'ask') throw new Error('not asked');
    await getConsentAsk({ actor, requestId: begun.requestId, browserId });
    return begun.requestId;
  }
  const decision = (requestId: string, changes: Partial<Parameters<typeof allowConsent>[0]> = {}) => ({
    actor, requestId, browserId, csrfToken: consentCsrfToken({ requestId, sessionId: actor.sessionId }), scopes: ['IMMN'], term: { until: '30', end: null }, userAgent: '', ...changes,
  });

  it('denied: access_denied with iss, and no grant', async () => {
    const other = await createOAuthClient();
    const begun = await begin(authorizeQuery(other));
    const requestId = (begun as { requestId: string }).requestId;
    await getConsentAsk({ actor, requestId, browserId });
    const answer = new URL(await denyConsent(decision(requestId))).searchParams;
    expect([answer.get('error'), answer.get('iss'), answer.get('state')]).toEqual(['access_denied', env.PUBLIC_URL, 'xyz']);
    expect(await getPrisma().consentGrant.count({ where: { clientId: other.id } })).toBe(0);
  });

  it('a decision is made once', async () => {
    const requestId = await ask();
    await allowConsent(decision(requestId));
    await expect(allowConsent(decision(requestId))).rejects.toMatchObject({ code: 'not-found' });
    await expect(denyConsent(decision(requestId))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('of ten decisions at the same time one counts', async () => {
    const requestId = await ask();
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => allowConsent(decision(requestId))));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('T24: another session, another browser, another person or no token decides nothing', async () => {
    const requestId = await ask();
    const stranger = await createSubscriber();
    for (const changes of [
      { csrfToken: '' },
      { csrfToken: consentCsrfToken({ requestId, sessionId: newId() }) },
      { csrfToken: consentCsrfToken({ requestId: newId(), sessionId: actor.sessionId }) },
      { browserId: 'c'.repeat(43) },
      { browserId: null },
      { actor: stranger, csrfToken: consentCsrfToken({ requestId, sessionId: stranger.sessionId }) },
    ]) {
      await expect(allowConsent(decision(requestId, changes))).rejects.toMatchObject({ code: expect.stringMatching(/^(forbidden|not-found)$/) });
    }
    await expect(allowConsent(decision(requestId))).resolves.toContain('code=');
  });

  it('scopes that were not asked for cannot be added to the post', async () => {
    const narrow = await createOAuthClient();
    const begun = await begin(authorizeQuery(narrow, { scope: 'IMMN' }));
    const requestId = (begun as { requestId: string }).requestId;
    await getConsentAsk({ actor, requestId, browserId });
    await allowConsent(decision(requestId, { scopes: ['IMMN', 'MIM', 'NOTIFICATIONCHANNEL'] }));
    const grant = await getPrisma().consentGrant.findFirstOrThrow({ where: { clientId: narrow.id } });
    expect(grant.scopes).toEqual(['IMMN']);
  });

  it('no scope chosen comes back as a problem of the field, and nothing is used up', async () => {
    const requestId = await ask();
    await expect(allowConsent(decision(requestId, { scopes: [] }))).rejects.toMatchObject({ code: 'invalid-value', field: 'scope' });
    await expect(allowConsent(decision(requestId, { term: { until: 'date', end: '2020-01-01' } }))).rejects.toMatchObject({ code: 'invalid-value', field: 'end' });
    await expect(allowConsent(decision(requestId))).resolves.toContain('code=');
  });
});
