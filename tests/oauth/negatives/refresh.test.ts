import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setTestClock } from '#lib/clock.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { newRefreshToken, tokenHashOf } from '#lib/use-cases/oauth/secrets.ts';
import { revokeSecret } from '#lib/use-cases/clients/revoke-secret.ts';
import { rotateSecret } from '#lib/use-cases/clients/rotate-secret.ts';
import { disableClient, suspendClient } from '#lib/use-cases/clients/set-client-enabled.ts';
import { endConsent, pauseConsent } from '#lib/use-cases/consent/end-consent.ts';
import { createSupportAgent } from '#tests/support/fixtures/accounts.ts';
import { codeFor, codeForm, createOAuthClient, credentials, isLive, post, refreshForm, type TestClient, type Tokens, tokensFor } from '#tests/support/fixtures/oauth.ts';
import { expectOAuthRefusal, expectRefusedWithoutTrace } from '#tests/support/fixtures/oauth-refusals.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
let other: TestClient;
beforeAll(async () => {
  actor = await createSubscriber();
  [client, other] = [await createOAuthClient(), await createOAuthClient()];
});
afterEach(() => setTestClock(null));

const dayMs = 86_400_000;
const refresh = (token: string, of: TestClient = client, changes: Record<string, string> = {}) => post('token', { ...refreshForm(of, token), ...changes });

async function refreshed(token: string, of: TestClient = client): Promise<Tokens> {
  const answer = await refresh(token, of);
  expect(answer.status).toBe(200);
  return answer.body as unknown as Tokens;
}

describe('T6: a refresh token that was used', () => {
  it.each([
    ['at once', 0],
    ['after 11 seconds', 11_000],
    ['after its own end', 91 * dayMs],
  ])('used again %s is invalid_grant and ends the family', async (_name, laterMs) => {
    const first = await tokensFor(actor, client);
    const next = await refreshed(first.refresh_token);
    expect(await isLive(next.access_token)).toBe(true);
    setTestClock(new Date(Date.now() + laterMs));
    expectOAuthRefusal(await refresh(first.refresh_token), 'invalid_grant');
    const rows = await getPrisma().token.findMany({ where: { tokenHash: { in: [next.access_token, next.refresh_token].map(tokenHashOf) } } });
    expect(rows.map(({ revokedAt }) => revokedAt)).toEqual([expect.any(Date), expect.any(Date)]);
    await expectRefusedWithoutTrace(() => refresh(next.refresh_token), 'invalid_grant');
  });

  it('used again as a grandparent ends the family', async () => {
    const first = await tokensFor(actor, client);
    const third = await refreshed((await refreshed(first.refresh_token)).refresh_token);
    expectOAuthRefusal(await refresh(first.refresh_token), 'invalid_grant');
    expect(await isLive(third.access_token)).toBe(false);
  });

  it('used again ends no other family of the same app and subscriber', async () => {
    const kept = await tokensFor(actor, client);
    const first = await tokensFor(actor, client);
    await refreshed(first.refresh_token);
    await refresh(first.refresh_token);
    expect((await refresh(kept.refresh_token)).status).toBe(200);
  });

  it.each([
    ['another client', () => credentials(other), 'invalid_grant'],
    ['a wrong secret: the client is looked at before the token', () => ({ client_secret: 'wrong' }), 'invalid_client'],
  ] as const)('replayed by %s ends nothing', async (_name, changes, error) => {
    const first = await tokensFor(actor, client);
    const next = await refreshed(first.refresh_token);
    await expectRefusedWithoutTrace(() => refresh(first.refresh_token, client, changes()), error);
    expect(await isLive(next.access_token)).toBe(true);
  });
});

