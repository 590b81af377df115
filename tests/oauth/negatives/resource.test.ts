import { beforeAll, describe, expect, it } from 'vitest';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { env } from '#lib/env.ts';
import { tokenHashOf } from '#lib/use-cases/oauth/secrets.ts';
import { callApi } from '#tests/support/fixtures/app-clients.ts';
import { codeFor, createOAuthClient, credentials, post, type TestClient, type Tokens, tokensFor } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';
import { expectRefused } from '#tests/support/refusal.ts';

// What every route refuses alike (no token, one in the address or the body, two headers, scopes) is in tests/api/every-route.
const path = '/myMessages/v2/messages/index/info';
let actor: SubscriberActor;
let client: TestClient;
let tokens: Tokens;
beforeAll(async () => {
  actor = await createSubscriber();
  client = await createOAuthClient();
  tokens = await tokensFor(actor, client);
});

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const jwt = (header: object, claims: object) => `${encode(header)}.${encode(claims)}.${Buffer.alloc(32).toString('base64url')}`;

async function expectInvalidToken(authorization: string): Promise<void> {
  const answer = await callApi('GET', path, { headers: { Authorization: authorization } });
  // Who says DPoP is told about the proof (RFC 9449, 7.1); everybody is told of both schemes.
  const { field, challenges } = authorization.startsWith('DPoP')
    ? { field: 'DPoP', challenges: /^DPoP realm="handset", error="invalid_dpop_proof", error_description="[^"]+", algs="[^"]+", Bearer realm="handset"$/ }
    : { field: 'Authorization', challenges: /^Bearer realm="handset", error="invalid_token", error_description="[^"]+", DPoP realm="handset", algs="[^"]+"$/ };
  expectRefused(answer, { status: 401, code: 'POL0001', field, says: '' });
  expect(answer.headers.get('www-authenticate')).toMatch(challenges);
  expect(answer.text).not.toContain(tokens.access_token);
}

describe('RFC 6750: what is no access token', () => {
  const values: readonly (readonly [string, () => string | Promise<string>])[] = [
    ['a refresh token', () => `Bearer ${tokens.refresh_token}`],
    ['a code', async () => `Bearer ${await codeFor(actor, client)}`],
    ["the app's secret", () => `Bearer ${client.clientSecret}`],
    ["the app's id", () => `Bearer ${client.clientId}`],
    ['the stored hash of a token', () => `Bearer ${tokenHashOf(tokens.access_token)}`],
    ['a token in capitals', () => `Bearer ${tokens.access_token.toUpperCase()}`],
    ['a token without its last letter', () => `Bearer ${tokens.access_token.slice(0, -1)}`],
    ['a token with padding', () => `Bearer ${tokens.access_token}==`],
    ['a token in quotes', () => `Bearer "${tokens.access_token}"`],
    ['a token behind a tab', () => `Bearer\t${tokens.access_token}`],
    ['a token behind another and a comma', () => `Bearer x,${tokens.access_token}`],
    ['a token as a parameter of the scheme', () => `Bearer token=${tokens.access_token}`],
    ['a token under the scheme DPoP', () => `DPoP ${tokens.access_token}`],
    ['a token under the scheme Token', () => `Token ${tokens.access_token}`],
    ['a token under the scheme MAC', () => `MAC id="${tokens.access_token}"`],
    ['a token as the user of Basic', () => `Basic ${Buffer.from(`${tokens.access_token}:`).toString('base64')}`],
    ['the client as Basic', () => `Basic ${Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64')}`],
    ['an unsigned JSON web token of another issuer', () => `Bearer ${jwt({ alg: 'none' }, { iss: 'https://evil.example', aud: env.PUBLIC_URL, sub: actor.subscriberId })}`],
    ['a JSON web token that claims to be ours', () => `Bearer ${jwt({ alg: 'HS256', typ: 'at+jwt' }, { iss: env.PUBLIC_URL, aud: 'https://evil.example', scope: 'IMMN MIM', exp: 4_102_444_800 })}`],
  ];
  it.each(values)('%s', async (_name, value) => expectInvalidToken(await value()));

  it('the scheme is read in any case', async () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER', 'bEaReR']) {
      expect((await callApi('GET', path, { headers: { Authorization: `${scheme} ${tokens.access_token}` } })).status).toBe(200);
    }
  });

  it('a token in a cookie or in another header is none', async () => {
    for (const name of ['Cookie', 'X-Authorization', 'Proxy-Authorization', 'X-Access-Token']) {
      const answer = await callApi('GET', path, { headers: { [name]: name === 'Cookie' ? `access_token=${tokens.access_token}` : `Bearer ${tokens.access_token}` } });
      expectRefused(answer, { status: 400, code: 'POL0001', field: 'Authorization', says: 'Authorization: Bearer' });
    }
  });
});

describe('T2: a token that ended', () => {
  it.each(['access_token', 'refresh_token'] as const)('by the revocation of its %s is refused at the very next call', async (kind) => {
    const mine = await tokensFor(actor, client);
    expect((await callApi('GET', path, { token: mine.access_token })).status).toBe(200);
    await post('revoke', { ...credentials(client), token: mine[kind] });
    await expectInvalidToken(`Bearer ${mine.access_token}`);
  });
});
