import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { beforeAll, describe, expect, it } from 'vitest';
import { createApiApp } from '#lib/api/app.ts';
import { env } from '#lib/env.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { allow, createOAuthClient, redirectUri, type TestClient } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

/** Other people's clients, which know the standards and nothing of us, against the whole API in this process. */
const app = createApiApp();
const inProcess = async (url: string, init?: object) => app.request(url, init as RequestInit);
const resource = new URL(`${env.PUBLIC_URL}/myMessages/v2/messages/index/info`);
const ways = [
  { name: 'with PAR', par: true, dpop: false },
  { name: 'with DPoP', par: false, dpop: true },
  { name: 'with PAR and DPoP', par: true, dpop: true },
] as const;

let actor: SubscriberActor;
beforeAll(async () => {
  actor = await createSubscriber();
});

/** An app that must do what the test does: nothing works by accident. */
async function demanding({ par, dpop }: { par: boolean; dpop: boolean }): Promise<TestClient> {
  const client = await createOAuthClient();
  await getPrisma().client.update({ where: { id: client.id }, data: { requirePar: par, requireDpop: dpop } });
  return client;
}

describe.each(ways)('openid-client $name', (way) => {
  it('goes through code, call, refresh, introspection and revocation', async () => {
    const client = await demanding(way);
    const config = await openid.discovery(new URL(env.PUBLIC_URL), client.clientId, client.clientSecret, openid.ClientSecretBasic(client.clientSecret), {
      algorithm: 'oauth2',
      execute: [openid.allowInsecureRequests],
      [openid.customFetch]: inProcess,
    });
    const DPoP = way.dpop ? openid.getDPoPHandle(config, await openid.randomDPoPKeyPair()) : undefined;
    const pkceCodeVerifier = openid.randomPKCECodeVerifier();
    const expectedState = openid.randomState();
    const question = { redirect_uri: redirectUri, scope: 'IMMN MIM', state: expectedState, code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier), code_challenge_method: 'S256' };
    const url = way.par ? await openid.buildAuthorizationUrlWithPAR(config, question, { DPoP }) : openid.buildAuthorizationUrl(config, question);
    expect(url.searchParams.has('request_uri')).toBe(way.par);
    const tokens = await openid.authorizationCodeGrant(config, await allow(actor, url.searchParams), { pkceCodeVerifier, expectedState }, undefined, { DPoP });
    expect(tokens.token_type).toBe(way.dpop ? 'dpop' : 'bearer');
    const call = (token: string) => openid.fetchProtectedResource(config, token, resource, 'GET', null, undefined, { DPoP });
    expect((await call(tokens.access_token)).status).toBe(200);
    const next = await openid.refreshTokenGrant(config, tokens.refresh_token ?? '', undefined, { DPoP });
    expect((await call(next.access_token)).status).toBe(200);
    const seen = await openid.tokenIntrospection(config, next.access_token);
    expect(seen).toMatchObject({ active: true, token_type: way.dpop ? 'DPoP' : 'Bearer', ...(DPoP ? { cnf: { jkt: await DPoP.calculateThumbprint() } } : {}) });
    await openid.tokenRevocation(config, next.refresh_token ?? '');
    await expect(call(next.access_token)).rejects.toMatchObject({ status: 401 });
  });
});

describe.each(ways)('oauth4webapi $name', (way) => {
  it('goes through code, call, refresh, introspection and revocation', async () => {
    const client = await demanding(way);
    const options = { [oauth.allowInsecureRequests]: true, [oauth.customFetch]: inProcess };
    const issuer = new URL(env.PUBLIC_URL);
    const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { ...options, algorithm: 'oauth2' }));
    const own: oauth.Client = { client_id: client.clientId };
    const authentication = oauth.ClientSecretPost(client.clientSecret);
    const DPoP = way.dpop ? oauth.DPoP(own, await oauth.generateKeyPair('EdDSA')) : undefined;
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const question = { client_id: client.clientId, redirect_uri: redirectUri, response_type: 'code', scope: 'MIM', state, code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' };
    let query = new URLSearchParams(question);
    if (way.par) {
      const pushed = await oauth.processPushedAuthorizationResponse(server, own, await oauth.pushedAuthorizationRequest(server, own, authentication, question, { ...options, DPoP }));
      query = new URLSearchParams({ client_id: client.clientId, request_uri: pushed.request_uri });
    }
    const parameters = oauth.validateAuthResponse(server, own, await allow(actor, query, ['MIM']), state);
    const tokens = await oauth.processAuthorizationCodeResponse(server, own, await oauth.authorizationCodeGrantRequest(server, own, authentication, parameters, redirectUri, verifier, { ...options, DPoP }));
    expect(tokens.token_type).toBe(way.dpop ? 'dpop' : 'bearer');
    const call = (token: string) => oauth.protectedResourceRequest(token, 'GET', resource, undefined, null, { ...options, DPoP });
    expect((await call(tokens.access_token)).status).toBe(200);
    const next = await oauth.processRefreshTokenResponse(server, own, await oauth.refreshTokenGrantRequest(server, own, authentication, tokens.refresh_token ?? '', { ...options, DPoP }));
    expect((await call(next.access_token)).status).toBe(200);
    const seen = await oauth.processIntrospectionResponse(server, own, await oauth.introspectionRequest(server, own, authentication, next.access_token, options));
    expect([seen.active, seen.cnf?.jkt]).toEqual([true, await DPoP?.calculateThumbprint()]);
    await oauth.processRevocationResponse(await oauth.revocationRequest(server, own, authentication, next.refresh_token ?? '', options));
    await expect(call(next.access_token)).rejects.toMatchObject({ name: 'WWWAuthenticateChallengeError', status: 401 });
  });
});

describe('a client that forgets what its app must do', () => {
  it('is told by the code of the standard', async () => {
    const client = await demanding({ par: false, dpop: true });
    const options = { [oauth.allowInsecureRequests]: true, [oauth.customFetch]: inProcess };
    const issuer = new URL(env.PUBLIC_URL);
    const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { ...options, algorithm: 'oauth2' }));
    const own: oauth.Client = { client_id: client.clientId };
    const response = await oauth.clientCredentialsGrantRequest(server, own, oauth.ClientSecretPost(client.clientSecret), {}, options);
    await expect(oauth.processClientCredentialsResponse(server, own, response)).rejects.toMatchObject({ error: 'invalid_dpop_proof', status: 400 });
  });
});
