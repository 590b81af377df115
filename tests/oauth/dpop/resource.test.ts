import { beforeAll, describe, expect, it } from 'vitest';
import { getPrisma } from '#lib/data/prisma.ts';
import { env } from '#lib/env.ts';
import { tokenHashOf } from '#lib/use-cases/oauth/secrets.ts';
import { callApi, createClient, createToken } from '#tests/support/fixtures/app-clients.ts';
import { boundCall, newProofKey, type ProofKey, proofOf } from '#tests/support/fixtures/dpop.ts';
import { startRawApi } from '#tests/support/fixtures/raw-api.ts';
import { answering, createRouteCaller, pathOf, type RouteCaller } from '#tests/support/fixtures/route-caller.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const path = '/myMessages/v2/messages/index/info';
const details = '/myMessages/v2/notificationConnectionDetails';
const algs = 'algs="ES256 ES384 EdDSA Ed25519 PS256 RS256"';
let caller: RouteCaller;
let unbound: RouteCaller;
let key: ProofKey;

const bind = (token: string, to: ProofKey = key) => getPrisma().token.update({ where: { tokenHash: tokenHashOf(token) }, data: { dpopThumbprint: to.thumbprint } });

beforeAll(async () => {
  [caller, unbound, key] = await Promise.all([createRouteCaller(), createRouteCaller(), newProofKey()]);
  await Promise.all([bind(caller.token), bind(caller.clientToken)]);
});

const get = (headers: Record<string, string>, at = path) => callApi('GET', at, { headers });

describe('a bound token with a proof (RFC 9449, 7)', () => {
  it('opens every route as its holder, whichever token opens it', async () => {
    for (const route of answering('invalid-dpop-proof')) {
      const token = route.opensTo === 'client' ? caller.clientToken : caller.token;
      const answer = await callApi(route.method, pathOf(route), { headers: await boundCall(key, token, { method: route.method, path: pathOf(route) }) });
      expect([route.operation, answer.status]).not.toEqual([route.operation, 401]);
      expect([route.operation, answer.headers.get('ratelimit')]).toEqual([route.operation, expect.any(String)]);
    }
  });

  it('the scheme in any case, a query that is not in htu, and HEAD', async () => {
    const headers = await boundCall(key, caller.token, { path });
    expect((await get({ ...headers, Authorization: `dPoP ${caller.token}` })).status).toBe(200);
    expect((await get(await boundCall(key, caller.token, { path: details }), `${details}?queues=TEXT`)).status).toBe(200);
    expect((await callApi('HEAD', path, { headers: await boundCall(key, caller.token, { path, method: 'HEAD' }) })).status).toBe(200);
  });

  it('T2: ends at once as any token does', async () => {
    const { token } = await createToken({ client: await createClient(), subscriber: await createSubscriber() });
    await bind(token);
    expect((await get(await boundCall(key, token, { path }))).status).toBe(200);
    await getPrisma().token.update({ where: { tokenHash: tokenHashOf(token) }, data: { revokedAt: new Date() } });
    const answer = await get(await boundCall(key, token, { path }));
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^DPoP realm="handset", error="invalid_token"/)]);
  });
});

