import { beforeAll, describe, expect, it } from 'vitest';
import { routeTable } from '#lib/api/route-table.ts';
import { getPrisma } from '#lib/data/prisma.ts';
import { env } from '#lib/env.ts';
import { setReady } from '#lib/use-cases/operations/readiness.ts';
import { type ApiCaller, callApi, createCaller, createClient, createToken } from '#tests/support/fixtures/app-clients.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

const path = '/myMessages/v2/messages';
const infoPath = `${path}/index/info`;
let caller: ApiCaller;

beforeAll(async () => {
  caller = await createCaller();
});

const withHeader = (value: string) => callApi('GET', infoPath, { headers: { Authorization: value } });

describe('the token', () => {
  it('wire 7.1: is taken after Bearer, BEARER and bearer', async () => {
    for (const scheme of ['Bearer', 'BEARER', 'bearer']) expect((await withHeader(`${scheme} ${caller.token}`)).status).toBe(200);
  });

  it('missing: 400 POL0001 with WWW-Authenticate', async () => {
    const answer = await callApi('GET', infoPath);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="handset"');
    expect(answer.json.RequestError.PolicyException).toMatchObject({ MessageId: 'POL0001', Variables: 'Authorization', Text: 'A policy error occurred. Error code is %1' });
  });

  it('security 4.4: wrong scheme, trailing bytes, two tokens, an invented one: 401 invalid_token', async () => {
    for (const value of ['Basic YTpi', 'Bearer', `Bearer ${caller.token} x`, `Bearer ${caller.token}, Bearer ${caller.token}`, `Bearer ${caller.token}x`, 'Bearer null', `Bearer ${'A'.repeat(9000)}`, 'Bearer a.b.c']) {
      const answer = await withHeader(value);
      expect([value.slice(0, 40), answer.status]).toEqual([value.slice(0, 40), 401]);
      expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
    }
  });

  it('security 4.4: in the address or in the body it is refused', async () => {
    expect((await callApi('GET', `${infoPath}?access_token=${caller.token}`)).status).toBe(400);
    expect((await caller.call('GET', `${infoPath}?access_token=${caller.token}`)).json.RequestError.ServiceException.Variables).toBe('access_token');
    const form = { body: `access_token=${caller.token}&addresses=2065550111&text=a`, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } };
    expect((await callApi('POST', path, form)).status).toBe(400);
    expect((await caller.call('POST', path, form)).json.RequestError.ServiceException.Variables).toBe('access_token');
  });

  it('T2: revoked token, ended grant, disabled app: 401; paused grant: 403 POL0002', async () => {
    const prisma = getPrisma();
    const other = await createCaller();
    await prisma.consentGrant.update({ where: { id: other.grantId }, data: { pausedUntil: new Date(Date.now() + 60_000) } });
    const paused = await other.call('GET', infoPath);
    expect([paused.status, paused.json.RequestError.PolicyException.MessageId]).toEqual([403, 'POL0002']);
    await prisma.consentGrant.update({ where: { id: other.grantId }, data: { pausedUntil: null, endedAt: new Date() } });
    expect((await other.call('GET', infoPath)).status).toBe(401);
    const disabled = await createCaller();
    await prisma.client.update({ where: { id: disabled.client.id }, data: { disabledAt: new Date() } });
    expect((await disabled.call('GET', infoPath)).status).toBe(401);
  });
});

describe('the scope', () => {
  it('T3, S8: IMMN alone sends and reads nothing, MIM alone reads and sends nothing, on every route', async () => {
    const client = await createClient();
    const subscriber = await createSubscriber();
    const { grantId } = await createToken({ client, subscriber, scopes: ['IMMN', 'MIM'] });
    for (const scope of ['IMMN', 'MIM'] as const) {
      const { token } = await createToken({ client, subscriber, scopes: [scope], grantId });
      for (const route of routeTable) {
        const answer = await callApi(route.method, route.path.replace(':messageId', 'x').replace(':partId', '0'), { token });
        if (route.scope === scope) expect(answer.status).not.toBe(403);
        else {
          expect([route.operation, answer.status]).toEqual([route.operation, 403]);
          expect(answer.headers.get('www-authenticate')).toContain(`error="insufficient_scope", scope="${route.scope}"`);
          expect(answer.json.RequestError.PolicyException.MessageId).toBe('POL0001');
        }
      }
    }
  });
});

