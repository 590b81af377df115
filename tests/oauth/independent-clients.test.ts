import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { beforeAll, describe, expect, it } from 'vitest';
import { env } from '#lib/env.ts';
import { oauthRoutes } from '#lib/api/routes/oauth.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { afterInterval, allowDevice, openQuestion } from '#tests/support/fixtures/devices.ts';
import { allow, createOAuthClient, holderOf, redirectUri, type TestClient } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

/** Other people's OAuth clients, pointed at our endpoints in this process. */
const inProcess = async (url: string, init?: object) => oauthRoutes.request(url, init as RequestInit);

let actor: SubscriberActor;
let client: TestClient;
beforeAll(async () => {
  actor = await createSubscriber();
  client = await createOAuthClient({ deviceGrant: true });
});

describe('openid-client', () => {
  it('asks for a device, polls until it is allowed, and reads the tokens (RFC 8628)', async () => {
    const config = await openid.discovery(new URL(env.PUBLIC_URL), client.clientId, client.clientSecret, openid.ClientSecretBasic(client.clientSecret), {
      algorithm: 'oauth2',
      execute: [openid.allowInsecureRequests],
      [openid.customFetch]: inProcess,
    });
    const begun = await openid.initiateDeviceAuthorization(config, { scope: 'MIM', device_name: 'Television' });
    expect(begun).toMatchObject({ expires_in: 600, interval: 5, verification_uri: `${env.PUBLIC_URL}/device` });
    await allowDevice(await openQuestion(actor, { userCode: begun.user_code }));
    // The library waits for its interval first; a device may be told a shorter one.
    const tokens = await openid.pollDeviceAuthorizationGrant(config, { ...begun, interval: 0.01 });
    expect(tokens.scope).toBe('MIM');
    await expect(holderOf(tokens.access_token)).resolves.toMatchObject({ msisdn: actor.msisdn, scopes: ['MIM'] });
    await expect(openid.pollDeviceAuthorizationGrant(config, { ...begun, interval: 0.01 })).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('discovers, authorizes with PKCE, state and iss, refreshes, introspects and revokes', async () => {
    const config = await openid.discovery(new URL(env.PUBLIC_URL), client.clientId, client.clientSecret, openid.ClientSecretPost(client.clientSecret), {
      algorithm: 'oauth2',
      execute: [openid.allowInsecureRequests],
      [openid.customFetch]: inProcess,
    });
    const pkceCodeVerifier = openid.randomPKCECodeVerifier();
    const expectedState = openid.randomState();
    const url = openid.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: 'IMMN MIM',
      state: expectedState,
      code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    });
    const answer = await allow(actor, url.searchParams);
    const tokens = await openid.authorizationCodeGrant(config, answer, { pkceCodeVerifier, expectedState });
    expect(tokens.expiresIn()).toBeGreaterThan(3590);
    await expect(holderOf(tokens.access_token)).resolves.toMatchObject({ msisdn: actor.msisdn });
    const next = await openid.refreshTokenGrant(config, tokens.refresh_token ?? '');
    expect(await openid.tokenIntrospection(config, next.access_token)).toMatchObject({ active: true, client_id: client.clientId });
    await openid.tokenRevocation(config, next.refresh_token ?? '');
    expect(await openid.tokenIntrospection(config, next.access_token)).toEqual({ active: false });
  });
});

describe('oauth4webapi', () => {
  const options = { [oauth.allowInsecureRequests]: true, [oauth.customFetch]: inProcess };

  it('accepts our metadata, our answers and our refusals', async () => {
    const issuer = new URL(env.PUBLIC_URL);
    const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { ...options, algorithm: 'oauth2' }));
    const own: oauth.Client = { client_id: client.clientId };
    const authentication = oauth.ClientSecretBasic(client.clientSecret);
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const answer = await allow(
      actor,
      new URLSearchParams({ client_id: client.clientId, redirect_uri: redirectUri, response_type: 'code', scope: 'IMMN', state, code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }),
      ['IMMN'],
    );
    const parameters = oauth.validateAuthResponse(server, own, answer, state);
    const response = await oauth.authorizationCodeGrantRequest(server, own, authentication, parameters, redirectUri, verifier, options);
    const tokens = await oauth.processAuthorizationCodeResponse(server, own, response);
    expect(tokens.scope).toBe('IMMN');
    const again = await oauth.authorizationCodeGrantRequest(server, own, authentication, parameters, redirectUri, verifier, options);
    await expect(oauth.processAuthorizationCodeResponse(server, own, again)).rejects.toMatchObject({ error: 'invalid_grant', status: 400 });
    const wrong = await oauth.clientCredentialsGrantRequest(server, own, oauth.ClientSecretBasic('wrong'), {}, options);
    await expect(oauth.processClientCredentialsResponse(server, own, wrong)).rejects.toMatchObject({ name: expect.stringMatching(/WWWAuthenticateChallengeError|ResponseBodyError/) });
  });

  it('accepts the answers of a device, each refusal with its code (RFC 8628)', async () => {
    const issuer = new URL(env.PUBLIC_URL);
    const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { ...options, algorithm: 'oauth2' }));
    const own: oauth.Client = { client_id: client.clientId };
    const authentication = oauth.ClientSecretPost(client.clientSecret);
    const begun = await oauth.processDeviceAuthorizationResponse(server, own, await oauth.deviceAuthorizationRequest(server, own, authentication, { scope: 'IMMN,MIM' }, options));
    const polled = async () => oauth.processDeviceCodeResponse(server, own, await oauth.deviceCodeGrantRequest(server, own, authentication, begun.device_code, options));
    await expect(polled()).rejects.toMatchObject({ error: 'authorization_pending', status: 400 });
    await expect(polled()).rejects.toMatchObject({ error: 'slow_down', status: 400 });
    await allowDevice(await openQuestion(actor, { userCode: begun.user_code }), ['MIM']);
    await afterInterval();
    expect((await polled()).scope).toBe('MIM');
    await expect(polled()).rejects.toMatchObject({ error: 'invalid_grant', status: 400 });
  });
});
