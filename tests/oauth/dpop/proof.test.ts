import { createHmac, generateKeyPairSync } from 'node:crypto';
import { exportJWK } from 'jose';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setTestClock } from '#lib/clock.ts';
import { purgeExpired } from '#lib/data/purge.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import { env } from '#lib/env.ts';
import { createOAuthClient, credentials, post, type TestClient } from '#tests/support/fixtures/oauth.ts';
import { newProofKey, type ProofKey, proofOf, type ProofOptions } from '#tests/support/fixtures/dpop.ts';

let client: TestClient;
let key: ProofKey;
beforeAll(async () => {
  client = await createOAuthClient();
  key = await newProofKey();
});
afterEach(() => setTestClock(null));

const ask = (proof: string) => post('token', { ...credentials(client), grant_type: 'client_credentials' }, { DPoP: proof });
const refusal = { status: 400, body: { error: 'invalid_dpop_proof', error_description: expect.any(String) } };

async function expectRefused(proof: string, says: string): Promise<void> {
  const answer = await ask(proof);
  expect([answer.status, answer.body]).toEqual([refusal.status, { error: 'invalid_dpop_proof', error_description: expect.stringContaining(says) }]);
}

const now = () => Math.floor(Date.now() / 1000);
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const htu = `${env.PUBLIC_URL}/oauth/v4/token`;
const { host, port, hostname, protocol } = new URL(env.PUBLIC_URL);

describe('a proof that is right', () => {
  it.each([['ES256'], ['ES384'], ['EdDSA'], ['Ed25519'], ['PS256'], ['RS256']])('%s', async (algorithm) => {
    const answer = await ask(await proofOf(await newProofKey(algorithm)));
    expect([answer.status, answer.body.token_type]).toEqual([200, 'DPoP']);
  });

  const right: readonly (readonly [string, () => ProofOptions])[] = [
    ['htu with a query and a fragment, which do not count', () => ({ claims: { htu: `${htu}?x=1#y` } })],
    ['htu with the scheme and the host in capitals', () => ({ claims: { htu: `${protocol.toUpperCase()}//${hostname.toUpperCase()}${port ? `:${port}` : ''}/oauth/v4/token` } })],
    ['htu with an encoded letter', () => ({ claims: { htu: `${env.PUBLIC_URL}/oauth/v4/%74oken` } })],
    ['50 seconds behind', () => ({ claims: { iat: now() - 50 } })],
    ['50 seconds ahead', () => ({ claims: { iat: now() + 50 } })],
    ['claims and key members that nobody asked for', () => ({ claims: { nonce: 'x', other: 1 }, header: { jwk: { ...key.jwk, kid: 'mine', use: 'sig' }, kid: 'mine' } })],
  ];
  it.each(right)('%s', async (_name, options) => {
    expect((await ask(await proofOf(key, options()))).body).toMatchObject({ token_type: 'DPoP' });
  });

  it('without a proof the token is a bearer token', async () => {
    expect((await post('token', { ...credentials(client), grant_type: 'client_credentials' })).body.token_type).toBe('Bearer');
  });
});

