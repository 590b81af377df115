import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setTestClock } from '#lib/clock.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { newAccessToken, newRefreshToken, tokenHashOf } from '#lib/use-cases/oauth/secrets.ts';
import { endConsent, pauseConsent } from '#lib/use-cases/consent/end-consent.ts';
import { codeFor, codeForm, createOAuthClient, credentials, isLive, post, refreshForm, type TestClient, type Tokens, tokensFor } from '#tests/support/fixtures/oauth.ts';
import { storedGrants } from '#tests/support/fixtures/oauth-refusals.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
let other: TestClient;
beforeAll(async () => {
  actor = await createSubscriber();
  [client, other] = [await createOAuthClient(), await createOAuthClient()];
});
afterEach(() => setTestClock(null));

const revoke = (token: string, changes: Record<string, string> = {}) => post('revoke', { ...credentials(client), token, ...changes });
const introspect = (token: string, of: TestClient = client) => post('introspect', { ...credentials(of), token });
const refresh = (token: string) => post('token', refreshForm(client, token));

/** Texts that are no token of anybody, or none that these endpoints know. */
const strange: readonly (readonly [string, (tokens: Tokens) => string])[] = [
  ['an access token that was never made', () => newAccessToken()],
  ['a refresh token that was never made', () => newRefreshToken()],
  ['a word', () => 'nothing'],
  ['the start of a token', ({ access_token }) => access_token.slice(0, -1)],
  ['a token and a byte', ({ access_token }) => `${access_token}x`],
  ['a token in capitals', ({ access_token }) => access_token.toUpperCase()],
  ['a token behind its scheme', ({ access_token }) => `Bearer ${access_token}`],
  ['the stored hash of a token', ({ refresh_token }) => tokenHashOf(refresh_token)],
  ['a NUL', () => '\u0000'],
  ['half a pair of surrogates', () => '\ud800'],
  ['10,000 letters', () => 'x'.repeat(10_000)],
  ['a JSON web token', () => 'eyJhbGciOiJub25lIn0.e30.'],
  ['SQL', () => "' OR '1'='1"],
];

describe('RFC 7009: revocation', () => {
  it.each(strange)('2.2: of %s is 200 and ends nothing', async (_name, text) => {
    const tokens = await tokensFor(actor, client);
    const before = await storedGrants();
    const answer = await revoke(text(tokens));
    expect([answer.status, answer.body, answer.headers.get('cache-control')]).toEqual([200, {}, 'no-store']);
    expect(await storedGrants()).toEqual(before);
  });

  it.each(['access_token', 'refresh_token'] as const)("2.1: of another client's %s is 200 and ends nothing", async (kind) => {
    const tokens = await tokensFor(actor, client);
    const before = await storedGrants();
    expect((await post('revoke', { ...credentials(other), token: tokens[kind], token_type_hint: kind })).status).toBe(200);
    expect(await storedGrants()).toEqual(before);
    expect([await isLive(tokens.access_token), (await refresh(tokens.refresh_token)).status]).toEqual([true, 200]);
  });

  it('2.1: of a code is 200 and does not use it up', async () => {
    const code = await codeFor(actor, client);
    expect((await revoke(code)).status).toBe(200);
    expect((await post('token', codeForm(client, code))).status).toBe(200);
  });

  it.each(['refresh_token', 'access_token', 'device', '', '\u0000'])('2.1: of an access token ends it under the hint %j, and nothing else', async (hint) => {
    const tokens = await tokensFor(actor, client);
    expect((await revoke(tokens.access_token, { token_type_hint: hint })).status).toBe(200);
    expect([await isLive(tokens.access_token), (await refresh(tokens.refresh_token)).status]).toEqual([false, 200]);
  });

  it.each(['refresh_token', 'access_token', 'device'])('2.1: of a refresh token under the hint %j takes its family, and no other', async (hint) => {
    const [tokens, kept] = [await tokensFor(actor, client), await tokensFor(actor, client)];
    expect((await revoke(tokens.refresh_token, { token_type_hint: hint })).status).toBe(200);
    expect([await isLive(tokens.access_token), (await refresh(tokens.refresh_token)).status]).toEqual([false, 400]);
    expect([await isLive(kept.access_token), (await refresh(kept.refresh_token)).status]).toEqual([true, 200]);
  });

  it('2.1: of a refresh token that was used takes what came of it', async () => {
    const first = await tokensFor(actor, client);
    const next = (await refresh(first.refresh_token)).body as unknown as Tokens;
    await revoke(first.refresh_token);
    expect([await isLive(next.access_token), (await refresh(next.refresh_token)).status]).toEqual([false, 400]);
  });

  it('2.2: a second time is 200 and changes nothing', async () => {
    const tokens = await tokensFor(actor, client);
    await revoke(tokens.refresh_token);
    const before = await storedGrants();
    expect((await revoke(tokens.refresh_token)).status).toBe(200);
    expect(await storedGrants()).toEqual(before);
  });
});