describe('the limit', () => {
  it('wire 0.2: over it is 429 POL0001 with Retry-After, RateLimit and RateLimit-Policy; refusals spend too', async () => {
    const limited = await createCaller({ perMinute: 3 });
    const answers = [];
    for (let at = 0; at < 4; at += 1) answers.push(await limited.call('GET', at === 1 ? `${path}/nothing` : infoPath));
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 200, 429]);
    for (const answer of answers) expect(answer.headers.get('ratelimit-policy')).toBe('"reads";q=3;w=60');
    expect(answers.map(({ headers }) => headers.get('ratelimit')?.split(';')[1])).toEqual(['r=2', 'r=1', 'r=0', 'r=0']);
    const refused = answers[3];
    expect(refused?.json.RequestError.PolicyException).toMatchObject({ MessageId: 'POL0001', Variables: 'reads' });
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('counts a call without the scope as well, and says so in the headers', async () => {
    const limited = await createCaller({ perMinute: 2, scopes: ['IMMN'] });
    expect((await limited.call('GET', infoPath)).headers.get('ratelimit')).toMatch(/^"reads";r=1;/);
  });

  it('T20: 40 calls at once with a limit of 10 are exactly 10 answers', async () => {
    const limited = await createCaller({ perMinute: 10 });
    const answers = await Promise.all(Array.from({ length: 40 }, () => limited.call('GET', infoPath)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
  });
});

describe('every answer', () => {
  it('carries security headers, whatever it says', async () => {
    for (const answer of [await caller.call('GET', infoPath), await callApi('GET', infoPath), await callApi('GET', '/nowhere'), await callApi('GET', '/healthz')]) {
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
      expect(answer.headers.get('content-type')).toBe('application/json; charset=UTF-8');
      expect(answer.headers.get('location')).toBeNull();
    }
  });

  it('gives back the X-Request-Id it was sent, and makes one where it is missing or malformed', async () => {
    const id = 'job-0123456789';
    expect((await callApi('GET', '/healthz', { headers: { 'X-Request-Id': id } })).headers.get('x-request-id')).toBe(id);
    for (const headers of [{}, { 'X-Request-Id': 'a b c d e f g h' }, { 'X-Request-Id': 'x'.repeat(500) }] as Record<string, string>[]) {
      expect((await callApi('GET', '/healthz', { headers })).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('wire 7.1: ignores X-Arg and a body or a Content-Type on a GET', async () => {
    const answer = await caller.call('GET', infoPath, { headers: { 'X-Arg': 'ClientSdk=att.iam.android.1.2.1', 'Content-Type': 'application/json', 'Content-Length': '0' } });
    expect(answer.status).toBe(200);
  });

  it('wire 0.9: XML alone is 406, version 1 is 404, and both name the v2 call', async () => {
    expect((await caller.call('GET', infoPath, { headers: { Accept: 'application/xml' } })).status).toBe(406);
    expect((await caller.call('GET', infoPath, { headers: { Accept: 'application/json, application/xml' } })).status).toBe(200);
    const v1 = await caller.call('POST', '/rest/1/MyMessages');
    expect([v1.status, v1.json.RequestError.ServiceException.Detail]).toEqual([404, expect.stringContaining('/myMessages/v2/messages')]);
  });

  it('a method the address does not have: 405 with Allow', async () => {
    const answer = await caller.call('PATCH', path);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'HEAD, POST, GET, PUT, DELETE']);
  });

  it('refuses unknown and repeated parameters by name', async () => {
    expect((await caller.call('GET', `${infoPath}?_rsc=1`)).json.RequestError.ServiceException).toMatchObject({ MessageId: 'SVC0002', Variables: '_rsc' });
    expect((await caller.call('GET', `${path}?limit=1&limit=2`)).json.RequestError.ServiceException.Variables).toBe('limit');
  });

  it('names the page that explains the error', async () => {
    expect((await callApi('GET', infoPath)).json.RequestError.PolicyException.Help).toBe(`${env.PUBLIC_URL}/docs/errors/POL0001`);
  });
});

describe('health', () => {
  it('lives; is ready only when the server listens and the database has every migration', async () => {
    expect((await callApi('GET', '/healthz')).status).toBe(200);
    setReady(false);
    const stopping = await callApi('GET', '/readyz');
    expect([stopping.status, stopping.json.missing]).toEqual([503, ['server']]);
    setReady(true);
    expect((await callApi('GET', '/readyz')).json).toEqual({ status: 'ready', missing: [] });
  });

  it('counts answers by route, never by address', async () => {
    await caller.call('GET', `${path}/no-such-message`);
    const { text } = await callApi('GET', '/metrics');
    expect(text).toMatch(/handset_api_requests_total\{route="getMessage",method="GET",status="404"\} \d+/);
    expect(text).not.toContain('no-such-message');
  });
});
