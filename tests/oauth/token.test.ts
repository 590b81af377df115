import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setTestClock } from '#lib/clock.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { oauthRoutes } from '#lib/api/routes/oauth.ts';
import { authenticateAccessToken } from '#lib/use-cases/oauth/authenticate-token.ts';
import { endConsent } from '#lib/use-cases/consent/end-consent.ts';
import { codeFor, codeForm, createOAuthClient, credentials, post, redirectUri, type TestClient, type Tokens, verifier } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
beforeAll(async () => {
  actor = await createSubscriber();
  client = await createOAuthClient();
});
afterEach(() => setTestClock(null));

const liveTokens = async (tokens: Tokens) => authenticateAccessToken({ token: tokens.access_token }).then(() => true, () => false);

describe('token endpoint, authorization_code', () => {
  it('gives a modern client an access token of an hour and a refresh token, not to be cached', async () => {
    const answer = await post('token', codeForm(client, await codeFor(actor, client)));
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'IMMN MIM', refresh_token: expect.stringMatching(/^hs_rt_/), access_token: expect.stringMatching(/^hs_at_/) });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-type')).toContain('application/json');
  });

  it('T5: a code is used once, and its second use ends what the first made', async () => {
    const code = await codeFor(actor, client);
    const first = await post('token', codeForm(client, code));
    expect(await liveTokens(first.body as unknown as Tokens)).toBe(true);
    const second = await post('token', codeForm(client, code));
    expect([second.status, second.body.error]).toEqual([400, 'invalid_grant']);
    expect(await liveTokens(first.body as unknown as Tokens)).toBe(false);
  });

  it('T5: of 20 uses at the same time at most one succeeds, and its tokens are dead', async () => {
    const code = await codeFor(actor, client);
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('token', codeForm(client, code))));
    const wins = answers.filter(({ status }) => status === 200);
    expect(wins).toHaveLength(1);
    expect(answers.filter(({ status, body }) => status === 400 && body.error === 'invalid_grant')).toHaveLength(19);
    expect(await liveTokens(wins[0]?.body as unknown as Tokens)).toBe(false);
  });

  it('T5: another client that replays a used code ends nothing', async () => {
    const code = await codeFor(actor, client);
    const first = await post('token', codeForm(client, code));
    const other = await createOAuthClient();
    expect((await post('token', codeForm(other, code))).body.error).toBe('invalid_grant');
    expect(await liveTokens(first.body as unknown as Tokens)).toBe(true);
  });

  it('a code lives 60 seconds', async () => {
    const code = await codeFor(actor, client);
    setTestClock(new Date(Date.now() + 61_000));
    expect((await post('token', codeForm(client, code))).body.error).toBe('invalid_grant');
  });

  const wrong: readonly (readonly [string, Record<string, string | null>, string])[] = [
    ['another redirect_uri', { redirect_uri: 'https://desk.example/other' }, 'invalid_grant'],
    ['no redirect_uri', { redirect_uri: null }, 'invalid_grant'],
    ['no verifier', { code_verifier: null }, 'invalid_grant'],
    ['an empty verifier', { code_verifier: '' }, 'invalid_grant'],
    ['a wrong verifier', { code_verifier: 'b'.repeat(43) }, 'invalid_grant'],
    ['a verifier of 42 characters', { code_verifier: 'a'.repeat(42) }, 'invalid_grant'],
    ['a verifier of 129 characters', { code_verifier: 'a'.repeat(129) }, 'invalid_grant'],
    ['a code that was never made', { code: 'hs_ac_nope' }, 'invalid_grant'],
    ['no code', { code: null }, 'invalid_request'],
    ['no grant_type', { grant_type: null }, 'invalid_request'],
    ['an unknown grant_type', { grant_type: 'urn:none' }, 'unsupported_grant_type'],
    ['the password grant', { grant_type: 'password', username: 'a', password: 'b' }, 'unsupported_grant_type'],
    ['the implicit grant', { grant_type: 'implicit' }, 'unsupported_grant_type'],
    ['a code as a refresh token', { grant_type: 'refresh_token', refresh_token: 'CODE' }, 'invalid_grant'],
  ];
  it.each(wrong)('refuses %s', async (_name, changes, error) => {
    const code = await codeFor(actor, client);
    const form = codeForm(client, code);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) delete form[name];
      else form[name] = value.replace('CODE', code);
    }
    const answer = await post('token', form);
    expect([answer.status, answer.body.error]).toEqual([400, error]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('refuses a refresh token as a code', async () => {
    const { body } = await post('token', codeForm(client, await codeFor(actor, client)));
    expect((await post('token', codeForm(client, String(body.refresh_token)))).body.error).toBe('invalid_grant');
  });

  it('refuses a verifier where no challenge was sent (downgrade)', async () => {
    const classic = await createOAuthClient({ profile: 'classic' });
    const code = await codeFor(actor, classic);
    expect((await post('token', { ...codeForm(classic, code), code_verifier: verifier })).body.error).toBe('invalid_grant');
  });

  it('refuses when the app is disabled, the consent ended, or the line suspended in between', async () => {
    const gone = await createOAuthClient();
    const goneCode = await codeFor(actor, gone);
    await getPrisma().client.update({ where: { id: gone.id }, data: { disabledAt: new Date() } });
    expect((await post('token', codeForm(gone, goneCode))).body.error).toBe('invalid_client');

    const ended = await createOAuthClient();
    const endedCode = await codeFor(actor, ended);
    const grant = await getPrisma().consentGrant.findFirstOrThrow({ where: { clientId: ended.id } });
    await endConsent({ actor, grantId: grant.id });
    expect((await post('token', codeForm(ended, endedCode))).body.error).toBe('invalid_grant');

    const other = await createSubscriber();
    const suspended = await createOAuthClient();
    const code = await codeFor(other, suspended);
    await getPrisma().simulatedLine.update({ where: { msisdn: other.msisdn }, data: { standing: 'suspended' } });
    expect((await post('token', codeForm(suspended, code))).body.error).toBe('invalid_grant');
  });
});

