import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setTestClock } from '#lib/clock.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { endConsent } from '#lib/use-cases/consent/end-consent.ts';
import { codeFor, codeForm, createOAuthClient, credentials, isLive, post, refreshForm, type TestClient, type Tokens, tokensFor } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
beforeAll(async () => {
  actor = await createSubscriber();
  client = await createOAuthClient();
});
afterEach(() => setTestClock(null));

const refresh = (refreshToken: string, of: TestClient = client) => post('token', refreshForm(of, refreshToken));
const dayMs = 86_400_000;

describe('refresh', () => {
  it('rotates: a new access token and a new refresh token', async () => {
    const tokens = await tokensFor(actor, client);
    const answer = await refresh(tokens.refresh_token);
    expect(answer.status).toBe(200);
    expect(answer.body.refresh_token).not.toBe(tokens.refresh_token);
    expect(await isLive(String(answer.body.access_token))).toBe(true);
  });

  it('T6: reuse ends the family, the newest tokens included', async () => {
    const tokens = await tokensFor(actor, client);
    const next = (await refresh(tokens.refresh_token)).body as unknown as Tokens;
    expect((await refresh(tokens.refresh_token)).body.error).toBe('invalid_grant');
    expect(await isLive(next.access_token)).toBe(false);
    expect((await refresh(next.refresh_token)).body.error).toBe('invalid_grant');
  });

  it('T6: reuse of a grandparent ends the family', async () => {
    const first = await tokensFor(actor, client);
    const second = (await refresh(first.refresh_token)).body as unknown as Tokens;
    const third = (await refresh(second.refresh_token)).body as unknown as Tokens;
    await refresh(first.refresh_token);
    expect(await isLive(third.access_token)).toBe(false);
  });

  it('T6: of 20 refreshes at the same time at most one succeeds, and the family ends', async () => {
    const tokens = await tokensFor(actor, client);
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(tokens.refresh_token)));
    const wins = answers.filter(({ status }) => status === 200);
    expect(wins).toHaveLength(1);
    expect(await isLive(String(wins[0]?.body.access_token))).toBe(false);
  });

  it('T6: an end beside a rotation leaves nothing alive, whichever comes first', async () => {
    const ends = [
      (tokens: Tokens) => post('revoke', { ...credentials(client), token: tokens.refresh_token }),
      // The grandparent's second use ends the family too.
      (_tokens: Tokens, spent: string) => refresh(spent),
    ];
    for (let round = 0; round < 40; round += 1) {
      const first = await tokensFor(actor, client);
      const second = (await refresh(first.refresh_token)).body as unknown as Tokens;
      const [rotated] = await Promise.all([refresh(second.refresh_token), ends[round % 2]?.(second, first.refresh_token)]);
      const made = rotated.body as unknown as Partial<Tokens>;
      for (const token of [first.access_token, second.access_token, ...(made.access_token ? [made.access_token] : [])]) {
        expect([round, await isLive(token)]).toEqual([round, false]);
      }
      if (made.refresh_token) expect((await refresh(made.refresh_token)).body.error).toBe('invalid_grant');
    }
  });

  it('T5: a replayed code beside a rotation of what it gave leaves nothing alive', async () => {
    for (let round = 0; round < 20; round += 1) {
      const form = codeForm(client, await codeFor(actor, client));
      const first = (await post('token', form)).body as unknown as Tokens;
      const [rotated] = await Promise.all([refresh(first.refresh_token), post('token', form)]);
      const made = rotated.body as unknown as Partial<Tokens>;
      expect([round, await isLive(first.access_token), made.access_token ? await isLive(made.access_token) : false]).toEqual([round, false, false]);
    }
  });

  it('T6: another client can neither use nor end it', async () => {
    const tokens = await tokensFor(actor, client);
    const other = await createOAuthClient();
    expect((await refresh(tokens.refresh_token, other)).body.error).toBe('invalid_grant');
    expect((await refresh(tokens.refresh_token)).status).toBe(200);
  });

  it('T3: may only narrow the scopes, and does not lose the rest for good', async () => {
    const tokens = await tokensFor(actor, client);
    const narrow = await post('token', { ...refreshForm(client, tokens.refresh_token), scope: 'IMMN' });
    expect(narrow.body.scope).toBe('IMMN');
    const again = await refresh(String(narrow.body.refresh_token));
    expect(again.body.scope).toBe('IMMN MIM');
    const sender = await createOAuthClient({ scopes: ['IMMN'] });
    const only = (await post('token', codeForm(sender, await codeFor(actor, sender, { scope: 'IMMN' })))).body as unknown as Tokens;
    for (const scope of ['MIM', 'IMMN MIM', 'IMMN,MIM', 'NONSENSE']) {
      expect((await post('token', { ...refreshForm(sender, only.refresh_token), scope })).body.error).toBe('invalid_scope');
    }
    expect((await refresh(only.refresh_token, sender)).status).toBe(200);
  });

  it('T6: has an absolute end 90 days after the first token, however often it was used', async () => {
    const start = Date.now();
    const tokens = await tokensFor(actor, client);
    await getPrisma().consentGrant.updateMany({ where: { clientId: client.id }, data: { endsAt: null } });
    setTestClock(new Date(start + 89 * dayMs));
    const late = await refresh(tokens.refresh_token);
    expect(late.status).toBe(200);
    setTestClock(new Date(start + 90 * dayMs + 5_000));
    expect((await refresh(String(late.body.refresh_token))).body.error).toBe('invalid_grant');
  });

  it('is refused after the subscriber ended the consent, the app revoked it, or the staff disabled the app', async () => {
    const ended = await createOAuthClient();
    const endedTokens = await tokensFor(actor, ended);
    const grant = await getPrisma().consentGrant.findFirstOrThrow({ where: { clientId: ended.id } });
    await endConsent({ actor, grantId: grant.id });
    expect((await refresh(endedTokens.refresh_token, ended)).body.error).toBe('invalid_grant');

    const tokens = await tokensFor(actor, client);
    await post('revoke', { ...credentials(client), token: tokens.refresh_token });
    expect((await refresh(tokens.refresh_token)).body.error).toBe('invalid_grant');

    const disabled = await createOAuthClient();
    const disabledTokens = await tokensFor(actor, disabled);
    await getPrisma().client.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } });
    expect((await refresh(disabledTokens.refresh_token, disabled)).body.error).toBe('invalid_client');
  });

  it('an access token is no refresh token', async () => {
    const tokens = await tokensFor(actor, client);
    expect((await refresh(tokens.access_token)).body.error).toBe('invalid_grant');
  });
});
