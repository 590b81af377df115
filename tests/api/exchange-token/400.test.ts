import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setTestClock } from '#lib/clock.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { oauthRoutes } from '#lib/api/routes/oauth.ts';
import { endConsent } from '#lib/use-cases/consent/end-consent.ts';
import { basicOf, codeFor, codeForm, createOAuthClient, credentials, isLive, post, type TestClient, type Tokens, verifier } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
beforeAll(async () => {
  actor = await createSubscriber();
  client = await createOAuthClient();
});
afterEach(() => setTestClock(null));

const liveTokens = (tokens: Tokens) => isLive(tokens.access_token);

describe('POST /oauth/v4/token with a code that leads nowhere', () => {
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

describe('POST /oauth/v4/token refused', () => {
  const send = (init: RequestInit, query = '') => oauthRoutes.request(`http://localhost/oauth/v4/token${query}`, init);
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

  it('T7: refuses a secret in the address', async () => {
    const answer = await send({ method: 'POST', headers: form, body: 'grant_type=client_credentials' }, `?client_id=${client.clientId}&client_secret=${client.clientSecret}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: 'invalid_request' });
  });

  it.each([
    ['JSON', { 'Content-Type': 'application/json' }, '{}', 'Send the parameters as application/x-www-form-urlencoded'],
    ['no type', { 'Content-Type': '' }, 'grant_type=client_credentials', 'Send the parameters as application/x-www-form-urlencoded'],
    ['a doubled parameter', form, 'grant_type=a&grant_type=b', ''],
    ['a body of a mebibyte', form, `a=${'x'.repeat(1024 * 1024)}`, 'over 16384 bytes'],
  ])('%s is invalid_request', async (_name, headers, body, says) => {
    const answer = await send({ method: 'POST', headers, body });
    expect([answer.status, await answer.json()]).toEqual([400, { error: 'invalid_request', error_description: expect.stringContaining(says) }]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('two methods of client authentication at once', async () => {
    const answer = await post('token', { ...credentials(client), grant_type: 'client_credentials' }, basicOf(client));
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
  });

  it('T3: never gives what a subscriber has to agree to', async () => {
    for (const scope of ['IMMN', 'MIM', 'IMMN,NOTIFICATIONCHANNEL', 'NONSENSE']) {
      expect((await post('token', { ...credentials(client), grant_type: 'client_credentials', scope })).body.error).toBe('invalid_scope');
    }
  });
});
