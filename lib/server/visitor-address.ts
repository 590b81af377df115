import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** `[2001:db8::1]:443`, `203.0.113.7:567`: some proxies write the port along. A bare IPv6 address has no port to take off. */
const withPort = /^(\[.+\]|[\d.]+):\d{1,5}$/;

/**
 * The address in what somebody wrote, in its one spelling: without port or zone, an IPv4 address as such where it was mapped into IPv6. Null for
 * what is none, also for the spellings that only old resolvers read (`127.1`, `0x7f.1`).
 */
function readAddress(text: string): string | null {
  const written = text.trim();
  const withoutPort = withPort.exec(written)?.[1] ?? written;
  const bare = withoutPort.replace(/^\[(.+)\]$/, '$1').replace(/%.*$/, '');
  return isIP(bare) === 0 ? null : ipaddr.process(bare).toString();
}

/**
 * Who is at the other end. Behind a trusted proxy that is the last entry of `X-Forwarded-For`, the only one which the proxy wrote; where that
 * is no address it is the proxy itself, so that limits by network count in any case (T14).
 */
export function visitorAddress(options: { forwardedFor: string | undefined; connectedFrom: string; trustsProxy: boolean }): string {
  const { forwardedFor, connectedFrom, trustsProxy } = options;
  const told = trustsProxy ? readAddress((forwardedFor ?? '').split(',').at(-1) ?? '') : null;
  return told ?? readAddress(connectedFrom) ?? connectedFrom;
}