describe('T6: a live refresh token', () => {
  const wrong: readonly (readonly [string, (tokens: Tokens) => Record<string, string>, string])[] = [
    ['by another client', () => credentials(other), 'invalid_grant'],
    ['with a wrong secret', () => ({ client_secret: 'wrong' }), 'invalid_client'],
    ['that was never made', () => ({ refresh_token: newRefreshToken() }), 'invalid_grant'],
    ['replaced by the access token', ({ access_token }) => ({ refresh_token: access_token }), 'invalid_grant'],
    ['in capitals', ({ refresh_token }) => ({ refresh_token: refresh_token.toUpperCase() }), 'invalid_grant'],
    ['with a byte behind it', ({ refresh_token }) => ({ refresh_token: `${refresh_token}x` }), 'invalid_grant'],
    ['with a NUL behind it', ({ refresh_token }) => ({ refresh_token: `${refresh_token}\u0000` }), 'invalid_request'],
    ['as a code', ({ refresh_token }) => ({ grant_type: 'authorization_code', code: refresh_token }), 'invalid_grant'],
    ['by its stored hash', ({ refresh_token }) => ({ refresh_token: tokenHashOf(refresh_token) }), 'invalid_grant'],
    ['of 10,000 letters', () => ({ refresh_token: 'a'.repeat(10_000) }), 'invalid_grant'],
    ['left empty', () => ({ refresh_token: '' }), 'invalid_request'],
    ['T3: for a scope more, which nobody knows', () => ({ scope: 'IMMN MIM ADMIN' }), 'invalid_scope'],
    ['T3: for a scope that subscribers do not give', () => ({ scope: 'NOTIFICATIONCHANNEL' }), 'invalid_scope'],
    ['T3: for a scope in small letters', () => ({ scope: 'immn' }), 'invalid_scope'],
    ['T3: for a scope with quotes', () => ({ scope: '"IMMN"' }), 'invalid_scope'],
    ['T3: for 2,000 scopes', () => ({ scope: Array.from({ length: 2000 }, (_, at) => `s${at}`).join(' ') }), 'invalid_scope'],
    ['T3: for nothing but commas', () => ({ scope: ',,' }), 'invalid_scope'],
  ];
  it.each(wrong)('%s is refused, and is not used up', async (_name, changes, error) => {
    const tokens = await tokensFor(actor, client);
    await expectRefusedWithoutTrace(() => refresh(tokens.refresh_token, client, changes(tokens)), error);
    expect((await refresh(tokens.refresh_token)).status).toBe(200);
  });

  it.each([['IMMN', 'MIM'], ['MIM', 'IMMN'], ['IMMN', 'IMMN MIM'], ['MIM', 'MIM,IMMN']])('T3: of a grant of %s does not become %s', async (had, scope) => {
    const tokens = (await post('token', codeForm(client, await codeFor(await createSubscriber(), client, { scope: had })))).body as unknown as Tokens;
    await expectRefusedWithoutTrace(() => refresh(tokens.refresh_token, client, { scope }), 'invalid_scope');
    expect((await refresh(tokens.refresh_token)).body.scope).toBe(had);
  });
});

