import { beforeAll, describe, expect, it } from 'vitest';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { basicOf, codeFor, codeForm, createOAuthClient, credentials, post, redirectUri, type TestClient } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
beforeAll(async () => {
  actor = await createSubscriber();
  client = await createOAuthClient();
});

describe('POST /oauth/v4/token', () => {
  it('gives a modern client an access token of an hour and a refresh token, not to be cached', async () => {
    const answer = await post('token', codeForm(client, await codeFor(actor, client)));
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'IMMN MIM', refresh_token: expect.stringMatching(/^hs_rt_/), access_token: expect.stringMatching(/^hs_at_/) });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-type')).toContain('application/json');
  });

  it('accepts Basic', async () => {
    const { client_id: _id, client_secret: _secret, ...form } = codeForm(client, await codeFor(actor, client));
    expect((await post('token', form, basicOf(client))).status).toBe(200);
  });

  it('gives a token for the notification channel, without a refresh token to modern clients', async () => {
    const answer = await post('token', { ...credentials(client), grant_type: 'client_credentials', scope: 'NOTIFICATIONCHANNEL' });
    expect(answer.body).toMatchObject({ scope: 'NOTIFICATIONCHANNEL', expires_in: 3600 });
    expect(answer.body).not.toHaveProperty('refresh_token');
  });

  it('of two live secrets takes either', async () => {
    const rotating = await createOAuthClient();
    await getPrisma().clientSecret.updateMany({ where: { clientId: rotating.id }, data: { expiresAt: new Date(Date.now() + 60_000) } });
    expect((await post('token', { ...credentials(rotating), grant_type: 'client_credentials' })).status).toBe(200);
  });

  it('T7: neither code nor token is stored as it is', async () => {
    const code = await codeFor(actor, client);
    const { body } = await post('token', { ...codeForm(client, code), redirect_uri: redirectUri });
    const rows = JSON.stringify([await getPrisma().authorizationCode.findMany(), await getPrisma().token.findMany(), await getPrisma().clientSecret.findMany()]);
    for (const secret of [code, String(body.access_token), String(body.refresh_token), client.clientSecret]) expect(rows).not.toContain(secret);
  });
});
