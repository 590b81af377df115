import { beforeAll, describe, expect, it } from 'vitest';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import {
  allow, authorizeQuery, begin, codeFor, codeForm, createOAuthClient, credentials, isLive, post, push, pushed, refreshForm, type TestClient, type Tokens,
} from '#tests/support/fixtures/oauth.ts';
import { newProofKey, type ProofKey, proofOf } from '#tests/support/fixtures/dpop.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
let key: ProofKey;
let other: ProofKey;
beforeAll(async () => {
  [actor, client, key, other] = await Promise.all([createSubscriber(), createOAuthClient(), newProofKey(), newProofKey()]);
});

const withKey = async (by: ProofKey | null, path = '/oauth/v4/token'): Promise<Record<string, string>> => (by ? { DPoP: await proofOf(by, { path }) } : {});
const exchange = async (code: string, by: ProofKey | null, of = client) => post('token', codeForm(of, code), await withKey(by));
const refresh = async (token: string, by: ProofKey | null, of = client) => post('token', refreshForm(of, token), await withKey(by));
const introspect = async (token: string, of = client) => (await post('introspect', { ...credentials(of), token })).body;

async function boundTokens(of = client): Promise<Tokens> {
  return (await exchange(await codeFor(actor, of), key, of)).body as unknown as Tokens;
}

async function demand(change: { requireDpop?: boolean; requirePar?: boolean }): Promise<TestClient> {
  const strict = await createOAuthClient();
  await getPrisma().client.update({ where: { id: strict.id }, data: change });
  return strict;
}

describe('a code that is exchanged with a proof (RFC 9449, 5)', () => {
  it('gives tokens that are bound to the key, and introspection names it', async () => {
    const { body } = await exchange(await codeFor(actor, client), key);
    expect(body).toMatchObject({ token_type: 'DPoP', expires_in: 3600, scope: 'IMMN MIM' });
    expect(await introspect(String(body.access_token))).toMatchObject({ active: true, token_type: 'DPoP', cnf: { jkt: key.thumbprint } });
    expect(await introspect(String(body.refresh_token))).toMatchObject({ active: true, cnf: { jkt: key.thumbprint } });
    expect(await isLive(String(body.access_token))).toBe(false);
  });

  it('a bearer token has no cnf', async () => {
    const { body } = await exchange(await codeFor(actor, client), null);
    expect(await introspect(String(body.access_token))).not.toHaveProperty('cnf');
  });

  it('a wrong proof does not use the code up', async () => {
    const code = await codeFor(actor, client);
    expect((await post('token', codeForm(client, code), { DPoP: 'x' })).body.error).toBe('invalid_dpop_proof');
    expect((await exchange(code, key)).status).toBe(200);
  });
});

describe('T6: a bound refresh token', () => {
  it('goes on with the same key alone', async () => {
    const tokens = await boundTokens();
    const none = await refresh(tokens.refresh_token, null);
    expect([none.status, none.body.error]).toEqual([400, 'invalid_dpop_proof']);
    const wrong = await refresh(tokens.refresh_token, other);
    expect([wrong.status, wrong.body.error]).toEqual([400, 'invalid_grant']);
    const next = await refresh(tokens.refresh_token, key);
    expect([next.status, next.body.token_type]).toEqual([200, 'DPoP']);
    expect(await introspect(String(next.body.access_token))).toMatchObject({ cnf: { jkt: key.thumbprint } });
    expect((await refresh(String(next.body.refresh_token), other)).body.error).toBe('invalid_grant');
  });

  it('used a second time ends the family, with the right key too', async () => {
    const tokens = await boundTokens();
    const next = (await refresh(tokens.refresh_token, key)).body;
    expect((await refresh(tokens.refresh_token, key)).body.error).toBe('invalid_grant');
    expect(await introspect(String(next.access_token))).toEqual({ active: false });
  });

  it('is revoked without a proof: whoever gives it back need not hold the key', async () => {
    const tokens = await boundTokens();
    expect((await post('revoke', { ...credentials(client), token: tokens.refresh_token })).status).toBe(200);
    expect(await introspect(tokens.access_token)).toEqual({ active: false });
  });

  it('that was not bound is bound from the first proof on', async () => {
    const plain = (await exchange(await codeFor(actor, client), null)).body;
    const next = (await refresh(String(plain.refresh_token), key)).body;
    expect(next.token_type).toBe('DPoP');
    expect((await refresh(String(next.refresh_token), null)).body.error).toBe('invalid_dpop_proof');
  });
});