describe('a proof that is wrong is invalid_dpop_proof', () => {
  const claims: readonly (readonly [string, () => Record<string, unknown>, string])[] = [
    ['no jti', () => ({ jti: undefined }), 'jti'],
    ['an empty jti', () => ({ jti: '' }), 'jti'],
    ['a jti that is a number', () => ({ jti: 7 }), 'jti'],
    ['a jti of 257 characters', () => ({ jti: 'x'.repeat(257) }), 'jti'],
    ['no htm', () => ({ htm: undefined }), 'htm'],
    ['htm GET', () => ({ htm: 'GET' }), 'htm'],
    ['htm in small letters', () => ({ htm: 'post' }), 'htm'],
    ['no htu', () => ({ htu: undefined }), 'htu'],
    ['htu of another endpoint', () => ({ htu: `${env.PUBLIC_URL}/oauth/v4/par` }), 'htu'],
    ['htu of another host', () => ({ htu: 'https://evil.example/oauth/v4/token' }), 'htu'],
    ['htu with the port of another', () => ({ htu: `${protocol}//${hostname}:9/oauth/v4/token` }), 'htu'],
    ['htu with a user name', () => ({ htu: `${protocol}//me@${host}/oauth/v4/token` }), 'htu'],
    ['htu with a slash behind', () => ({ htu: `${htu}/` }), 'htu'],
    ['htu in other letters', () => ({ htu: `${env.PUBLIC_URL}/oauth/v4/Token` }), 'htu'],
    ['htu without a host', () => ({ htu: '/oauth/v4/token' }), 'htu'],
    ['htu that is a list', () => ({ htu: [htu] }), 'htu'],
    ['no iat', () => ({ iat: undefined }), 'iat'],
    ['iat five minutes behind', () => ({ iat: now() - 300 }), 'iat'],
    ['iat five minutes ahead', () => ({ iat: now() + 300 }), 'iat'],
    ['iat in milliseconds', () => ({ iat: Date.now() }), 'iat'],
    ['a proof that has run out by itself', () => ({ exp: now() - 10 }), 'signature'],
    ['a proof that is not good yet', () => ({ nbf: now() + 30 }), 'signature'],
  ];
  it.each(claims)('%s', async (_name, changes, says) => expectRefused(await proofOf(key, { claims: changes() }), says));

  const headers: readonly (readonly [string, () => Record<string, unknown>, string])[] = [
    ['no typ', () => ({ typ: undefined }), 'typ'],
    ['typ JWT', () => ({ typ: 'JWT' }), 'typ'],
    ['no jwk', () => ({ jwk: undefined }), 'jwk'],
    ['a jwk that is a text', () => ({ jwk: JSON.stringify(key.jwk) }), 'jwk'],
    ['the key of another', () => ({ jwk: other.jwk }), 'signature'],
    ['the private key in jwk', () => ({ jwk: privateJwk }), 'private part'],
    ['a jwk of another kind', () => ({ jwk: { kty: 'oct', k: 'AAAA' } }), 'jwk'],
    ['a jwk of another curve', () => ({ jwk: { ...key.jwk, crv: 'P-384' } }), 'jwk'],
    ['a point that is not on the curve', () => ({ jwk: { ...key.jwk, y: key.jwk.x } }), 'signature'],
    ['a critical extension', () => ({ crit: ['x'], x: 1 }), 'signature'],
  ];
  let other: ProofKey;
  let privateJwk: unknown;
  beforeAll(async () => {
    other = await newProofKey();
    privateJwk = await exportJWK(key.privateKey);
  });
  it.each(headers)('%s', async (_name, changes, says) => {
    const proof = await proofOf(key);
    const [, payload, signature] = proof.split('.');
    // Signed again where the library signs it; otherwise the header alone is exchanged, and its check comes before the signature's.
    const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: key.jwk, ...changes() };
    const signed = 'crit' in header ? `${base64url(header)}.${payload}.${signature}` : await proofOf(key, { header: changes() });
    await expectRefused(signed, says);
  });

  it.each([
    ['alg none', 'none', () => ''],
    ['alg HS256 with the public key as the secret', 'HS256', (text: string) => createHmac('sha256', JSON.stringify(key.jwk)).update(text).digest('base64url')],
    ['an alg that is not offered', 'ES512', () => 'AAAA'],
    ['no alg', undefined, () => 'AAAA'],
  ])('%s', async (_name, alg, sign) => {
    const signed = `${base64url({ typ: 'dpop+jwt', alg, jwk: key.jwk })}.${base64url({ jti: 'a', htm: 'POST', htu, iat: now() })}`;
    await expectRefused(`${signed}.${sign(signed)}`, alg === 'none' ? 'one signed JWT' : 'alg');
  });

  it('an RSA key of 1024 bits, and one of 8192', async () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
    const signed = (jwk: unknown) => `${base64url({ typ: 'dpop+jwt', alg: 'RS256', jwk })}.${base64url({ jti: 'a', htm: 'POST', htu, iat: now() })}.AAAA`;
    await expectRefused(signed(short), 'signature');
    await expectRefused(signed({ ...short, n: 'A'.repeat(1366) }), 'jwk');
    await expectRefused(signed({ ...short, e: 'A'.repeat(300) }), 'jwk');
  });

  it('a payload or a signature that was changed', async () => {
    const [header, payload, signature = ''] = (await proofOf(key)).split('.');
    await expectRefused(`${header}.${base64url({ jti: 'b', htm: 'POST', htu, iat: now() })}.${signature}`, 'signature');
    await expectRefused(`${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`, 'signature');
  });

  it.each([
    ['an empty header', () => ''],
    ['two proofs in one header', (proof: string) => `${proof}, ${proof}`],
    ['no JWT', () => 'nonsense'],
    ['three parts of nothing', () => 'a.b.c'],
    ['five parts', (proof: string) => `${proof}.a.b`],
    ['a header that is JSON of something else', (proof: string) => `${base64url([1])}.${proof.split('.').slice(1).join('.')}`],
  ])('%s', async (_name, change) => expectRefused(change(await proofOf(key)), ''));

  it('over 4096 characters', async () => expectRefused(await proofOf(key, { claims: { much: 'x'.repeat(4096) } }), '4096'));
});

describe('T5: a proof works once', () => {
  it('the second use is refused', async () => {
    const proof = await proofOf(key);
    expect((await ask(proof)).status).toBe(200);
    await expectRefused(proof, 'used before');
  });

  it('another proof with the same jti by the same key is refused, by another key it is not', async () => {
    const jti = 'chosen-by-the-client';
    expect((await ask(await proofOf(key, { claims: { jti } }))).status).toBe(200);
    await expectRefused(await proofOf(key, { claims: { jti, iat: now() - 5 } }), 'used before');
    expect((await ask(await proofOf(await newProofKey(), { claims: { jti } }))).status).toBe(200);
  });

  it('of 50 copies at once exactly one is taken', async () => {
    const proof = await proofOf(key);
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(proof)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status, body }) => status === 400 && body.error === 'invalid_dpop_proof')).toHaveLength(49);
  });

  it('one that was purged is too old to be used again', async () => {
    const proof = await proofOf(key, { claims: { iat: now() - 55 } });
    expect((await ask(proof)).status).toBe(200);
    const kept = await getPrisma().dpopProof.findMany({ where: { expiresAt: { gt: new Date(Date.now() + 30_000) } } });
    await purgeExpired();
    await expectRefused(proof, 'used before');
    // Its row outlives the time in which it could be used: the window of 60 seconds after iat.
    expect(kept.length).toBeGreaterThan(0);
    await getPrisma().dpopProof.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
    await purgeExpired();
    expect(await getPrisma().dpopProof.count()).toBe(0);
    setTestClock(new Date(Date.now() + 61_000));
    await expectRefused(proof, 'iat');
  });

  it('strangers leave nothing behind', async () => {
    const before = await getPrisma().dpopProof.count();
    const answer = await post('token', { ...credentials(client), client_secret: 'wrong', grant_type: 'client_credentials' }, { DPoP: await proofOf(key) });
    expect([answer.status, await getPrisma().dpopProof.count()]).toEqual([401, before]);
  });
});
