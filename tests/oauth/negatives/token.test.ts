import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setTestClock } from '#lib/clock.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { newAuthorizationCode } from '#lib/use-cases/oauth/secrets.ts';
import { endConsent } from '#lib/use-cases/consent/end-consent.ts';
import { allow, authorizeQuery, basicOf, challenge, codeFor, codeForm, createOAuthClient, credentials, isLive, post, redirectUri, refreshForm, type TestClient, type Tokens, tokensFor, verifier } from '#tests/support/fixtures/oauth.ts';
import { expectOAuthRefusal, expectRefusedWithoutTrace } from '#tests/support/fixtures/oauth-refusals.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
let other: TestClient;
let classic: TestClient;
beforeAll(async () => {
  actor = await createSubscriber();
  [client, other, classic] = [await createOAuthClient(), await createOAuthClient(), await createOAuthClient({ profile: 'classic' })];
});
afterEach(() => setTestClock(null));

const redeem = (code: string, of: TestClient = client) => post('token', codeForm(of, code));

async function given(code: string, of: TestClient = client): Promise<Tokens> {
  const answer = await redeem(code, of);
  expect(answer.status).toBe(200);
  return answer.body as unknown as Tokens;
}

const changed = (form: Record<string, string>, changes: Record<string, string | null>) =>
  Object.fromEntries(Object.entries({ ...form, ...changes }).filter((entry): entry is [string, string] => entry[1] !== null));

describe('T5: a code that was used', () => {
  it('its second use by the right client is invalid_grant and ends both tokens of the first', async () => {
    const code = await codeFor(actor, client);
    const tokens = await given(code);
    expect(await isLive(tokens.access_token)).toBe(true);
    expectOAuthRefusal(await redeem(code), 'invalid_grant');
    expect(await isLive(tokens.access_token)).toBe(false);
    await expectRefusedWithoutTrace(() => post('token', refreshForm(client, tokens.refresh_token)), 'invalid_grant');
  });

  it('its second use ends what was refreshed meanwhile', async () => {
    const code = await codeFor(actor, client);
    const { body } = await post('token', refreshForm(client, (await given(code)).refresh_token));
    expectOAuthRefusal(await redeem(code), 'invalid_grant');
    expect(await isLive(String(body.access_token))).toBe(false);
  });

  it('its second use after the 60 seconds still ends what the first made', async () => {
    const code = await codeFor(actor, client);
    const tokens = await given(code);
    setTestClock(new Date(Date.now() + 120_000));
    expectOAuthRefusal(await redeem(code), 'invalid_grant');
    expect(await isLive(tokens.access_token)).toBe(false);
  });

  it('its second use ends nothing but its own family', async () => {
    const kept = await tokensFor(actor, client);
    const code = await codeFor(actor, client);
    await given(code);
    await redeem(code);
    expect(await isLive(kept.access_token)).toBe(true);
  });

  it.each([
    ['another client', () => ({ ...credentials(other) })],
    ['a wrong secret: the client is looked at before the code', () => ({ client_secret: 'wrong' })],
    ['no secret', () => ({ client_secret: null })],
  ] as const)('replayed by %s ends nothing', async (_name, changes) => {
    const code = await codeFor(actor, client);
    const tokens = await given(code);
    const form = changed(codeForm(client, code), changes());
    await expectRefusedWithoutTrace(() => post('token', form), form.client_id === other.clientId ? 'invalid_grant' : 'invalid_client');
    expect(await isLive(tokens.access_token)).toBe(true);
  });
});

