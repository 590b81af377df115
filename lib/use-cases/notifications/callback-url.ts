import ipaddr from 'ipaddr.js';

/** Where an app may have its events posted to. Everything that is not plainly a public web address is refused (SSRF, T-API7). */
export type UrlProblem = 'malformed' | 'not-https' | 'credentials' | 'fragment' | 'port' | 'private-host' | 'too-long';

export type CheckedUrl = { ok: true; url: URL } | { ok: false; problem: UrlProblem };

/** Addresses that are public by their number and yet answer for the machine itself: the host's own services at a cloud (Azure). */
const hostServices = ['168.63.129.16'];
/** Special ranges that the library counts as ordinary ones: documentation (RFC 9637) and local-use translation (RFC 8215). */
const specialRanges = ['3fff::/20', '64:ff9b:1::/48'].map((range) => ipaddr.IPv6.parseCIDR(range));
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether a connection may go to this address: ordinary unicast of the public internet. Refused are private, loopback, link-local (with the
 * metadata address of the clouds), unique local, shared (CGNAT), multicast, reserved, documentation, and every form of IPv6 that carries an
 * IPv4 address inside: mapped, translated (NAT64), 6to4 and Teredo.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address) || address.includes('%')) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  if (parsed instanceof ipaddr.IPv6) return parsed.match(globalUnicast) && !specialRanges.some((range) => parsed.match(range));
  return !hostServices.includes(parsed.toString());
}

export function isLoopbackAddress(address: string): boolean {
  return ipaddr.isValid(address) && !address.includes('%') && ipaddr.parse(address).range() === 'loopback';
}

/** The host of a URL without the brackets of an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

const localNames = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|localdomain|arpa|onion|test|invalid)$/;

/**
 * Reads a callback address. https on port 443 or from 1024 on, no user in it, no fragment, and a host that is public as far as its text
 * tells; a name is looked up again at each delivery. `loopback` also lets http to this machine through, for development and tests.
 */
export function checkCallbackUrl(text: string, options: { loopback: boolean }): CheckedUrl {
  if (text.length > 2_000) return { ok: false, problem: 'too-long' };
  if (/[\x00-\x20\x7f\\]/.test(text) || !URL.canParse(text)) return { ok: false, problem: 'malformed' };
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || /^[a-z]+:\/*[^/?#]*@/i.test(text)) return { ok: false, problem: 'credentials' };
  if (url.hash !== '' || text.endsWith('#')) return { ok: false, problem: 'fragment' };
  const host = hostOf(url);
  if (options.loopback && url.protocol === 'http:' && isLoopbackAddress(host)) return { ok: true, url };
  if (url.protocol !== 'https:') return { ok: false, problem: 'not-https' };
  const port = url.port === '' ? 443 : Number(url.port);
  if (port !== 443 && port < 1024) return { ok: false, problem: 'port' };
  if (ipaddr.isValid(host)) return isPublicAddress(host) ? { ok: true, url } : { ok: false, problem: 'private-host' };
  const name = host.replace(/\.$/, '').toLowerCase();
  return name.includes('.') && !localNames.test(name) ? { ok: true, url } : { ok: false, problem: 'private-host' };
}
