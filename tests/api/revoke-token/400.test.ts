import { beforeAll, describe, expect, it } from 'vitest';
import { basicOf, createOAuthClient, credentials, post, type TestClient } from '#tests/support/fixtures/oauth.ts';
import { oauthRoutes } from '#lib/api/routes/oauth.ts';

let client: TestClient;
beforeAll(async () => {
  client = await createOAuthClient();
});

describe('POST /oauth/v4/revoke refused', () => {
  it('without a token, with an empty one, with two', async () => {
    const { client_id, client_secret } = credentials(client);
    const forms: (string | Record<string, string>)[] = [{ client_id, client_secret }, { client_id, client_secret, token: '' }, `client_id=${client_id}&client_secret=${client_secret}&token=a&token=b`];
    for (const form of forms) {
      const answer = await post('revoke', form);
      expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('T7: with the token in the address, and as JSON', async () => {
    const ask = (query: string, type: string) =>
      oauthRoutes.request(`http://localhost/oauth/v4/revoke${query}`, { method: 'POST', headers: { 'Content-Type': type }, body: new URLSearchParams(credentials(client)).toString() });
    expect((await ask('?token=x', 'application/x-www-form-urlencoded')).status).toBe(400);
    expect((await ask('', 'application/json')).status).toBe(400);
  });

  it('with two methods of client authentication at once', async () => {
    expect((await post('revoke', { ...credentials(client), token: 'x' }, basicOf(client))).body.error).toBe('invalid_request');
  });
});
