import { beforeAll, describe, expect, it } from 'vitest';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { createOAuthClient, credentials, isLive, post, type TestClient, tokensFor } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
beforeAll(async () => {
  actor = await createSubscriber();
  client = await createOAuthClient();
});

describe('POST /oauth/v4/revoke (RFC 7009)', () => {
  it('a refresh token takes its access tokens with it', async () => {
    const tokens = await tokensFor(actor, client);
    expect((await post('revoke', { ...credentials(client), token: tokens.refresh_token, token_type_hint: 'refresh_token' })).status).toBe(200);
    expect(await isLive(tokens.access_token)).toBe(false);
  });

  it('an access token goes alone, also under the wrong hint', async () => {
    const tokens = await tokensFor(actor, client);
    await post('revoke', { ...credentials(client), token: tokens.access_token, token_type_hint: 'refresh_token' });
    expect(await isLive(tokens.access_token)).toBe(false);
    expect((await post('introspect', { ...credentials(client), token: tokens.refresh_token })).body.active).toBe(true);
  });
});
