import { beforeAll, describe, expect, it } from 'vitest';
import { authorizeQuery, basicOf, createOAuthClient, credentials, post, push, type TestClient } from '#tests/support/fixtures/oauth.ts';

let client: TestClient;
beforeAll(async () => {
  client = await createOAuthClient();
});

describe('POST /oauth/v4/par judges as the authorization endpoint does', () => {
  it.each([
    ['a request_uri of a push', { request_uri: 'urn:ietf:params:oauth:request_uri:x' }, 'invalid_request'],
    ['a request_uri of the web', { request_uri: 'https://evil.example/' }, 'invalid_request'],
    ['a request object', { request: 'eyJ' }, 'invalid_request'],
    ['no redirect_uri', { redirect_uri: null }, 'invalid_request'],
    ['an empty redirect_uri', { redirect_uri: '' }, 'invalid_request'],
    ['another redirect_uri', { redirect_uri: 'https://desk.example/callback/' }, 'invalid_request'],
    ['a redirect_uri with a query', { redirect_uri: 'https://desk.example/callback?x=1' }, 'invalid_request'],
    ['no response_type', { response_type: null }, 'invalid_request'],
    ['response_type token', { response_type: 'token' }, 'unsupported_response_type'],
    ['response_mode fragment', { response_mode: 'fragment' }, 'invalid_request'],
    ['no challenge', { code_challenge: null }, 'invalid_request'],
    ['method plain', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['no scope', { scope: null }, 'invalid_scope'],
    ['an unknown scope', { scope: 'ADMIN' }, 'invalid_scope'],
    ['a scope that no subscriber gives', { scope: 'NOTIFICATIONCHANNEL' }, 'invalid_scope'],
    ['a state longer than any', { state: 'x'.repeat(7000) }, 'invalid_request'],
  ])('%s', async (_name, changes, error) => {
    const answer = await push(client, changes);
    expect([answer.status, answer.body.error]).toEqual([400, error]);
    expect(answer.body).not.toHaveProperty('request_uri');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('T3: a scope the app is not registered for', async () => {
    expect((await push(await createOAuthClient({ scopes: ['MIM'] }), { scope: 'IMMN' })).body.error).toBe('invalid_scope');
  });

  it.each(['scope', 'redirect_uri', 'client_id', 'state'])('%s sent twice', async (name) => {
    const form = new URLSearchParams({ ...Object.fromEntries(authorizeQuery(client)), ...credentials(client) });
    form.append(name, form.get(name) ?? '');
    const answer = await post('par', form.toString());
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
  });

  it('a client_id that is not the one that authenticates, and two ways of authenticating', async () => {
    const other = await createOAuthClient();
    const form = Object.fromEntries(authorizeQuery(other));
    expect((await post('par', form, basicOf(client))).body.error).toBe('invalid_request');
    expect((await post('par', { ...form, ...credentials(client) }, basicOf(client))).body.error).toBe('invalid_request');
  });

  it('is not for the classic profile', async () => {
    const answer = await push(await createOAuthClient({ profile: 'classic' }));
    expect([answer.status, answer.body.error]).toEqual([400, 'unauthorized_client']);
  });
});
