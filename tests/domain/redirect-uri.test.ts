import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRedirectUri, redirectUriMatches } from '#lib/domain/redirect-uri.ts';

const registered = 'https://desk.acmefield.example/oauth/callback';

describe('registering a redirect URI', () => {
  it.each([
    registered,
    'https://desk.acmefield.example',
    'https://desk.acmefield.example/',
    'https://desk.acmefield.example:8443/cb?tenant=7',
    'http://127.0.0.1:3000/cb',
    'http://127.0.0.1/cb',
    'http://[::1]/cb',
    'http://localhost:3000/cb',
  ])('T4 takes %s', (uri) => {
    expect(checkRedirectUri(uri)).toEqual({ ok: true });
  });

  it.each([
    ['http://desk.acmefield.example/cb', 'https'],
    ['http://127.0.0.1.evil.example/cb', 'https'],
    ['javascript:alert(1)', 'https'],
    ['data:text/html,x', 'https'],
    ['com.acme.desk:/cb', 'https'],
    ['//desk.acmefield.example/cb', 'absolute'],
    ['/cb', 'absolute'],
    ['', 'cannot hold'],
    ['https://desk.acmefield.example/cb#', 'fragment'],
    ['https://desk.acmefield.example/cb#x', 'fragment'],
    ['https://user@desk.acmefield.example/cb', 'user name'],
    ['https://user:pass@desk.acmefield.example/cb', 'user name'],
    ['https://@desk.acmefield.example/cb', 'Write it as'],
    ['https://*.acmefield.example/cb', 'wildcard'],
    ['https://desk.acmefield.example/*', 'wildcard'],
    ['https://DESK.acmefield.example/cb', 'Write it as https://desk.acmefield.example/cb.'],
    ['HTTPS://desk.acmefield.example/cb', 'Write it as'],
    ['https://desk.acmefield.example:443/cb', 'Write it as'],
    ['https://desk.acmefield.example/a/../cb', 'Write it as'],
    ['https://desk.acmefield.example/./cb', 'Write it as'],
    ['https://desk.acmefield.example/a/%2e%2e/cb', 'Write it as'],
    ['https://desk.acmefield.example/a/%2fcb', 'encoded'],
    ['https://desk.acmefield.example/cb%00', 'encoded'],
    ['https://desk.acmefield.example/cb%zz', 'encoded'],
    ['https:\\\\desk.acmefield.example\\cb', 'cannot hold'],
    ['https://desk.acmefield.example/c b', 'cannot hold'],
    ['https://desk.acmefield.example/cb\r\nX: y', 'cannot hold'],
    ['https://desk.acmefield.example/cb\n', 'cannot hold'],
    ['https://désk.example/cb', 'cannot hold'],
    ['https://127.1/cb', 'Write it as'],
    [`https://desk.acmefield.example/${'x'.repeat(2000)}`, 'longer'],
  ])('T4 refuses %j', (uri, problem) => {
    expect(checkRedirectUri(uri)).toMatchObject({ ok: false, problem: expect.stringContaining(problem) as string });
  });

  it('T4 never throws, and what it takes is https or loopback', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl({ withFragments: true, withQueryParameters: true })),
        (uri) => {
          if (!checkRedirectUri(uri).ok) return;
          expect(uri).toMatch(/^(https:\/\/|http:\/\/(127\.0\.0\.1|\[::1\]|localhost)[:/]?)/);
        },
      ),
    );
  });
});

/** 25 ways to be almost the registered URI (T4). */
const lookAlikes = [
  'https://desk.acmefield.example/oauth',
  'https://desk.acmefield.example/oauth/callback/',
  'https://desk.acmefield.example/oauth/callbackx',
  'https://desk.acmefield.example/OAUTH/callback',
  'HTTPS://desk.acmefield.example/oauth/callback',
  'https://DESK.acmefield.example/oauth/callback',
  'https://desk.acmefield.example/oauth/./callback',
  'https://desk.acmefield.example/x/../oauth/callback',
  'https://desk.acmefield.example/oauth/%2e/callback',
  'https://desk.acmefield.example/oauth%2fcallback',
  'https://evil@desk.acmefield.example/oauth/callback',
  'https://desk.acmefield.example@evil.example/oauth/callback',
  'https://desk.acmefield.example/oauth/callback#x',
  'https://desk.acmefield.example/oauth/callback?x=1#y',
  'https://desk.acmefield.example:8443/oauth/callback',
  'https://desk.acmefield.example:443/oauth/callback',
  'http://desk.acmefield.example/oauth/callback',
  '//desk.acmefield.example/oauth/callback',
  'https:\\\\desk.acmefield.example\\oauth\\callback',
  'https://desk.acmefield.example.evil.example/oauth/callback',
  'https://desk.аcmefield.example/oauth/callback',
  'https://desk.acmefield.example/oauth/callback\t',
  'https://desk.acmefield.example/oauth/callback\r\nSet-Cookie: a=b',
  'https://desk.acmefield.example/oauth/callback\0',
  'javascript:alert(1)//https://desk.acmefield.example/oauth/callback',
  'https://desk.acmefield.example/oauth/callback?x=1\r\nSet-Cookie: a=b',
  '',
];

