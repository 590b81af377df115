import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setTestClock } from '#lib/clock.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { newToken } from '#lib/ids.ts';
import { requireClientToken, requireScope, requireSubscribersToken } from '#lib/use-cases/oauth/authenticate-token.ts';
import { endConsent, pauseConsent, resumeConsent } from '#lib/use-cases/consent/end-consent.ts';
import { allow, authorizeQuery, codeForm, createOAuthClient, credentials, holderOf, post, type TestClient, type Tokens, tokensFor } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
let tokens: Tokens;
beforeAll(async () => {
  actor = await createSubscriber();
  client = await createOAuthClient();
  tokens = await tokensFor(actor, client);
});
afterEach(() => setTestClock(null));

const use = async (token: string) => requireSubscribersToken(await holderOf(token));
const grantOf = (of: TestClient) => getPrisma().consentGrant.findFirstOrThrow({ where: { clientId: of.id, endedAt: null } });

describe('T2: an access token at request time', () => {
  it('names app, grant, subscriber and scopes', async () => {
    await expect(use(tokens.access_token)).resolves.toMatchObject({ kind: 'app', clientId: client.id, clientName: 'Desk', msisdn: actor.msisdn, mailboxId: actor.mailboxId, scopes: ['IMMN', 'MIM'] });
  });

  it.each([
    ['invented', () => newToken('hs_at')],
    ['with trailing bytes', () => `${tokens.access_token}x`],
    ['in another case', () => tokens.access_token.toUpperCase()],
    ['empty', () => ''],
    ['a refresh token', () => tokens.refresh_token],
    ['very long', () => 'a'.repeat(10_000)],
  ])('%s is invalid', async (_name, token) => {
    await expect(use(token())).rejects.toMatchObject({ code: 'invalid-token' });
  });

  it('is invalid one second after its end', async () => {
    setTestClock(new Date(Date.now() + 3_601_000));
    await expect(use(tokens.access_token)).rejects.toMatchObject({ code: 'invalid-token' });
  });

  it('of a disabled app, or of an app whose owner is disabled, is invalid at once', async () => {
    const other = await createOAuthClient();
    const mine = await tokensFor(actor, other);
    await getPrisma().client.update({ where: { id: other.id }, data: { disabledAt: new Date() } });
    await expect(use(mine.access_token)).rejects.toMatchObject({ code: 'invalid-token' });
    await getPrisma().client.update({ where: { id: other.id }, data: { disabledAt: null } });
    await getPrisma().account.update({ where: { id: other.accountId }, data: { disabledAt: new Date() } });
    await expect(use(mine.access_token)).rejects.toMatchObject({ code: 'invalid-token' });
  });

  it('of an ended consent is invalid at once, and of one that ran out', async () => {
    const other = await createOAuthClient();
    const mine = await tokensFor(actor, other);
    await endConsent({ actor, grantId: (await grantOf(other)).id });
    await expect(use(mine.access_token)).rejects.toMatchObject({ code: 'invalid-token' });
    const third = await createOAuthClient();
    const theirs = await tokensFor(actor, third);
    await getPrisma().consentGrant.updateMany({ where: { clientId: third.id }, data: { endsAt: new Date() } });
    await expect(use(theirs.access_token)).rejects.toMatchObject({ code: 'invalid-token' });
  });

  it('of a paused app is refused as paused, and works again afterwards', async () => {
    const other = await createOAuthClient();
    const mine = await tokensFor(actor, other);
    const { id: grantId } = await grantOf(other);
    await pauseConsent({ actor, grantId });
    await expect(use(mine.access_token)).rejects.toMatchObject({ code: 'grant-paused' });
    await resumeConsent({ actor, grantId });
    await expect(use(mine.access_token)).resolves.toMatchObject({ grantId });
  });

  it('T3: loses a scope that the subscriber or the developer took away', async () => {
    const other = await createOAuthClient();
    const mine = await tokensFor(actor, other);
    await allow(actor, authorizeQuery(other), ['IMMN']);
    await expect(use(mine.access_token)).resolves.toMatchObject({ scopes: ['IMMN'] });
    await getPrisma().client.update({ where: { id: other.id }, data: { scopes: ['MIM'] } });
    const holder = await use(mine.access_token);
    expect(holder.scopes).toEqual([]);
    expect(() => requireScope(holder, 'IMMN')).toThrow(expect.objectContaining({ code: 'insufficient-scope' }));
  });

  it('S8: with one scope has that one alone', async () => {
    const answer = await allow(actor, authorizeQuery(client, { scope: 'IMMN' }), ['IMMN']);
    const sender = (await post('token', codeForm(client, answer.searchParams.get('code') ?? ''))).body as unknown as Tokens;
    const holder = await use(sender.access_token);
    expect(() => requireScope(holder, 'IMMN')).not.toThrow();
    expect(() => requireScope(holder, 'MIM')).toThrow(expect.objectContaining({ code: 'insufficient-scope' }));
  });

  it("an app's own token reads nobody's messages, and a subscriber's token is not the app's own", async () => {
    const own = (await post('token', { ...credentials(client), grant_type: 'client_credentials' })).body as unknown as Tokens;
    await expect(use(own.access_token)).rejects.toMatchObject({ code: 'insufficient-scope' });
    const holder = await holderOf(tokens.access_token);
    expect(() => requireClientToken(holder)).toThrowError(expect.objectContaining({ code: 'insufficient-scope' }));
  });
});