describe('T2, T6: after what ends it, a refresh token gives nothing', () => {
  type Ending = (context: { by: SubscriberActor; of: TestClient; tokens: Tokens; grantId: string }) => Promise<unknown>;
  const developer = (of: TestClient) => ({ kind: 'developer' as const, accountId: of.accountId, name: 'Dev', sessionId: of.accountId });
  const endings: readonly (readonly [string, Ending, string])[] = [
    ['the subscriber ended the consent', ({ by, grantId }) => endConsent({ actor: by, grantId }), 'invalid_grant'],
    ['the app revoked it', ({ of, tokens }) => post('revoke', { ...credentials(of), token: tokens.refresh_token }), 'invalid_grant'],
    ['the app revoked a later one', async ({ of, tokens }) => post('revoke', { ...credentials(of), token: (await refreshed(tokens.refresh_token, of)).refresh_token }), 'invalid_grant'],
    ['the developer switched the app off', ({ of }) => disableClient({ actor: developer(of), input: { clientId: of.clientId } }), 'invalid_client'],
    ['staff switched the app off', async ({ of }) => suspendClient({ actor: await createSupportAgent(), input: { clientId: of.clientId, reason: 'It sent what nobody asked for.' } }), 'invalid_client'],
    ["the developer's account was disabled", ({ of }) => getPrisma().account.update({ where: { id: of.accountId }, data: { disabledAt: new Date() } }), 'invalid_client'],
    ['90 days without use', async () => setTestClock(new Date(Date.now() + 90 * dayMs + 5000)), 'invalid_grant'],
  ];
  it.each(endings)('%s', async (_name, end, error) => {
    const [by, of] = [await createSubscriber(), await createOAuthClient()];
    const tokens = await tokensFor(by, of);
    const { id: grantId } = await getPrisma().consentGrant.findFirstOrThrow({ where: { clientId: of.id } });
    await getPrisma().consentGrant.update({ where: { id: grantId }, data: { endsAt: null } });
    await end({ by, of, tokens, grantId });
    const before = await getPrisma().token.count({ where: { clientId: of.id } });
    expectOAuthRefusal(await refresh(tokens.refresh_token, of), error);
    expect(await getPrisma().token.count({ where: { clientId: of.id } })).toBe(before);
    expect(await isLive(tokens.access_token)).toBe(false);
  });

  it.each([
    ['the consent ran out', (of: TestClient) => getPrisma().consentGrant.updateMany({ where: { clientId: of.id }, data: { endsAt: new Date(Date.now() - 1000) } })],
    ['T29: the number went to somebody else', (_of: TestClient, by: SubscriberActor) => getPrisma().subscriber.update({ where: { id: by.subscriberId }, data: { releasedAt: new Date() } })],
  ] as const)('%s', async (_name, end) => {
    const [by, of] = [await createSubscriber(), await createOAuthClient()];
    const tokens = await tokensFor(by, of);
    await end(of, by);
    expectOAuthRefusal(await refresh(tokens.refresh_token, of), 'invalid_grant');
    expect(await getPrisma().token.count({ where: { clientId: of.id } })).toBe(2);
  });

  it.each([['modern', 90], ['classic', 365]] as const)('the %s family ends %i days after its first token, however often it was used', async (profile, days) => {
    const of = await createOAuthClient({ profile });
    const start = Date.now();
    let token = (await tokensFor(actor, of)).refresh_token;
    await getPrisma().consentGrant.updateMany({ where: { clientId: of.id }, data: { endsAt: null } });
    for (let day = 60; day < days; day += 60) {
      setTestClock(new Date(start + day * dayMs));
      token = (await refreshed(token, of)).refresh_token;
    }
    setTestClock(new Date(start + days * dayMs - 60_000));
    token = (await refreshed(token, of)).refresh_token;
    setTestClock(new Date(start + days * dayMs + 5000));
    await expectRefusedWithoutTrace(() => refresh(token, of), 'invalid_grant');
  });

  it('T7: rotating the secret ends the old one after its overlap, and not the token', async () => {
    const of = await createOAuthClient();
    const tokens = await tokensFor(actor, of);
    const { clientSecret } = await rotateSecret({ actor: developer(of), input: { clientId: of.clientId, overlapSeconds: 3600 } });
    const next = await refreshed(tokens.refresh_token, of);
    setTestClock(new Date(Date.now() + 3_601_000));
    await expectRefusedWithoutTrace(() => refresh(next.refresh_token, of), 'invalid_client');
    expect((await refresh(next.refresh_token, { ...of, clientSecret })).status).toBe(200);
  });

  it('T7: taking the secret back ends it at once', async () => {
    const of = await createOAuthClient();
    const tokens = await tokensFor(actor, of);
    const secret = await getPrisma().clientSecret.findFirstOrThrow({ where: { clientId: of.id } });
    await revokeSecret({ actor: developer(of), input: { clientId: of.clientId, secretId: secret.id } });
    await expectRefusedWithoutTrace(() => refresh(tokens.refresh_token, of), 'invalid_client');
  });

  it('a pause ends nothing: what is given meanwhile is refused until it is over', async () => {
    const of = await createOAuthClient();
    const tokens = await tokensFor(actor, of);
    await pauseConsent({ actor, grantId: (await getPrisma().consentGrant.findFirstOrThrow({ where: { clientId: of.id } })).id });
    expect(await isLive((await refreshed(tokens.refresh_token, of)).access_token)).toBe(false);
  });
});