describe('matching a redirect URI', () => {
  it.each(lookAlikes)('T4 neither profile answers to %j', (uri) => {
    expect(redirectUriMatches([registered], uri, 'modern')).toBeNull();
    expect(redirectUriMatches([registered], uri, 'classic')).toBeNull();
  });

  it('T4 modern needs the very string, classic may leave it out', () => {
    expect(redirectUriMatches([registered], registered, 'modern')).toBe(registered);
    expect(redirectUriMatches([registered], undefined, 'modern')).toBeNull();
    expect(redirectUriMatches([registered], undefined, 'classic')).toBe(registered);
    expect(redirectUriMatches([registered, `${registered}2`], undefined, 'classic')).toBeNull();
    expect(redirectUriMatches([], undefined, 'classic')).toBeNull();
  });

  it('T4 any one of several registered is enough', () => {
    const several = [registered, 'http://127.0.0.1/cb', 'https://desk.acmefield.example/other'];
    expect(redirectUriMatches(several, 'http://127.0.0.1:51004/cb', 'modern')).toBe('http://127.0.0.1:51004/cb');
    expect(redirectUriMatches(several, `${registered}?a=1`, 'classic')).toBe(`${registered}?a=1`);
  });

  it('T4 the length ends at 2,000 characters, the query of a classic program included', () => {
    const longest = `${registered}?${'x'.repeat(2000 - registered.length - 1)}`;
    expect(checkRedirectUri(longest)).toEqual({ ok: true });
    expect(redirectUriMatches([registered], longest, 'classic')).toBe(longest);
    expect(redirectUriMatches([registered], `${longest}x`, 'classic')).toBeNull();
    expect(checkRedirectUri(`${longest}x`)).toMatchObject({ ok: false });
  });

  it('T4 classic may add its own query, modern may not', () => {
    const withQuery = `${registered}?scope=MIM&returnUrl=%2Finbox`;
    expect(redirectUriMatches([registered], withQuery, 'classic')).toBe(withQuery);
    expect(redirectUriMatches([registered], withQuery, 'modern')).toBeNull();
    expect(redirectUriMatches([`${registered}?a=1`], `${registered}?b=2`, 'classic')).toBe(`${registered}?b=2`);
  });

  it('T4 only a loopback address registered without a port is free in it', () => {
    const match = (one: string, presented: string) => redirectUriMatches([one], presented, 'modern') !== null;
    expect(match('http://127.0.0.1/cb', 'http://127.0.0.1:51004/cb')).toBe(true);
    expect(match('http://[::1]/cb', 'http://[::1]:51004/cb')).toBe(true);
    expect(match('http://127.0.0.1', 'http://127.0.0.1:51004')).toBe(true);
    expect(match('http://127.0.0.1/cb', 'http://127.0.0.1:65535/cb')).toBe(true);
    expect(match('http://127.0.0.1/cb', 'http://127.0.0.1:51004/cb2')).toBe(false);
    expect(match('http://127.0.0.1/cb', 'http://127.0.0.1:0/cb')).toBe(false);
    expect(match('http://127.0.0.1/cb', 'http://127.0.0.1:65536/cb')).toBe(false);
    expect(match('http://127.0.0.1/cb', 'http://127.0.0.1:1@evil.example/cb')).toBe(false);
    expect(match('http://127.0.0.1', 'http://127.0.0.1:1@evil.example')).toBe(false);
    expect(match('http://127.0.0.1:3000/cb', 'http://127.0.0.1:3001/cb')).toBe(false);
    expect(match('http://localhost/cb', 'http://localhost:3000/cb')).toBe(false);
    expect(match('http://localhost/cb', 'http://127.0.0.1/cb')).toBe(false);
    expect(match('https://127.0.0.1/cb', 'https://127.0.0.1:3000/cb')).toBe(false);
  });
});
