import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setTestClock } from '#lib/clock.ts';
import { purgeExpired } from '#lib/data/purge.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { allow, authorizeQuery, basicOf, begin, challenge, codeForm, createOAuthClient, post, push, pushed, redirectUri, type TestClient } from '#tests/support/fixtures/oauth.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
let client: TestClient;
beforeAll(async () => {
  actor = await createSubscriber();
  client = await createOAuthClient();
});
afterEach(() => setTestClock(null));

const over = { outcome: 'refused', reason: 'request-uri' };

describe('POST /oauth/v4/par (RFC 9126)', () => {
  it('gives a reference of at most a minute, not to be cached', async () => {
    const answer = await push(client);
    expect([answer.status, answer.body]).toEqual([201, { request_uri: expect.stringMatching(/^urn:ietf:params:oauth:request_uri:hs_pr_\w{49}$/), expires_in: 60 }]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('accepts Basic, with and without client_id in the form', async () => {
    const form = Object.fromEntries(authorizeQuery(client));
    const { client_id: _id, ...without } = form;
    expect((await post('par', form, basicOf(client))).status).toBe(201);
    expect((await post('par', without, basicOf(client))).status).toBe(201);
  });

  it('T7: neither the reference nor the secret is stored', async () => {
    const { body } = await push(client);
    const rows = JSON.stringify(await getPrisma().pushedRequest.findMany());
    for (const secret of [String(body.request_uri).replace(/^.*:/, ''), client.clientSecret]) expect(rows).not.toContain(secret);
  });

  it('goes from the push to tokens', async () => {
    const answer = await allow(actor, await pushed(client));
    expect(answer.href.startsWith(`${redirectUri}?`)).toBe(true);
    expect([...answer.searchParams.keys()].sort()).toEqual(['code', 'iss', 'state']);
    expect((await post('token', codeForm(client, answer.searchParams.get('code') ?? ''))).status).toBe(200);
  });
});

describe('a request_uri at the authorization endpoint', () => {
  it('works once', async () => {
    const query = await pushed(client);
    expect(await begin(query)).toMatchObject({ outcome: 'ask' });
    expect(await begin(query)).toEqual(over);
  });

  it('T5: of 50 uses at the same time exactly one wins', async () => {
    const query = await pushed(client);
    const begun = await Promise.all(Array.from({ length: 50 }, () => begin(query)));
    expect(begun.filter(({ outcome }) => outcome === 'ask')).toHaveLength(1);
    expect(begun.filter((each) => JSON.stringify(each) === JSON.stringify(over))).toHaveLength(49);
  });

  it('is over after its minute', async () => {
    const query = await pushed(client);
    setTestClock(new Date(Date.now() + 61_000));
    expect(await begin(query)).toEqual(over);
  });

  it('of another client is refused and not used up by it', async () => {
    const other = await createOAuthClient();
    const query = await pushed(client);
    const theirs = new URLSearchParams(query);
    theirs.set('client_id', other.clientId);
    expect(await begin(theirs)).toEqual(over);
    expect(await begin(query)).toMatchObject({ outcome: 'ask' });
  });

  it.each([
    ['invented', (uri: string) => `${uri.slice(0, -1)}${uri.endsWith('a') ? 'b' : 'a'}`],
    ['cut short', (uri: string) => uri.slice(0, -10)],
    ['nothing but the prefix', (uri: string) => uri.replace(/[^:]*$/, '')],
    ['with NUL', (uri: string) => `${uri}\u0000`],
    ['very long', (uri: string) => uri.repeat(200)],
  ])('%s: the error page, even with a registered redirect_uri beside it', async (_name, change) => {
    const query = authorizeQuery(client);
    query.set('request_uri', change((await pushed(client)).get('request_uri') ?? ''));
    expect(await begin(query)).toEqual(over);
  });

  it('twice, or with two clients, is refused and not used up', async () => {
    const query = await pushed(client);
    for (const [name, value] of [['request_uri', query.get('request_uri') ?? ''], ['request_uri', 'https://evil.example/'], ['client_id', client.clientId]] as const) {
      const twice = new URLSearchParams(query);
      twice.append(name, value);
      expect(await begin(twice)).toEqual({ outcome: 'refused', reason: 'duplicate' });
    }
    expect(await begin(query)).toMatchObject({ outcome: 'ask' });
  });

  it('T2: nothing that stands beside it is read, not even a parameter sent twice', async () => {
    const query = await pushed(client, { scope: 'IMMN' });
    const beside = { scope: 'MIM', state: 'evil', redirect_uri: 'https://evil.example/', code_challenge: 'a'.repeat(43), response_type: 'token', prompt: 'none', request: 'eyJ' };
    for (const [name, value] of Object.entries(beside)) query.append(name, value);
    query.append('state', 'evil, too');
    const begun = await begin(query);
    if (begun.outcome !== 'ask') throw new Error(`not asked: ${JSON.stringify(begun)}`);
    const kept = await getPrisma().consentRequest.findUniqueOrThrow({ where: { id: begun.requestId } });
    expect(kept).toMatchObject({ redirectUri, scopes: ['IMMN'], state: 'xyz', codeChallenge: challenge });
  });

  it('prompt=none counts when it was pushed', async () => {
    const begun = await begin(await pushed(client, { prompt: 'none' }));
    expect(new URL((begun as { location: string }).location).searchParams.get('error')).toBe('consent_required');
  });

  it('T2: is judged by what the app may do when it is used, too', async () => {
    const narrowed = await createOAuthClient();
    const [query, moved] = [await pushed(narrowed), await pushed(narrowed)];
    await getPrisma().client.update({ where: { id: narrowed.id }, data: { scopes: ['MIM'] } });
    expect(new URL((await begin(query) as { location: string }).location).searchParams.get('error')).toBe('invalid_scope');
    await getPrisma().client.update({ where: { id: narrowed.id }, data: { redirectUris: ['https://desk.example/elsewhere'] } });
    expect(await begin(moved)).toEqual({ outcome: 'refused', reason: 'redirect-uri' });
  });
});

describe('an app that must push its requests', () => {
  it('gets invalid_request for a plain one, and goes on with a pushed one', async () => {
    const strict = await createOAuthClient();
    expect(await begin(authorizeQuery(strict))).toMatchObject({ outcome: 'ask' });
    await getPrisma().client.update({ where: { id: strict.id }, data: { requirePar: true } });
    const begun = await begin(authorizeQuery(strict));
    const answer = new URL((begun as { location: string }).location);
    expect([answer.origin + answer.pathname, answer.searchParams.get('error'), answer.searchParams.get('state')]).toEqual([redirectUri, 'invalid_request', 'xyz']);
    expect(await begin(await pushed(strict))).toMatchObject({ outcome: 'ask' });
  });
});

it('pushed requests that are long over are purged', async () => {
  const [old, fresh] = [await createOAuthClient(), await createOAuthClient()];
  await Promise.all([push(old), push(fresh)]);
  await getPrisma().pushedRequest.updateMany({ where: { clientId: old.id }, data: { expiresAt: new Date(Date.now() - 86_500_000) } });
  await purgeExpired();
  expect([await getPrisma().pushedRequest.count({ where: { clientId: old.id } }), await getPrisma().pushedRequest.count({ where: { clientId: fresh.id } })]).toEqual([0, 1]);
});
