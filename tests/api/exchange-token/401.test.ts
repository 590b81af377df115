import { beforeAll, describe, expect, it } from 'vitest';
import { getPrisma } from '#lib/data/prisma.ts';
import { basicOf, createOAuthClient, credentials, post, type TestClient } from '#tests/support/fixtures/oauth.ts';

let client: TestClient;
beforeAll(async () => {
  client = await createOAuthClient();
});

const ask = { grant_type: 'client_credentials' };

describe('POST /oauth/v4/token without the client', () => {
  it('answers a wrong Basic with 401 and a challenge', async () => {
    const answer = await post('token', { grant_type: 'client_credentials' }, basicOf({ ...client, clientSecret: 'wrong' }));
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
    ['no client authentication', () => ask, {}],
    ['an id without a secret', () => ({ client_id: client.clientId, ...ask }), {}],
    ['broken Basic', () => ask, { Authorization: 'Basic ???' }],
    ['Bearer for a client', () => ask, { Authorization: 'Bearer abc' }],
  ] as const)('%s is invalid_client', async (_name, form, headers) => {
    const answer = await post('token', form(), headers);
    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client']);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
  });

  it('a revoked secret, and one whose time is over', async () => {
    for (const data of [{ revokedAt: new Date() }, { expiresAt: new Date(Date.now() - 1000) }]) {
      const rotating = await createOAuthClient();
      expect((await post('token', { ...credentials(rotating), ...ask })).status).toBe(200);
      await getPrisma().clientSecret.updateMany({ where: { clientId: rotating.id }, data });
      expect((await post('token', { ...credentials(rotating), ...ask })).status).toBe(401);
    }
  });
});
