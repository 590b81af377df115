import { beforeAll, describe, expect, it } from 'vitest';
import { authorizeQuery, begin, createOAuthClient, redirectUri, type TestClient } from '#tests/support/fixtures/oauth.ts';
import { storedGrants } from '#tests/support/fixtures/oauth-refusals.ts';

/** Against https://desk.example/callback; a classic client may add a query of its own and nothing else. */
const variants: readonly (readonly [string, string])[] = [
  ['a prefix', 'https://desk.example/callbac'],
  ['a suffix', 'https://desk.example/callback2'],
  ['a path below', 'https://desk.example/callback/evil'],
  ['a trailing slash', 'https://desk.example/callback/'],
  ['no path', 'https://desk.example'],
  ['the path in capitals', 'https://desk.example/Callback'],
  ['the host in capitals', 'https://DESK.example/callback'],
  ['the scheme in capitals', 'HTTPS://desk.example/callback'],
  ['a dot segment', 'https://desk.example/./callback'],
  ['two dots', 'https://desk.example/a/../callback'],
  ['two dots behind it', 'https://desk.example/callback/..'],
  ['an encoded dot segment', 'https://desk.example/%2e/callback'],
  ['an encoded dot', 'https://desk.example/callback%2e'],
  ['an encoded letter', 'https://desk.example/%63allback'],
  ['an encoded slash', 'https://desk.example%2Fcallback'],
  ['a path parameter', 'https://desk.example/callback;x=1'],
  ['a user name', 'https://evil.example@desk.example/callback'],
  ['the host as a user name', 'https://desk.example@evil.example/callback'],
  ['the host and path as a user name', 'https://desk.example%2fcallback@evil.example/'],
  ['a fragment', 'https://desk.example/callback#x'],
  ['an empty fragment', 'https://desk.example/callback#'],
  ['an encoded fragment', 'https://desk.example/callback%23'],
  ['another port', 'https://desk.example:8443/callback'],
  ['the default port', 'https://desk.example:443/callback'],
  ['an empty port', 'https://desk.example:/callback'],
  ['two slashes in the path', 'https://desk.example//callback'],
  ['no scheme', '//desk.example/callback'],
  ['one slash', 'https:/desk.example/callback'],
  ['no slash', 'https:desk.example/callback'],
  ['backslashes', 'https:\\\\desk.example\\callback'],
  ['a backslash before a foreign host', 'https://evil.example\\@desk.example/callback'],
  ['a look-alike host', 'https://dеsk.example/callback'],
  ['the look-alike as punycode', 'https://xn--dsk-nkd.example/callback'],
  ['full-width dots', 'https://desk。example/callback'],
  ['a host with a trailing dot', 'https://desk.example./callback'],
  ['a subdomain', 'https://sub.desk.example/callback'],
  ['the host as a subdomain', 'https://desk.example.evil.example/callback'],
  ['another host', 'https://evil.example/callback'],
  ['a tab', 'https://desk.example/callback\t'],
  ['a tab in the scheme', 'ht\ttps://desk.example/callback'],
  ['a space before it', ' https://desk.example/callback'],
  ['a line end', 'https://desk.example/callback\r\nX: y'],
  ['a line feed', 'https://desk.example/callback\n'],
  ['an encoded line end', 'https://desk.example/callback%0d%0aX:%20y'],
  ['a NUL', 'https://desk.example/callback\u0000'],
  ['an encoded NUL', 'https://desk.example/callback%00'],
  ['a NUL before a foreign end', 'https://desk.example/callback\u0000.evil.example'],
  ['a byte order mark', '\ufeffhttps://desk.example/callback'],
  ['javascript:', 'javascript:alert(1)'],
  ['javascript: with the address in it', 'javascript://desk.example/callback%0aalert(1)'],
  ['data:', 'data:text/html,x'],
  ['http', 'http://desk.example/callback'],
  ['localhost', 'http://localhost/callback'],
  ['the loopback', 'http://127.0.0.1/callback'],
  ['another loopback', 'http://[::1]:1234/callback'],
  ['a wildcard', 'https://desk.example/*'],
  ['two of them in one', 'https://desk.example/callback https://desk.example/callback'],
  ['two of them with a comma', 'https://desk.example/callback,https://evil.example/'],
  ['markup', '"><script>alert(1)</script>'],
  ['nothing', ''],
  ['the word null', 'null'],
  ['2,001 characters', `https://desk.example/callback?${'x'.repeat(1972)}`],
];

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
  it.each(variants)('%s is refused without a redirect', async (_name, uri) => {
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
