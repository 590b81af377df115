import { afterEach, describe, expect, it, vi } from 'vitest';
import { visitorAddress } from '#lib/server/visitor-address.ts';
import { abuseRules, networkOf } from '#lib/use-cases/sign-in/abuse-rules.ts';
import { requestCode } from '#lib/use-cases/sign-in/request-code.ts';
import { browserOf } from '#tests/support/fixtures/authenticator.ts';

const { settings } = vi.hoisted(() => ({ settings: { TRUST_PROXY: false } }));
vi.mock(import('#lib/env.ts'), async (original) => {
  const { env } = await original();
  return { env: new Proxy(env, { get: (target, name) => (name === 'TRUST_PROXY' ? settings.TRUST_PROXY : Reflect.get(target, name)) }) };
});
afterEach(() => {
  settings.TRUST_PROXY = false;
});

const proxy = '10.0.0.9';
const behindProxy = (forwardedFor: string | undefined, connectedFrom = proxy) => visitorAddress({ forwardedFor, connectedFrom, trustsProxy: true });

describe('T14, T25: the address of a visitor', () => {
  it.each([
    ['an address', '203.0.113.7', '203.0.113.7'],
    ['an address with a port', '203.0.113.7:567', '203.0.113.7'],
    ['IPv6', '2001:db8::1', '2001:db8::1'],
    ['IPv6, written out and in capitals', '2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['IPv6 in brackets', '[2001:db8::1]', '2001:db8::1'],
    ['IPv6 in brackets with a port', '[2001:db8::1]:80', '2001:db8::1'],
    ['IPv6 with a zone', 'fe80::1%eth0', 'fe80::1'],
    ['IPv4 mapped into IPv6', '::ffff:203.0.113.7', '203.0.113.7'],
    ['IPv4 mapped in hexadecimal', '::ffff:cb00:7107', '203.0.113.7'],
    ['IPv4 mapped, in brackets with a port', '[::ffff:203.0.113.7]:443', '203.0.113.7'],
    ['the loopback in brackets with a port', '[::1]:80', '::1'],
    ['spaces around it', '  203.0.113.7\t', '203.0.113.7'],
    ['many hops', `${'198.51.100.1, '.repeat(300)}203.0.113.7`, '203.0.113.7'],
    ['nonsense before it', 'unknown, for=1.2.3.4, 203.0.113.7:1', '203.0.113.7'],
  ])('behind a trusted proxy is its last word: %s', (_what, forwardedFor, address) => {
    expect(behindProxy(forwardedFor)).toBe(address);
  });

  it.each([
    undefined, '', ' ', ',', '203.0.113.7,', '203.0.113.7, unknown', 'unknown', '_hidden', 'localhost', 'for=203.0.113.7', 'for="[2001:db8::1]:80"', '"203.0.113.7"', '203.0.113', '203.0.113.256', '127.1', '0x7f.0.0.1',
    '2130706433', '203.0.113.7:', '203.0.113.7:http', '203.0.113.7:123456', '203.0.113.7 203.0.113.8', '203.0.113.7/24', '[203.0.113.7', '2001:db8:::1', '[2001:db8::1', '2001:db8::1]:80', '[]:80', '<script>', '\u0000', '1'.repeat(10_000),
  ])('is that of the connection where the proxy says %j', (forwardedFor) => {
    expect(behindProxy(forwardedFor)).toBe(proxy);
    expect(behindProxy(forwardedFor, `::ffff:${proxy}`)).toBe(proxy);
  });

  it('is that of the connection where no proxy is trusted, whatever is said', () => {
    expect(visitorAddress({ forwardedFor: '203.0.113.7', connectedFrom: '::ffff:198.51.100.4', trustsProxy: false })).toBe('198.51.100.4');
  });

  it('always has a network to count by behind a trusted proxy, also where both are on this machine', async () => {
    for (const own of ['127.0.0.1', '::1']) expect(networkOf(own)).toBeNull();
    settings.TRUST_PROXY = true;
    for (const connectedFrom of ['127.0.0.1', '::ffff:127.0.0.1', '::1', proxy, '2001:db8::9']) {
      for (const forwardedFor of ['203.0.113.7:567', '[2001:db8::1]:80', 'unknown', '']) expect(networkOf(behindProxy(forwardedFor, connectedFrom))).toMatch(/\/(24|56)$/);
    }
    expect(networkOf(behindProxy('203.0.113.7:567'))).toBe('203.0.113.0/24');
    const asked = await Promise.allSettled(
      Array.from({ length: 30 }, (_, at) => requestCode({ number: `+1425340${String(at).padStart(4, '0')}`, browserId: browserOf('m'), address: behindProxy(`unknown-${at}`, '127.0.0.1') })),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(abuseRules.codePerNetworkHour.points);
  });
});
