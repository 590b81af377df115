import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setTestClock } from '#lib/clock.ts';
import { env } from '#lib/env.ts';
import { oauthRoutes } from '#lib/api/routes/oauth.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { authenticateAccessToken } from '#lib/use-cases/oauth/authenticate-token.ts';
import { createOAuthClient, credentials, post, type TestClient, tokensFor } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
let other: TestClient;
beforeAll(async () => {
  actor = await createSubscriber();
  client = await createOAuthClient();
  other = await createOAuthClient();
});
afterEach(() => setTestClock(null));
const isLive = (token: string) => authenticateAccessToken({ token }).then(() => true, () => false);
const introspect = (of: TestClient, token: string) => post('introspect', { ...credentials(of), token });

describe('revocation (RFC 7009)', () => {
  it('an unknown or malformed token is 200', async () => {
    for (const token of ['nothing', 'hs_at_x', '\u0000', 'x'.repeat(500)]) {
      expect((await post('revoke', { ...credentials(client), token })).status).toBe(200);
    }
  });

  it('a refresh token takes its access tokens with it', async () => {
    const tokens = await tokensFor(actor, client);
    expect((await post('revoke', { ...credentials(client), token: tokens.refresh_token, token_type_hint: 'refresh_token' })).status).toBe(200);
    expect(await isLive(tokens.access_token)).toBe(false);
  });

  it('an access token goes alone, also under the wrong hint', async () => {
    const tokens = await tokensFor(actor, client);
    await post('revoke', { ...credentials(client), token: tokens.access_token, token_type_hint: 'refresh_token' });
    expect(await isLive(tokens.access_token)).toBe(false);
    expect((await introspect(client, tokens.refresh_token)).body.active).toBe(true);
  });

  it("another client's token is untouched", async () => {
    const tokens = await tokensFor(actor, client);
    expect((await post('revoke', { ...credentials(other), token: tokens.access_token })).status).toBe(200);
    expect(await isLive(tokens.access_token)).toBe(true);
  });

  it('needs client authentication and the token in the body', async () => {
    expect((await post('revoke', { token: 'x' })).status).toBe(401);
    expect((await post('revoke', credentials(client))).body.error).toBe('invalid_request');
    const inAddress = await oauthRoutes.request('http://localhost/oauth/v4/revoke?token=x', {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(credentials(client)).toString(),
    });
    expect(inAddress.status).toBe(400);
  });
});

describe('introspection (RFC 7662)', () => {
  it('tells a client of its own live token', async () => {
    const tokens = await tokensFor(actor, client);
    const { body, headers } = await introspect(client, tokens.access_token);
    expect(body).toMatchObject({ active: true, client_id: client.clientId, scope: 'IMMN MIM', token_type: 'Bearer', iss: env.PUBLIC_URL });
    expect(Number(body.exp) - Number(body.iat)).toBe(3600);
    expect(JSON.stringify(body)).not.toContain(actor.subscriberId);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it("another client's, an expired, a revoked and a malformed token are active: false and nothing more", async () => {
    const tokens = await tokensFor(actor, client);
    const revoked = await tokensFor(actor, client);
    await post('revoke', { ...credentials(client), token: revoked.refresh_token });
    expect((await introspect(other, tokens.access_token)).body).toEqual({ active: false });
    expect((await introspect(client, revoked.access_token)).body).toEqual({ active: false });
    expect((await introspect(client, 'nonsense')).body).toEqual({ active: false });
    setTestClock(new Date(Date.now() + 3_601_000));
    expect((await introspect(client, tokens.access_token)).body).toEqual({ active: false });
  });

  it('without client authentication is 401', async () => {
    expect((await post('introspect', { token: 'x' })).status).toBe(401);
  });
});

it('metadata (RFC 8414): issuer is the address, only S256, no implicit, iss is announced', async () => {
  const response = await oauthRoutes.request('http://localhost/.well-known/oauth-authorization-server');
  const metadata = (await response.json()) as Record<string, unknown>;
  expect(metadata).toMatchObject({
    issuer: env.PUBLIC_URL,
    code_challenge_methods_supported: ['S256'],
    response_types_supported: ['code'],
    authorization_response_iss_parameter_supported: true,
    token_endpoint: `${env.PUBLIC_URL}/oauth/v4/token`,
  });
  expect(metadata.grant_types_supported).not.toContain('implicit');
  expect(metadata.grant_types_supported).not.toContain('password');
});
