import { beforeAll, expect, it } from 'vitest';
import { getPrisma } from '#lib/data/prisma.ts';
import { authorizeQuery, basicOf, createOAuthClient, post, push, type TestClient } from '#tests/support/fixtures/oauth.ts';

let client: TestClient;
beforeAll(async () => {
  client = await createOAuthClient();
});

it.each([
  ['no client authentication', () => ({}), () => ({})],
  ['a wrong secret', () => ({ client_secret: 'wrong' }), () => ({})],
  ['a wrong secret in Basic', () => ({}), () => basicOf({ ...client, clientSecret: 'wrong' })],
  ['an unknown client', () => ({ client_id: 'nobody', client_secret: 'x' }), () => ({})],
])('%s is invalid_client, and nothing is kept', async (_name, more, headers) => {
  const answer = await post('par', { ...Object.fromEntries(authorizeQuery(client)), ...more() }, headers());
  expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client']);
  expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
  expect(await getPrisma().pushedRequest.count()).toBe(0);
});

it('a disabled app', async () => {
  const disabled = await createOAuthClient();
  await getPrisma().client.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } });
  expect((await push(disabled)).status).toBe(401);
});