describe('a token that is not presented as it was bound is 401 invalid_token', () => {
  it('bound, as Bearer', async () => {
    const beside = { DPoP: await proofOf(key, { method: 'GET', path, token: caller.token }) };
    for (const proof of [undefined, beside]) {
      const answer = await get({ Authorization: `Bearer ${caller.token}`, ...proof });
      expectRefused(answer, { status: 401, code: 'POL0001', field: 'Authorization', says: 'bound to a key' });
      expect(answer.headers.get('www-authenticate')).toMatch(new RegExp(`^Bearer realm="handset", error="invalid_token", error_description="[^"]+", DPoP realm="handset", ${algs}$`));
      // It counts for nobody: what was stolen cannot even use up the app's limit.
      expect(answer.headers.get('ratelimit')).toBeNull();
    }
  });

  it('unbound, as DPoP', async () => {
    const answer = await get(await boundCall(key, unbound.token, { path }));
    expectRefused(answer, { status: 401, code: 'POL0001', field: 'Authorization', says: 'not bound' });
    expect(answer.headers.get('www-authenticate')).toMatch(new RegExp(`^DPoP realm="handset", error="invalid_token", error_description="[^"]+", ${algs}, Bearer realm="handset"$`));
    expect((await unbound.call('GET', path)).status).toBe(200);
  });

  it('with the proof of another key', async () => {
    const answer = await get(await boundCall(await newProofKey(), caller.token, { path }));
    expectRefused(answer, { status: 401, code: 'POL0001', field: 'Authorization', says: 'not by the key' });
    expect(answer.headers.get('ratelimit')).toBeNull();
  });

  it('an invented token', async () => {
    expectRefused(await get(await boundCall(key, `${caller.token.slice(0, -1)}!`, { path })), { status: 401, code: 'POL0001', field: 'Authorization', says: '' });
  });

  it('never reads the spent limit of the app', async () => {
    const { token } = await createToken({ client: await createClient({ perMinute: 1 }), subscriber: await createSubscriber() });
    await bind(token);
    for (let at = 0; at < 5; at += 1) await get({ Authorization: `Bearer ${token}` });
    expect((await get(await boundCall(key, token, { path }))).status).toBe(200);
  });
});

describe('a proof that does not fit is 401 invalid_dpop_proof', () => {
  const now = () => Math.floor(Date.now() / 1000);
  const wrong: readonly (readonly [string, () => Record<string, unknown>, string])[] = [
    ['no ath', () => ({ ath: undefined }), 'ath'],
    ['ath that is the token itself', () => ({ ath: caller.token }), 'ath'],
    ['htm of another method', () => ({ htm: 'POST' }), 'htm'],
    ['htu of another call', () => ({ htu: `${env.PUBLIC_URL}/myMessages/v2/messages` }), 'htu'],
    ['htu of another host', () => ({ htu: `https://evil.example${path}` }), 'htu'],
    ['no jti', () => ({ jti: undefined }), 'jti'],
    ['iat five minutes behind', () => ({ iat: now() - 300 }), 'iat'],
    ['iat five minutes ahead', () => ({ iat: now() + 300 }), 'iat'],
  ];
  it.each(wrong)('%s', async (_name, claims, says) => {
    const answer = await get(await boundCall(key, caller.token, { path, claims: claims() }));
    expectRefused(answer, { status: 401, code: 'POL0001', field: 'DPoP', says });
    expect(answer.headers.get('www-authenticate')).toMatch(new RegExp(`^DPoP realm="handset", error="invalid_dpop_proof", error_description="[^"]+", ${algs}, Bearer realm="handset"$`));
  });

  it("ath of another token of the same key, and none at all", async () => {
    const { token } = await createToken({ client: caller.client, subscriber: caller.subscriber, grantId: caller.grantId });
    await bind(token);
    const proof = await proofOf(key, { method: 'GET', path, token });
    expectRefused(await get({ Authorization: `DPoP ${caller.token}`, DPoP: proof }), { status: 401, code: 'POL0001', field: 'DPoP', says: 'ath' });
    expectRefused(await get({ Authorization: `DPoP ${caller.token}` }), { status: 401, code: 'POL0001', field: 'DPoP', says: 'missing' });
  });

  it('T5: twice, and of 50 copies at once exactly one', async () => {
    const headers = await boundCall(key, caller.token, { path });
    const answers = await Promise.all(Array.from({ length: 50 }, () => get(headers)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status, text }) => status === 401 && text.includes('used before'))).toHaveLength(49);
    expectRefused(await get(headers), { status: 401, code: 'POL0001', field: 'DPoP', says: 'used before' });
  });

  it('two DPoP headers, as they come over a socket, whichever is good', async () => {
    const raw = await startRawApi();
    const lines = async (...proofs: string[]) => [`Authorization: DPoP ${caller.token}`, ...proofs.map((proof) => `DPoP: ${proof}`)];
    const good = () => proofOf(key, { method: 'GET', path, token: caller.token });
    expect((await raw.send('GET', path, await lines(await good()))).status).toBe(200);
    for (const pair of [[await good(), 'x'], ['x', await good()], [await good(), await good()]]) {
      expect((await raw.send('GET', path, await lines(...pair))).status).toBe(401);
    }
    raw.close();
  });
});
