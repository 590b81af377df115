import { env } from '#lib/env.ts';

/**
 * The visitor's address as the front door noted it. `x-handset-address` is set (and overwritten) by our own server; X-Forwarded-For counts
 * only behind a proxy that was declared, and then only its last entry, which that proxy wrote.
 */
export function clientAddress(headers: { get(name: string): string | null }): string | null {
  if (env.TRUST_PROXY) {
    const last = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim();
    if (last) return last;
  }
  return headers.get('x-handset-address');
}