describe('token endpoint, client authentication', () => {
  const basic = (id: string, secret: string) => ({ Authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}` });

  it('accepts Basic', async () => {
    const { client_id: _id, client_secret: _secret, ...form } = codeForm(client, await codeFor(actor, client));
    expect((await post('token', form, basic(client.clientId, client.clientSecret))).status).toBe(200);
  });

  it('answers a wrong Basic with 401 and a challenge', async () => {
    const answer = await post('token', { grant_type: 'client_credentials' }, basic(client.clientId, 'wrong'));
    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client']);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
  });

  it('T8: an unknown client, a wrong secret and a disabled client get the same bytes', async () => {
    const disabled = await createOAuthClient();
    await getPrisma().client.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } });
    const answers = await Promise.all([
      post('token', { client_id: 'nobody', client_secret: 'x', grant_type: 'client_credentials' }),
      post('token', { client_id: client.clientId, client_secret: 'x', grant_type: 'client_credentials' }),
      post('token', { ...credentials(disabled), grant_type: 'client_credentials' }),
    ]);
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
  });

  it.each([
    ['no client authentication', () => ({ grant_type: 'client_credentials' }), {}, 401, 'invalid_client'],
    ['an id without a secret', () => ({ client_id: client.clientId, grant_type: 'client_credentials' }), {}, 401, 'invalid_client'],
    ['two methods at once', () => ({ ...credentials(client), grant_type: 'client_credentials' }), 'basic', 400, 'invalid_request'],
    ['broken Basic', () => ({ grant_type: 'client_credentials' }), { Authorization: 'Basic ???' }, 401, 'invalid_client'],
    ['Bearer for a client', () => ({ grant_type: 'client_credentials' }), { Authorization: 'Bearer abc' }, 401, 'invalid_client'],
  ] as const)('refuses %s', async (_name, form, headers, status, error) => {
    const answer = await post('token', form(), headers === 'basic' ? basic(client.clientId, client.clientSecret) : headers);
    expect([answer.status, answer.body.error]).toEqual([status, error]);
  });

  it('refuses a revoked secret and accepts two live ones', async () => {
    const rotating = await createOAuthClient();
    await getPrisma().clientSecret.updateMany({ where: { clientId: rotating.id }, data: { expiresAt: new Date(Date.now() + 60_000) } });
    expect((await post('token', { ...credentials(rotating), grant_type: 'client_credentials' })).status).toBe(200);
    await getPrisma().clientSecret.updateMany({ where: { clientId: rotating.id }, data: { revokedAt: new Date() } });
    expect((await post('token', { ...credentials(rotating), grant_type: 'client_credentials' })).status).toBe(401);
  });
});

describe('token endpoint, the request itself', () => {
  const send = (init: RequestInit, query = '') => oauthRoutes.request(`http://localhost/oauth/v4/token${query}`, init);
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

  it('T7: refuses a secret in the address', async () => {
    const answer = await send({ method: 'POST', headers: form, body: 'grant_type=client_credentials' }, `?client_id=${client.clientId}&client_secret=${client.clientSecret}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: 'invalid_request' });
  });

  it('refuses GET, JSON, a doubled parameter and a body of a mebibyte with 4xx', async () => {
    expect((await send({ method: 'GET' })).status).toBe(405);
    const json = await send({ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' });
    expect([json.status, ((await json.json()) as { error: string }).error]).toEqual([400, 'invalid_request']);
    const doubled = await send({ method: 'POST', headers: form, body: 'grant_type=a&grant_type=b' });
    expect([doubled.status, ((await doubled.json()) as { error: string }).error]).toEqual([400, 'invalid_request']);
    expect((await send({ method: 'POST', headers: form, body: `a=${'x'.repeat(1024 * 1024)}` })).status).toBe(400);
  });
});

describe('token endpoint, client_credentials', () => {
  it('gives a token for the notification channel, without a refresh token to modern clients', async () => {
    const answer = await post('token', { ...credentials(client), grant_type: 'client_credentials', scope: 'NOTIFICATIONCHANNEL' });
    expect(answer.body).toMatchObject({ scope: 'NOTIFICATIONCHANNEL', expires_in: 3600 });
    expect(answer.body).not.toHaveProperty('refresh_token');
  });

  it('T3: never gives what a subscriber has to agree to', async () => {
    for (const scope of ['IMMN', 'MIM', 'IMMN,NOTIFICATIONCHANNEL', 'NONSENSE']) {
      expect((await post('token', { ...credentials(client), grant_type: 'client_credentials', scope })).body.error).toBe('invalid_scope');
    }
  });
});

it('T7: neither code nor token is stored as it is', async () => {
  const code = await codeFor(actor, client);
  const { body } = await post('token', { ...codeForm(client, code), redirect_uri: redirectUri });
  const rows = JSON.stringify([await getPrisma().authorizationCode.findMany(), await getPrisma().token.findMany(), await getPrisma().clientSecret.findMany()]);
  for (const secret of [code, String(body.access_token), String(body.refresh_token), client.clientSecret]) expect(rows).not.toContain(secret);
});
