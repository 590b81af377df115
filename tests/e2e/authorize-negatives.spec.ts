import { expect, type APIResponse } from '@playwright/test';
import { Authorization } from '#tests/e2e/support/client-app.ts';
import { cookiesOf, test } from '#tests/e2e/support/signed-in.ts';
import { demoClient, query } from '#tests/e2e/support/world.ts';
import { unregisteredVariants } from '#tests/support/hostile/redirect-uris.ts';

const markup = '"><script>alert(1)</script>';
const clients = ['Desk', 'Classic'] as const;

function asking(name: (typeof clients)[number], changes: Readonly<Record<string, string | null>> = {}): string {
  const [path = '', search] = new Authorization(demoClient(name)).path.split('?');
  const asked = new URLSearchParams(search);
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) asked.delete(key);
    else asked.set(key, value);
  }
  return `${path}?${asked.toString()}`;
}

/** An error page that leads nowhere by itself, is not kept, and repeats nothing of what was asked but in the one link that it may have. */
async function expectErrorPage(answer: APIResponse, sent: string): Promise<void> {
  const headers = answer.headers();
  expect([sent, answer.status(), headers['location'] ?? null, headers['content-type']]).toEqual([sent, 400, null, 'text/html; charset=utf-8']);
  expect([headers['cache-control'], headers['referrer-policy']]).toEqual(['no-store', 'same-origin']);
  expect(headers['content-security-policy']).toContain("script-src 'nonce-");
  const page = await answer.text();
  expect(page).toContain('Nothing was shared with it.');
  expect(page.replace(link, '')).not.toMatch(/<script|alert\(|evil\.example|http-equiv/);
}

const link = /<nav aria-label="Next"><a href="([^"]*)"/;

/** Where the page's one link leads, as a browser reads it. */
function linkOf(page: string): string {
  const [, href = ''] = link.exec(page) ?? [];
  return href.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}

for (const name of clients) {
  test(`GET /oauth/v4/authorize: ${name} is answered at no address that is not registered (T4)`, async ({ request }) => {
    const variants = unregisteredVariants(demoClient(name).redirectUri);
    for (const [, uri] of variants) await expectErrorPage(await request.get(asking(name, { redirect_uri: uri }), { maxRedirects: 0 }), uri);
    for (const more of ['redirect_uri=https://evil.example/', `redirect_uri=${encodeURIComponent(demoClient(name).redirectUri)}`, 'client_id=x']) {
      const base = asking(name, { redirect_uri: demoClient(name).redirectUri });
      for (const path of [`${base}&${more}`, base.replace('?', `?${more}&`)]) await expectErrorPage(await request.get(path, { maxRedirects: 0 }), path);
    }
    // PostgreSQL takes no NUL, as a value to look for either.
    const uris = variants.map(([, uri]) => uri).filter((uri) => !uri.includes('\u0000'));
    expect(await query('SELECT "redirectUri" FROM "ConsentRequest" WHERE "redirectUri" = ANY($1)', [uris])).toEqual([]);
  });

  test(`GET /oauth/v4/authorize: ${name} is told an error with error, state and iss alone: by 303 when asked silently, else by a link (RFC 6749 4.1.2.1, RFC 9207, RFC 9700 4.11.2)`, async ({ request, baseURL }) => {
    const rows: readonly (readonly [Record<string, string | null>, string])[] = [
      [{ response_type: 'token' }, 'unsupported_response_type'],
      [{ response_type: 'id_token' }, 'unsupported_response_type'],
      [{ code_challenge: 'a'.repeat(43), code_challenge_method: 'plain' }, 'invalid_request'],
      [{ scope: 'ADMIN' }, 'invalid_scope'],
      [{ scope: markup }, 'invalid_scope'],
      [{ scope: null }, 'invalid_scope'],
      [{ response_mode: 'fragment' }, 'invalid_request'],
      [{ request: 'eyJ' }, 'invalid_request'],
      [{ prompt: 'none' }, 'login_required'],
      [{ prompt: 'none login' }, 'invalid_request'],
      [{ prompt: markup }, 'invalid_request'],
    ];
    for (const [changes, error] of rows) {
      for (const state of ['plain', markup, 'x\r\nLocation: https://evil.example/', '&code=evil#code=evil', null]) {
        const answer = await request.get(asking(name, { ...changes, state }), { maxRedirects: 0 });
        const headers = answer.headers();
        const isSilent = /none/.test(changes.prompt ?? '');
        const page = await answer.text();
        expect([answer.status(), headers['cache-control'], headers['referrer-policy'], page === '']).toEqual([isSilent ? 303 : 400, 'no-store', 'same-origin', isSilent]);
        if (!isSilent) await expectErrorPage(answer, `${error} ${state}`);
        const location = new URL(isSilent ? (headers['location'] ?? '') : linkOf(page));
        expect([location.origin + location.pathname, location.hash]).toEqual([demoClient(name).redirectUri, '']);
        expect([...location.searchParams.keys()].toSorted()).toEqual(['error', 'error_description', 'iss', ...(state === null ? [] : ['state'])]);
        expect([location.searchParams.get('error'), location.searchParams.get('state'), location.searchParams.get('iss')]).toEqual([error, state, new URL(baseURL ?? '').origin]);
      }
    }
  });
}

