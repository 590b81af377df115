import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCallbackUrl, isPublicAddress } from '#lib/use-cases/notifications/callback-url.ts';

const check = (text: string, loopback = false) => {
  const checked = checkCallbackUrl(text, { loopback });
  return checked.ok ? 'ok' : checked.problem;
};

const octet = fc.integer({ min: 0, max: 255 });
const join4 = (parts: number[]) => parts.join('.');
const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
const hex4 = (address: string) => {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
};

/** IPv4 ranges that are not of the public internet (RFC 6890, RFC 6598, RFC 5771, RFC 5737, RFC 2544, RFC 7526, RFC 7535). */
const insideV4 = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127), octet, octet, octet).map(join4),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet).map(join4),
  fc.tuple(fc.constant(192), fc.constant(168), octet, octet).map(join4),
  fc.tuple(fc.constant(169), fc.constant(254), octet, octet).map(join4),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet).map(join4),
  fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet).map(join4),
  fc.tuple(fc.constant(192), fc.constant(0), fc.constantFrom(0, 2), octet).map(join4),
  fc.tuple(fc.constant(198), fc.constantFrom(18, 19), octet, octet).map(join4),
  fc.tuple(fc.constant(198), fc.constant(51), fc.constant(100), octet).map(join4),
  fc.tuple(fc.constant(203), fc.constant(0), fc.constant(113), octet).map(join4),
);
const anyV4 = fc.tuple(octet, octet, octet, octet).map(join4);

const insideV6 = fc.oneof(
  fc.constantFrom('::', '::1', 'fd00:ec2::254', 'fe80::1', 'ff02::1', '2001:db8::1', '3fff::1', '100::1'),
  fc.tuple(fc.integer({ min: 0xfc00, max: 0xfdff }), fc.array(group, { minLength: 7, maxLength: 7 })).map(([first, rest]) => [first.toString(16), ...rest].join(':')),
  fc.tuple(fc.integer({ min: 0xfe80, max: 0xfeff }), fc.array(group, { minLength: 7, maxLength: 7 })).map(([first, rest]) => [first.toString(16), ...rest].join(':')),
  fc.tuple(fc.integer({ min: 0xff00, max: 0xffff }), fc.array(group, { minLength: 7, maxLength: 7 })).map(([first, rest]) => [first.toString(16), ...rest].join(':')),
  fc.tuple(fc.integer({ min: 0x4000, max: 0xfbff }), fc.array(group, { minLength: 7, maxLength: 7 })).map(([first, rest]) => [first.toString(16), ...rest].join(':')),
);

/** An IPv4 address inside an IPv6 one, whichever it is. */
const embedding = fc.tuple(anyV4, fc.constantFrom('mapped', 'mapped-hex', 'compatible', 'nat64', 'nat64-local', '6to4', 'teredo')).map(([address, how]) => {
  const hex = hex4(address);
  switch (how) {
    case 'mapped': return `::ffff:${address}`;
    case 'mapped-hex': return `::ffff:${hex}`;
    case 'compatible': return `::${hex}`;
    case 'nat64': return `64:ff9b::${hex}`;
    case 'nat64-local': return `64:ff9b:1::${hex}`;
    case '6to4': return `2002:${hex}::1`;
    default: return `2001:0:${hex}::1`;
  }
});

describe('the address a connection may go to', () => {
  it('SSRF: never private, loopback, link-local, shared, multicast, reserved or documentation', () => {
    fc.assert(fc.property(insideV4, (address) => !isPublicAddress(address)));
    fc.assert(fc.property(insideV6, (address) => !isPublicAddress(address)));
  });

  it('SSRF: never an IPv6 address that carries an IPv4 address', () => {
    fc.assert(fc.property(embedding, (address) => !isPublicAddress(address)), { numRuns: 500 });
  });

  it('SSRF: never the metadata service of a cloud', () => {
    for (const address of ['169.254.169.254', '169.254.170.2', '100.100.100.200', '192.0.0.192', '168.63.129.16', 'fd00:ec2::254', 'fe80::a9fe:a9fe']) expect([address, isPublicAddress(address)]).toEqual([address, false]);
  });

  it('is public for ordinary addresses, and for nothing that is no address', () => {
    for (const address of ['93.184.216.34', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001::1']) expect([address, isPublicAddress(address)]).toEqual([address, true]);
    for (const text of ['', 'localhost', '1.2.3.4.5', '8.8.8.8 ', 'fe80::1%eth0', '2606:4700::1111%eth0']) expect([text, isPublicAddress(text)]).toEqual([text, false]);
  });
});

describe('a callback address', () => {
  it('is https, on 443 or a port from 1024 on, without user, fragment or control characters', () => {
    expect(check('https://hooks.example.com/handset?x=1')).toBe('ok');
    expect(check('https://hooks.example.com:8443/')).toBe('ok');
    expect(check('http://hooks.example.com/')).toBe('not-https');
    expect(check('ftp://hooks.example.com/')).toBe('not-https');
    expect(check('javascript:alert(1)')).toBe('not-https');
    for (const port of [22, 25, 80, 1023]) expect(check(`https://hooks.example.com:${port}/`)).toBe('port');
    for (const text of ['https://a:b@hooks.example.com/', 'https://a@hooks.example.com/', 'https://@hooks.example.com/']) expect(check(text)).toBe('credentials');
    expect(check('https://hooks.example.com/#a')).toBe('fragment');
    for (const text of ['', 'hooks.example.com', 'https://', 'https://a b.example/', 'https://hooks.example.com\\@evil.example/', 'https://hooks.example.com/\n', 'https://hooks.example.com/\u0000']) expect(check(text)).toBe('malformed');
    expect(check(`https://hooks.example.com/${'a'.repeat(2000)}`)).toBe('too-long');
  });

  it('SSRF: names no host inside, in whatever spelling', () => {
    for (const host of [
      'localhost', 'LOCALHOST', 'localhost.', 'foo.localhost', 'printer.local', 'metadata.google.internal', 'intranet', '127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '10.0.0.1', '[::1]',
      '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '169.254.169.254', '0.0.0.0', '[fd00::1]', '１２７.0.0.1', '127。0。0。1',
    ]) {
      expect([host, check(`https://${host}/`)]).toEqual([host, 'private-host']);
    }
  });

  it('may be http to this machine alone where development allows it, and nothing else is loosened', () => {
    expect(check('http://127.0.0.1:4000/hook', true)).toBe('ok');
    expect(check('http://[::1]:4000/hook', true)).toBe('ok');
    expect(check('http://127.0.0.1:4000/hook')).toBe('not-https');
    expect(check('http://10.0.0.1/', true)).toBe('not-https');
    expect(check('https://10.0.0.1/', true)).toBe('private-host');
    expect(check('http://a@127.0.0.1/', true)).toBe('credentials');
  });

  it('a text that is accepted has a host that a connection may go to, if it is a number', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string(), fc.ipV4().map((host) => `https://${host}/`), fc.ipV6().map((host) => `https://[${host}]/`)), (text) => {
        const checked = checkCallbackUrl(text, { loopback: false });
        if (!checked.ok) return true;
        const host = checked.url.hostname.replace(/[[\]]/g, '');
        return checked.url.protocol === 'https:' && (!/^[\d.]+$|:/.test(host) || isPublicAddress(host));
      }),
      { numRuns: 1_000 },
    );
  });
});