/** What is wrong with the exchange of a live code; its client may still use the code afterwards. */
const wrong: readonly (readonly [string, (code: string) => Record<string, string | null> | Promise<Record<string, string | null>>, string])[] = [
  ['by another client', () => credentials(other), 'invalid_grant'],
  ['with a wrong secret', () => ({ client_secret: 'wrong' }), 'invalid_client'],
  ['with another redirect_uri', () => ({ redirect_uri: 'https://desk.example/other' }), 'invalid_grant'],
  ['with redirect_uri and a slash', () => ({ redirect_uri: `${redirectUri}/` }), 'invalid_grant'],
  ['with redirect_uri in capitals', () => ({ redirect_uri: redirectUri.toUpperCase() }), 'invalid_grant'],
  ['with redirect_uri and a query', () => ({ redirect_uri: `${redirectUri}?` }), 'invalid_grant'],
  ['without redirect_uri', () => ({ redirect_uri: null }), 'invalid_grant'],
  ['with redirect_url instead', () => ({ redirect_uri: null, redirect_url: redirectUri }), 'invalid_grant'],
  ['without a verifier', () => ({ code_verifier: null }), 'invalid_grant'],
  ['with an empty verifier', () => ({ code_verifier: '' }), 'invalid_grant'],
  ['with a wrong verifier', () => ({ code_verifier: 'b'.repeat(43) }), 'invalid_grant'],
  ['with the challenge as the verifier (plain)', () => ({ code_verifier: challenge }), 'invalid_grant'],
  ['with a verifier of 42 characters', () => ({ code_verifier: 'a'.repeat(42) }), 'invalid_grant'],
  ['with a verifier of 129 characters', () => ({ code_verifier: 'a'.repeat(129) }), 'invalid_grant'],
  ['with a line end behind the verifier', () => ({ code_verifier: `${verifier}\n` }), 'invalid_grant'],
  ['with a NUL behind the verifier', () => ({ code_verifier: `${verifier}\u0000` }), 'invalid_grant'],
  ['without the code', () => ({ code: null }), 'invalid_request'],
  ['with a code that was never made', () => ({ code: newAuthorizationCode() }), 'invalid_grant'],
  ['with the code in capitals', (code) => ({ code: code.toUpperCase() }), 'invalid_grant'],
  ['with a byte behind the code', (code) => ({ code: `${code}x` }), 'invalid_grant'],
  ['with a space behind the code', (code) => ({ code: `${code} ` }), 'invalid_grant'],
  ['with a code of 10,000 letters', () => ({ code: 'a'.repeat(10_000) }), 'invalid_grant'],
  ['with a NUL behind the code', (code) => ({ code: `${code}\u0000` }), 'invalid_request'],
  ['with a look-alike in the code', (code) => ({ code: code.replace('a', 'а') }), 'invalid_request'],
  ['as a refresh token', (code) => ({ grant_type: 'refresh_token', refresh_token: code }), 'invalid_grant'],
  ['under the name of a refresh token', (code) => ({ code: null, refresh_token: code }), 'invalid_request'],
  ['as an array', (code) => ({ code: null, 'code[]': code }), 'invalid_request'],
  ['without grant_type', () => ({ grant_type: null }), 'invalid_request'],
  ...[
    'urn:none', 'password', 'implicit', 'token', 'Authorization_Code', 'AUTHORIZATION_CODE', ' authorization_code', 'authorization_code ', 'authorization_code\u0000', 'authorization_code,refresh_token',
    'urn:ietf:params:oauth:grant-type:token-exchange', 'urn:ietf:params:oauth:grant-type:jwt-bearer', '__proto__', 'constructor', 'toString', 'аuthorization_code', 'x'.repeat(10_000),
  ].map((grant) => [`with grant_type ${JSON.stringify(grant.slice(0, 60))}`, () => ({ grant_type: grant, username: 'a', password: 'b' }), 'unsupported_grant_type'] as const),
];

describe('T5: a live code', () => {
  it.each(wrong)('%s is refused, and is not used up', async (_name, changes, error) => {
    const code = await codeFor(actor, client);
    const form = changed(codeForm(client, code), await changes(code));
    await expectRefusedWithoutTrace(() => post('token', form), error);
    expect((await redeem(code)).status).toBe(200);
  });

  it('PKCE: is not exchanged with the verifier of another code of the same client', async () => {
    const [mine, theirs] = [await codeFor(actor, client, { code_challenge: 'x'.repeat(43) }), await codeFor(actor, client)];
    await expectRefusedWithoutTrace(() => redeem(mine), 'invalid_grant');
    expect((await redeem(theirs)).status).toBe(200);
  });

  it('PKCE: is not exchanged with a verifier where no challenge was sent (downgrade), and without a verifier where one was', async () => {
    const plain = await codeFor(actor, classic);
    await expectRefusedWithoutTrace(() => post('token', { ...codeForm(classic, plain), code_verifier: verifier }), 'invalid_grant');
    expect((await redeem(plain, classic)).status).toBe(200);
    const challenged = await codeFor(actor, classic, { code_challenge: challenge, code_challenge_method: 'S256' });
    await expectRefusedWithoutTrace(() => redeem(challenged, classic), 'invalid_grant');
    expect((await post('token', { ...codeForm(classic, challenged), code_verifier: verifier })).status).toBe(200);
  });

  it('of a classic client is not exchanged with a redirect_uri of another address, and may leave it out', async () => {
    const code = await codeFor(actor, classic, { redirect_uri: `${redirectUri}?x=1` });
    for (const uri of ['https://evil.example/', redirectUri, `${redirectUri}?x=2`]) {
      await expectRefusedWithoutTrace(() => post('token', { ...codeForm(classic, code), redirect_uri: uri }), 'invalid_grant');
    }
    expect((await redeem(code, classic)).status).toBe(200);
  });

  it('lives 60 seconds and not one more', async () => {
    const began = Date.now();
    const [early, late] = [await codeFor(actor, client), await codeFor(actor, client)];
    setTestClock(new Date(began + 59_900));
    expect((await redeem(early)).status).toBe(200);
    setTestClock(new Date(Date.now() + 60_001));
    await expectRefusedWithoutTrace(() => redeem(late), 'invalid_grant');
  });

  it.each(['access_token', 'refresh_token'] as const)('is nothing that an %s can stand in for', async (kind) => {
    const tokens = await tokensFor(actor, client);
    await expectRefusedWithoutTrace(() => redeem(tokens[kind]), 'invalid_grant');
    expect(await isLive(tokens.access_token)).toBe(true);
  });

  it('T7: is in no answer that refuses it', async () => {
    const code = await codeFor(actor, client);
    const rows: Record<string, string | null>[] = [{ code_verifier: null }, { redirect_uri: '<script>' }, { client_secret: 'wrong' }, { grant_type: code }];
    for (const changes of rows) {
      expect(JSON.stringify((await post('token', changed(codeForm(client, code), changes))).body)).not.toMatch(new RegExp(`${code}|<|${client.clientSecret}`));
    }
  });
});