test('GET /oauth/v4/authorize: whoever is signed in goes back with an error at once, by 303', async ({ pageFor, baseURL }) => {
  const { request } = await pageFor('ana');
  const answer = await request.get(asking('Desk', { scope: 'ADMIN', state: 's' }), { maxRedirects: 0 });
  const location = new URL(answer.headers()['location'] ?? '');
  expect([answer.status(), location.origin + location.pathname]).toEqual([303, demoClient('Desk').redirectUri]);
  expect(Object.fromEntries(location.searchParams)).toMatchObject({ error: 'invalid_scope', state: 's', iss: new URL(baseURL ?? '').origin });
});

test('GET /oauth/v4/authorize: an unknown app gets a page that repeats nothing, whatever it is called (T4, T17)', async ({ request }) => {
  for (const id of ['nobody', markup, '', '\u0000', 'https://evil.example/', 'x'.repeat(10_000), "x' OR '1'='1"]) {
    await expectErrorPage(await request.get(asking('Desk', { client_id: id, state: markup, scope: markup }), { maxRedirects: 0 }), id.slice(0, 40));
  }
});

test('GET /oauth/v4/authorize: other spellings of the address lead to itself or nowhere (T4)', async ({ request }) => {
  const [, search = ''] = asking('Desk', { redirect_uri: 'https://evil.example/' }).split('?');
  for (const path of ['/oauth/v4/authorize/', '/oauth//v4/authorize', '/oauth/v4//authorize', '/oauth/v4/authorize//', '/OAUTH/v4/authorize', '/oauth/v4/%61uthorize', '/oauth/v4/authorize%2f', '/oauth/v4/authorize;x', '/oauth/v4/authorize//evil.example']) {
    const answer = await request.get(`${path}?${search}`, { maxRedirects: 0 });
    expect([303, 400, 404], path).toContain(answer.status());
    if (answer.status() === 303) expect(answer.headers()['location']).toMatch(/^\/oauth\/v4\/authorize[/?]/);
  }
});

test('POST /oauth/v4/authorize: other methods are refused (RFC 6749 3.1)', async ({ request }) => {
  const [path = '', search = ''] = asking('Desk').split('?');
  const form = Object.fromEntries(new URLSearchParams(search));
  for (const answer of [await request.post(`${path}?${search}`, { maxRedirects: 0 }), await request.post(path, { form, maxRedirects: 0 }), await request.put(`${path}?${search}`, { maxRedirects: 0 }), await request.delete(`${path}?${search}`, { maxRedirects: 0 })]) {
    expect([answer.status(), answer.headers()['location'] ?? null]).toEqual([405, null]);
  }
});

test('POST /oauth/v4/authorize/[requestId]/decide: nobody decides, and it leads to our own pages alone, by 303 (T2, T4, RFC 9700 4.12)', async ({ request }) => {
  for (const id of ['AAAAAAAAAAAAAAAAAAAAAA', 'x', '%2F%2Fevil.example', '..%2F..%2Fevil', '%00', '%3Cscript%3E']) {
    const forms: Record<string, string>[] = [{ decision: 'allow', scope: 'IMMN', csrf: 'x' }, { decision: 'deny' }, { decision: markup, redirect_uri: 'https://evil.example/' }];
    for (const form of forms) {
      const answer = await request.post(`/oauth/v4/authorize/${id}/decide?returnTo=https://evil.example`, { form, maxRedirects: 0 });
      expect([id, answer.status(), answer.headers()['location']]).toEqual([id, 303, expect.stringMatching(/^\/(?:oauth\/v4\/authorize\/(?!\/)|sign-in\?as=line&returnTo=%2Foauth%2Fv4%2Fauthorize%2F)[^"<>]*$/)]);
    }
  }
});

test('GET /oauth/v4/authorize: a line that begins too many questions is told so in words, with Retry-After and no redirect (T28)', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, storageState: await cookiesOf(browser, 'hana') });
  const ask = (): Promise<APIResponse> => context.request.get(asking('Desk'), { maxRedirects: 0 });
  let answer = await ask();
  for (let asked = 1; answer.status() === 303 && asked < 200; asked += 1) answer = await ask();
  const headers = answer.headers();
  expect([answer.status(), headers['location'] ?? null, headers['content-type'], headers['cache-control']]).toEqual([429, null, 'text/html; charset=utf-8', 'no-store']);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  expect(await answer.text()).toMatch(/Wait (a minute|\d+ minutes), then open the link again\. Nothing was shared with the app\./);
  await context.close();
  await query(`DELETE FROM "AbuseLimit" WHERE key LIKE 'question-line:%'`);
});
