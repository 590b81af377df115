import { beforeAll, describe, expect, it } from 'vitest';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { allow, authorizeQuery, createOAuthClient, credentials, holderOf, post, redirectUri, refreshForm, type TestClient } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
beforeAll(async () => {
  actor = await createSubscriber();
  client = await createOAuthClient({ profile: 'classic' });
});

describe('classic profile: what old clients send', () => {
  it('wire 0.1: goes from authorize with client_id and scope alone to tokens without redirect_uri', async () => {
    const answer = await allow(actor, new URLSearchParams({ client_id: client.clientId, scope: 'MIM,IMMN' }));
    expect(answer.href.startsWith(`${redirectUri}?code=`)).toBe(true);
    expect(answer.searchParams.has('state')).toBe(false);
    const tokens = await post('token', { ...credentials(client), grant_type: 'authorization_code', code: answer.searchParams.get('code') ?? '' });
    expect(tokens.body).toMatchObject({ expires_in: 172_800, refresh_token: expect.any(String), token_type: 'Bearer' });
    await expect(holderOf(String(tokens.body.access_token))).resolves.toMatchObject({ scopes: ['IMMN', 'MIM'] });
    const refreshed = await post('token', refreshForm(client, String(tokens.body.refresh_token)));
    expect(refreshed.body).toMatchObject({ expires_in: 172_800, refresh_token: expect.any(String) });
  });

  it('keeps the query it adds to its redirect_uri, and appends to it', async () => {
    const answer = await allow(actor, authorizeQuery(client, { redirect_uri: `${redirectUri}?scope=MIM&returnUrl=x` }));
    expect(answer.href.startsWith(`${redirectUri}?scope=MIM&returnUrl=x&code=`)).toBe(true);
  });

  it('accepts redirect_url, the scope on the token call and custom_param', async () => {
    const answer = await allow(actor, authorizeQuery(client, { redirect_url: redirectUri, custom_param: 'bypass_onnetwork_auth,suppress_landing_page' }));
    const tokens = await post('token', { ...credentials(client), grant_type: 'authorization_code', code: answer.searchParams.get('code') ?? '', scope: 'MIM' });
    expect(tokens.status).toBe(200);
  });

  it('every token answer has a refresh_token and a numeric expires_in, client_credentials too', async () => {
    const answer = await post('token', { ...credentials(client), grant_type: 'client_credentials', scope: 'NOTIFICATIONCHANNEL' });
    expect(answer.body).toMatchObject({ expires_in: 172_800, refresh_token: expect.any(String) });
    await expect(holderOf(String(answer.body.access_token))).resolves.toMatchObject({ kind: 'client', clientId: client.id, scopes: ['NOTIFICATIONCHANNEL'] });
    expect((await post('token', refreshForm(client, String(answer.body.refresh_token)))).body).toMatchObject({ expires_in: 172_800 });
  });

  it('PKCE is honoured where a challenge was sent', async () => {
    const { challenge } = await import('#tests/support/fixtures/oauth.ts');
    const answer = await allow(actor, authorizeQuery(client, { code_challenge: challenge, code_challenge_method: 'S256' }));
    const tokens = await post('token', { ...credentials(client), grant_type: 'authorization_code', code: answer.searchParams.get('code') ?? '' });
    expect(tokens.body.error).toBe('invalid_grant');
  });
});