describe('T2: what changes between the code and its exchange', () => {
  const changes: readonly (readonly [string, (of: TestClient, by: SubscriberActor) => Promise<unknown>, string])[] = [
    ['the app is disabled', (of) => getPrisma().client.update({ where: { id: of.id }, data: { disabledAt: new Date() } }), 'invalid_client'],
    ["the app's owner is disabled", (of) => getPrisma().account.update({ where: { id: of.accountId }, data: { disabledAt: new Date() } }), 'invalid_client'],
    ['the app is deleted', (of) => getPrisma().client.delete({ where: { id: of.id } }), 'invalid_client'],
    ['the secret is taken back', (of) => getPrisma().clientSecret.updateMany({ where: { clientId: of.id }, data: { revokedAt: new Date() } }), 'invalid_client'],
    ['the subscriber ends the consent', async (of, by) => endConsent({ actor: by, grantId: (await getPrisma().consentGrant.findFirstOrThrow({ where: { clientId: of.id } })).id }), 'invalid_grant'],
    ['the line is suspended', (_of, { msisdn }) => getPrisma().simulatedLine.update({ where: { msisdn }, data: { standing: 'suspended' } }), 'invalid_grant'],
    ['the line is no longer one of the carrier', (_of, { msisdn }) => getPrisma().simulatedLine.delete({ where: { msisdn } }), 'invalid_grant'],
  ];
  it.each(changes)('%s: nothing is given out', async (_name, change, error) => {
    const [by, of] = [await createSubscriber(), await createOAuthClient()];
    const code = await codeFor(by, of);
    await change(of, by);
    await expectRefusedWithoutTrace(() => redeem(code, of), error);
  });

  it.each([
    ['the consent has run out', (of: TestClient) => getPrisma().consentGrant.updateMany({ where: { clientId: of.id }, data: { endsAt: new Date(Date.now() - 1000) } })],
    ['T29: the number went to somebody else', (_of: TestClient, { subscriberId }: SubscriberActor) => getPrisma().subscriber.update({ where: { id: subscriberId }, data: { releasedAt: new Date() } })],
  ] as const)('%s: nothing is given out', async (_name, change) => {
    const [by, of] = [await createSubscriber(), await createOAuthClient()];
    const code = await codeFor(by, of);
    await change(of, by);
    expectOAuthRefusal(await redeem(code, of), 'invalid_grant');
    expect(await getPrisma().token.count({ where: { clientId: of.id } })).toBe(0);
  });
});

describe('client credentials', () => {
  it.each(['IMMN', 'MIM', 'IMMN,NOTIFICATIONCHANNEL', 'NONSENSE', 'notificationchannel', 'NOTIFICATIONCHANNEL\u0000', ',', ' ', '"', Array.from({ length: 2000 }, (_, at) => `s${at}`).join(' ')])(
    'T3: never give the scope %s, which a subscriber has to agree to or nobody knows',
    async (scope) => {
      for (const of of [client, classic]) {
        await expectRefusedWithoutTrace(() => post('token', { grant_type: 'client_credentials', scope }, basicOf(of)), 'invalid_scope');
      }
    },
  );

  it('T3: give nothing to an app that has no scope of its own', async () => {
    const sender = await createOAuthClient({ scopes: ['IMMN'] });
    await expectRefusedWithoutTrace(() => post('token', { ...credentials(sender), grant_type: 'client_credentials' }), 'invalid_scope');
  });

  it('T2: a code and a token of a subscriber beside them change nothing', async () => {
    const code = (await allow(actor, authorizeQuery(client))).searchParams.get('code') ?? '';
    const answer = await post('token', { ...codeForm(client, code), grant_type: 'client_credentials' });
    expect(answer.body.scope).toBe('NOTIFICATIONCHANNEL');
    expect((await redeem(code)).status).toBe(200);
  });
});
