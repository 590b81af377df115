import { beforeAll, describe, expect, it } from 'vitest';
import { authorizeQuery, begin, createOAuthClient, redirectUri, type TestClient } from '#tests/support/fixtures/oauth.ts';
import { storedGrants } from '#tests/support/fixtures/oauth-refusals.ts';
import { unregisteredVariants } from '#tests/support/hostile/redirect-uris.ts';

/** What a modern client is refused for and a classic one may do, as the clients of the original did. */
const queries: readonly (readonly [string, string])[] = [
  ['a query', 'https://desk.example/callback?x=1'],
  ['an empty query', 'https://desk.example/callback?'],
  ['a foreign address in the query', 'https://desk.example/callback?next=https://evil.example/'],
];

/** A query that would speak in our place. */
const answers = ['code=x', 'a=b&code=x', 'error=access_denied', 'state=x', 'iss=https://evil.example', 'error_description=x', '%63ode=x', 'a=b;code=x'].map((query) => [query, `${redirectUri}?${query}`] as const);

let clients: Record<'modern' | 'classic', TestClient>;
beforeAll(async () => {
  clients = { modern: await createOAuthClient(), classic: await createOAuthClient({ profile: 'classic' }) };
});

async function expectNowhere(query: URLSearchParams, reason: 'redirect-uri' | 'duplicate'): Promise<void> {
  const before = await storedGrants();
  expect(await begin(query)).toEqual({ outcome: 'refused', reason });
  expect(await storedGrants()).toEqual(before);
}

describe.each(['modern', 'classic'] as const)('T4: redirect_uri of a %s client', (profile) => {
  it.each(unregisteredVariants(redirectUri))('%s is refused without a redirect', async (_name, uri) => {
    await expectNowhere(authorizeQuery(clients[profile], { redirect_uri: uri }), 'redirect-uri');
  });

  it('two of them are refused without a redirect, in either order, also when they are the same', async () => {
    for (const [one, two] of [[redirectUri, 'https://evil.example/'], ['https://evil.example/', redirectUri], [redirectUri, redirectUri], [redirectUri, ''], ['', redirectUri]] as const) {
      const query = authorizeQuery(clients[profile], { redirect_uri: one });
      query.append('redirect_uri', two);
      await expectNowhere(query, 'duplicate');
    }
  });

  it.each(['redirect_uri[]', 'redirect_uri[0]', 'Redirect_Uri', 'REDIRECT_URI', 'redirect_uri ', 'redirecturi'])('one in the name of %s leads nowhere', async (name) => {
    const query = authorizeQuery(clients[profile], { redirect_uri: null });
    query.append(name, 'https://evil.example/');
    const begun = await begin(query);
    expect(begun).toMatchObject(profile === 'modern' ? { outcome: 'refused', reason: 'redirect-uri' } : { outcome: 'ask' });
  });
});

describe('T4: the query of a redirect_uri', () => {
  it.each([...queries, ...answers])('a modern client may not add one: %s', async (_name, uri) => {
    await expectNowhere(authorizeQuery(clients.modern, { redirect_uri: uri }), 'redirect-uri');
  });

  it.each(queries)('a classic client may: %s', async (_name, uri) => {
    expect(await begin(authorizeQuery(clients.classic, { redirect_uri: uri }))).toMatchObject({ outcome: 'ask' });
  });

  it.each(answers)('a classic client may not answer itself in it: %s', async (_name, uri) => {
    await expectNowhere(authorizeQuery(clients.classic, { redirect_uri: uri }), 'redirect-uri');
    await expectNowhere(authorizeQuery(clients.classic, { redirect_url: uri }), 'redirect-uri');
  });
});

describe('T4: which of several', () => {
  it('a client with two registered must name one', async () => {
    for (const profile of ['modern', 'classic'] as const) {
      const two = await createOAuthClient({ profile, redirectUris: [redirectUri, 'https://desk.example/second'] });
      await expectNowhere(authorizeQuery(two, { redirect_uri: null }), 'redirect-uri');
      expect(await begin(authorizeQuery(two, { redirect_uri: 'https://desk.example/second' }))).toMatchObject({ outcome: 'ask' });
    }
  });

  it('redirect_url of a classic client counts only where redirect_uri is missing, and never of a modern one', async () => {
    await expectNowhere(authorizeQuery(clients.classic, { redirect_uri: 'https://evil.example/', redirect_url: redirectUri }), 'redirect-uri');
    await expectNowhere(authorizeQuery(clients.classic, { redirect_url: 'https://evil.example/' }), 'redirect-uri');
    await expectNowhere(authorizeQuery(clients.modern, { redirect_uri: null, redirect_url: redirectUri }), 'redirect-uri');
  });

  it("another client's is refused", async () => {
    const theirs = await createOAuthClient({ redirectUris: ['https://other.example/callback'] });
    await expectNowhere(authorizeQuery(theirs), 'redirect-uri');
    await expectNowhere(authorizeQuery(clients.modern, { redirect_uri: 'https://other.example/callback' }), 'redirect-uri');
  });

  it('the port alone is free, and only of a registered loopback address without one (RFC 8252, 7.3)', async () => {
    const native = await createOAuthClient({ redirectUris: ['http://127.0.0.1/callback', 'http://[::1]/callback', 'http://localhost/callback', 'http://127.0.0.1:8080/fixed'] });
    for (const uri of ['http://127.0.0.1:51004/callback', 'http://[::1]:1/callback', 'http://127.0.0.1:65535/callback', 'http://127.0.0.1/callback']) {
      expect([uri, (await begin(authorizeQuery(native, { redirect_uri: uri }))).outcome]).toEqual([uri, 'ask']);
    }
    for (const uri of [
      'http://localhost:51004/callback', 'http://127.0.0.1:0/callback', 'http://127.0.0.1:65536/callback', 'http://127.0.0.1:/callback', 'http://127.0.0.1:080/callback', 'http://127.0.0.1:80@evil.example/callback',
      'http://127.0.0.1:80/callback/', 'http://127.0.0.1:80/callback?x', 'http://127.0.0.1:80/callback\n', 'http://127.1:80/callback', 'http://2130706433:80/callback', 'https://127.0.0.1:80/callback', 'http://127.0.0.1:8081/fixed',
    ]) {
      await expectNowhere(authorizeQuery(native, { redirect_uri: uri }), 'redirect-uri');
    }
  });
});
