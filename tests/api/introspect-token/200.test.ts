import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setTestClock } from '#lib/clock.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { env } from '#lib/env.ts';
import { createOAuthClient, credentials, post, type TestClient, tokensFor } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
let other: TestClient;
beforeAll(async () => {
  actor = await createSubscriber();
  [client, other] = await Promise.all([createOAuthClient(), createOAuthClient()]);
});
afterEach(() => setTestClock(null));

const introspect = (of: TestClient, token: string) => post('introspect', { ...credentials(of), token });

describe('POST /oauth/v4/introspect (RFC 7662)', () => {
  it('tells a client of its own live token', async () => {
    const tokens = await tokensFor(actor, client);
    const { body, headers } = await introspect(client, tokens.access_token);
    expect(body).toMatchObject({ active: true, client_id: client.clientId, scope: 'IMMN MIM', token_type: 'Bearer', iss: env.PUBLIC_URL });
    expect(Number(body.exp) - Number(body.iat)).toBe(3600);
    expect(JSON.stringify(body)).not.toContain(actor.subscriberId);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it("another client's, an expired, a revoked and a malformed token are active: false and nothing more", async () => {
    const tokens = await tokensFor(actor, client);
    const revoked = await tokensFor(actor, client);
    await post('revoke', { ...credentials(client), token: revoked.refresh_token });
    expect((await introspect(other, tokens.access_token)).body).toEqual({ active: false });
    expect((await introspect(client, revoked.access_token)).body).toEqual({ active: false });
    expect((await introspect(client, 'nonsense')).body).toEqual({ active: false });
    setTestClock(new Date(Date.now() + 3_601_000));
    expect((await introspect(client, tokens.access_token)).body).toEqual({ active: false });
  });
});