describe('RFC 7662 2.2: active: false and nothing more', () => {
  const inactive = async (token: string, of: TestClient = client) => {
    const { status, body, headers } = await introspect(token, of);
    expect([status, body, headers.get('cache-control')]).toEqual([200, { active: false }, 'no-store']);
  };

  it.each(strange)('of %s', async (_name, text) => inactive(text(await tokensFor(actor, client))));

  it.each(['access_token', 'refresh_token'] as const)("of another client's %s", async (kind) => {
    const tokens = await tokensFor(actor, client);
    expect((await introspect(tokens[kind])).body.active).toBe(true);
    await inactive(tokens[kind], other);
  });

  it('of a code', async () => inactive(await codeFor(actor, client)));

  it('of a refresh token that was used', async () => {
    const { refresh_token } = await tokensFor(actor, client);
    await refresh(refresh_token);
    await inactive(refresh_token);
  });

  const grantOf = async (of: TestClient) => (await getPrisma().consentGrant.findFirstOrThrow({ where: { clientId: of.id, endedAt: null } })).id;
  const endings: readonly (readonly [string, (context: { by: SubscriberActor; of: TestClient; tokens: Tokens }) => Promise<unknown>])[] = [
    ['revoked', ({ of, tokens }) => post('revoke', { ...credentials(of), token: tokens.refresh_token })],
    ['expired by a second', async () => setTestClock(new Date(Date.now() + 90 * 86_400_000 + 1000))],
    ['of a consent that was ended', async ({ by, of }) => endConsent({ actor: by, grantId: await grantOf(of) })],
    ['of a consent that is paused', async ({ by, of }) => pauseConsent({ actor: by, grantId: await grantOf(of) })],
    ['of a consent that ran out', ({ of }) => getPrisma().consentGrant.updateMany({ where: { clientId: of.id }, data: { endsAt: new Date(Date.now() - 1000) } })],
    ['T29: of a number that went to somebody else', ({ by }) => getPrisma().subscriber.update({ where: { id: by.subscriberId }, data: { releasedAt: new Date() } })],
  ];
  it.each(endings)('of both tokens, %s', async (_name, end) => {
    const [by, of] = [await createSubscriber(), await createOAuthClient()];
    const tokens = await tokensFor(by, of);
    for (const token of [tokens.access_token, tokens.refresh_token]) expect((await introspect(token, of)).body.active).toBe(true);
    await end({ by, of, tokens });
    for (const token of [tokens.access_token, tokens.refresh_token]) await inactive(token, of);
  });

  it('T3: a scope that the app or the consent lost is not told', async () => {
    const of = await createOAuthClient();
    const tokens = await tokensFor(actor, of);
    await getPrisma().client.update({ where: { id: of.id }, data: { scopes: ['MIM'] } });
    expect((await introspect(tokens.access_token, of)).body.scope).toBe('MIM');
    await getPrisma().consentGrant.updateMany({ where: { clientId: of.id }, data: { scopes: ['IMMN'] } });
    expect((await introspect(tokens.access_token, of)).body.scope).toBe('');
  });
});
