import { beforeAll, describe, expect, it } from 'vitest';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { env } from '#lib/env.ts';
import { createOAuthClient, credentials, post, type TestClient, tokensFor } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
beforeAll(async () => {
  actor = await createSubscriber();
  client = await createOAuthClient();
});

describe('POST /oauth/v4/introspect (RFC 7662)', () => {
  it('tells a client of its own live token', async () => {
    const tokens = await tokensFor(actor, client);
    const { body, headers } = await post('introspect', { ...credentials(client), token: tokens.access_token });
    expect(body).toMatchObject({ active: true, client_id: client.clientId, scope: 'IMMN MIM', token_type: 'Bearer', iss: env.PUBLIC_URL });
    expect(Number(body.exp) - Number(body.iat)).toBe(3600);
    expect(JSON.stringify(body)).not.toContain(actor.subscriberId);
    expect(headers.get('cache-control')).toBe('no-store');
  });
});