describe('a code that is bound before it is made (RFC 9449, 10)', () => {
  const ways: readonly (readonly [string, () => Promise<URLSearchParams>])[] = [
    ['by dpop_jkt', async () => authorizeQuery(client, { dpop_jkt: key.thumbprint })],
    ['by dpop_jkt in a push', () => pushed(client, { dpop_jkt: key.thumbprint })],
    ['by a proof beside a push', async () => pushed(client, {}, await withKey(key, '/oauth/v4/par'))],
    ['by both', async () => pushed(client, { dpop_jkt: key.thumbprint }, await withKey(key, '/oauth/v4/par'))],
  ];
  it.each(ways)('%s is exchanged by that key alone', async (_name, query) => {
    const code = (await allow(actor, await query())).searchParams.get('code') ?? '';
    expect((await exchange(code, null)).body.error).toBe('invalid_dpop_proof');
    expect((await exchange(code, other)).body.error).toBe('invalid_grant');
    expect((await exchange(code, key)).body.token_type).toBe('DPoP');
  });

  it('dpop_jkt beside a request_uri is not read', async () => {
    const query = await pushed(client, {}, await withKey(key, '/oauth/v4/par'));
    query.set('dpop_jkt', other.thumbprint);
    const code = (await allow(actor, query)).searchParams.get('code') ?? '';
    expect((await exchange(code, key)).status).toBe(200);
  });

  it.each([['too short', 'a'.repeat(42)], ['of another alphabet', `${'a'.repeat(42)}+`], ['empty', '']])('a dpop_jkt that is %s is invalid_request', async (_name, value) => {
    const begun = await begin(authorizeQuery(client, { dpop_jkt: value }));
    expect(new URL((begun as { location: string }).location).searchParams.get('error')).toBe('invalid_request');
  });

  it('a push with the thumbprint of one key and the proof of another, or with a wrong proof', async () => {
    const mixed = await push(client, { dpop_jkt: other.thumbprint }, await withKey(key, '/oauth/v4/par'));
    expect([mixed.status, mixed.body.error]).toEqual([400, 'invalid_request']);
    const elsewhere = await push(client, {}, await withKey(key, '/oauth/v4/token'));
    expect([elsewhere.status, elsewhere.body.error]).toEqual([400, 'invalid_dpop_proof']);
  });
});

describe('an app whose tokens must be bound', () => {
  it('gets none without a proof, by any grant', async () => {
    const strict = await demand({ requireDpop: true });
    const code = await codeFor(actor, strict);
    for (const form of [codeForm(strict, code), { ...credentials(strict), grant_type: 'client_credentials' }, refreshForm(strict, 'x')]) {
      const answer = await post('token', form);
      expect([answer.status, answer.body.error]).toEqual([400, 'invalid_dpop_proof']);
    }
    expect((await exchange(code, key, strict)).body.token_type).toBe('DPoP');
    const own = await post('token', { ...credentials(strict), grant_type: 'client_credentials' }, await withKey(key));
    expect(own.body.token_type).toBe('DPoP');
  });

  it('from the switch on refuses refresh tokens from before; access tokens run out', async () => {
    const late = await createOAuthClient();
    const before = (await exchange(await codeFor(actor, late), null, late)).body;
    await getPrisma().client.update({ where: { id: late.id }, data: { requireDpop: true } });
    const answer = await refresh(String(before.refresh_token), key, late);
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_grant']);
    expect(await isLive(String(before.access_token))).toBe(true);
  });

  it('with both switches goes the whole way', async () => {
    const strict = await demand({ requireDpop: true, requirePar: true });
    expect(await begin(authorizeQuery(strict))).toMatchObject({ outcome: 'answer', location: expect.stringContaining('error=invalid_request') });
    const code = (await allow(actor, await pushed(strict, {}, await withKey(key, '/oauth/v4/par')))).searchParams.get('code') ?? '';
    const { body } = await exchange(code, key, strict);
    expect((await refresh(String(body.refresh_token), key, strict)).body.token_type).toBe('DPoP');
  });
});

it('the classic profile has no bound tokens: a proof is refused rather than left unread', async () => {
  const classic = await createOAuthClient({ profile: 'classic' });
  const answer = await post('token', { ...credentials(classic), grant_type: 'client_credentials' }, await withKey(key));
  expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
});
