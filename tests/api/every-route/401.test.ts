import { beforeAll, describe, expect, it } from 'vitest';
import { getPrisma } from '#lib/data/prisma.ts';
import { newAccessToken, tokenHashOf } from '#lib/use-cases/oauth/secrets.ts';
import { callApi, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { type RawApi, startRawApi } from '#tests/support/fixtures/raw-api.ts';
import { answering, createRouteCaller, pathOf, type RouteCaller } from '#tests/support/fixtures/route-caller.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const infoPath = '/myMessages/v2/messages/index/info';
const refusal = { status: 401, code: 'POL0001', field: 'Authorization' };
let caller: RouteCaller;

beforeAll(async () => {
  caller = await createRouteCaller();
});

describe('a token that does not hold', () => {
  it.each(answering('invalid-token'))('$operation: an invented one is 401 POL0001 with error="invalid_token"', async (route) => {
    const answer = await callApi(route.method, pathOf(route), { token: newAccessToken() });
    expectRefused(answer, { ...refusal, says: 'wrong, expired or revoked' });
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="handset", error="invalid_token", error_description="[^"]+", DPoP realm="handset", algs="ES256 ES384 EdDSA Ed25519 PS256 RS256"$/);
    expect(answer.headers.get('ratelimit')).toBeNull();
  });

  const malformed: [name: string, value: (token: string) => string][] = [
    ['another scheme', () => 'Basic YTpi'],
    ['no token behind the scheme', () => 'Bearer'],
    ['bytes behind the token', (token) => `Bearer ${token} x`],
    ['two tokens', (token) => `Bearer ${token}, Bearer ${token}`],
    ['a letter too many', (token) => `Bearer ${token}x`],
    ['the word null', () => 'Bearer null'],
    ['9,000 letters', () => `Bearer ${'A'.repeat(9000)}`],
    ['a token of another make', () => 'Bearer a.b.c'],
    ['the token without a scheme', (token) => token],
  ];

  it.each(malformed)('security 4.4: %s', async (_name, value) => {
    const answer = await callApi('GET', infoPath, { headers: { Authorization: value(caller.token) } });
    expectRefused(answer, { ...refusal, says: '' });
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
    expect(answer.text).not.toContain(caller.token);
  });

  it('security 4.4: two Authorization headers are refused, whichever is good', async () => {
    const raw: RawApi = await startRawApi();
    const good = `Authorization: BEARER ${caller.token}`;
    for (const pair of [[good, 'Authorization: Bearer x'], ['Authorization: Bearer x', good], [good, good]]) {
      expect((await raw.send('GET', infoPath, pair)).status).toBe(401);
    }
    raw.close();
  });
});

describe('a token that is bound to a key, without a proof that holds', () => {
  it.each(answering('invalid-dpop-proof'))('$operation: no proof is 401 POL0001 with error="invalid_dpop_proof"', async (route) => {
    const token = route.opensTo === 'client' ? caller.clientToken : caller.token;
    const answer = await callApi(route.method, pathOf(route), { headers: { Authorization: `DPoP ${token}` } });
    expectRefused(answer, { ...refusal, field: 'DPoP', says: 'The DPoP header is missing' });
    expect(answer.headers.get('www-authenticate')).toMatch(/^DPoP realm="handset", error="invalid_dpop_proof", error_description="[^"]+", algs="[^"]+", Bearer realm="handset"$/);
    expect(answer.headers.get('ratelimit')).toBeNull();
  });
});

describe('T2: as everything stands at this moment', () => {
  const ends: [name: string, end: (caller: RouteCaller) => Promise<unknown>][] = [
    ['the token was revoked', ({ token }) => getPrisma().token.update({ where: { tokenHash: tokenHashOf(token) }, data: { revokedAt: new Date() } })],
    ['the token has run out', ({ token }) => getPrisma().token.update({ where: { tokenHash: tokenHashOf(token) }, data: { expiresAt: new Date(Date.now() - 1000) } })],
    ['the consent was ended', ({ grantId }) => getPrisma().consentGrant.update({ where: { id: grantId }, data: { endedAt: new Date() } })],
    ['the consent has run out', ({ grantId }) => getPrisma().consentGrant.update({ where: { id: grantId }, data: { endsAt: new Date(Date.now() - 1000) } })],
    ['the app was disabled', ({ client }) => getPrisma().client.update({ where: { id: client.id }, data: { disabledAt: new Date() } })],
    ['the account of the app was disabled', ({ client }) => getPrisma().account.update({ where: { id: client.accountId }, data: { disabledAt: new Date() } })],
    ['the number was given up', ({ subscriber }) => getPrisma().subscriber.update({ where: { id: subscriber.subscriberId }, data: { releasedAt: new Date() } })],
  ];

  it.each(ends)('%s: the very next call is 401', async (_name, end) => {
    const other = await createRouteCaller();
    expect((await other.call('GET', infoPath)).status).toBe(200);
    await end(other);
    expectRefused(await other.call('GET', infoPath), { ...refusal, says: 'wrong, expired or revoked' });
  });

  it('the token of the app itself ends with the app', async () => {
    const other = await createRouteCaller();
    await getPrisma().client.update({ where: { id: other.client.id }, data: { disabledAt: new Date() } });
    for (const route of answering('invalid-token').filter(({ opensTo }) => opensTo === 'client')) expect((await other.callRoute(route)).status).toBe(401);
  });

  it('another app of the same account goes on', async () => {
    const [one, two] = [await createCaller(), await createCaller()];
    await getPrisma().client.update({ where: { id: one.client.id }, data: { disabledAt: new Date() } });
    expect((await two.call('GET', infoPath)).status).toBe(200);
  });
});
