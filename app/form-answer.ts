import { NextResponse, type NextRequest } from 'next/server';
import { env } from '#lib/env.ts';

/** 303: what follows is a GET, and what was posted is not sent along (RFC 9700, 4.12). */
export const seeOther = (location: string) =>
  new NextResponse(null, { status: 303, headers: { Location: location, 'Cache-Control': 'no-store' } });

/**
 * A form of ours comes from our own origin; the token in it is what decides (T24). The page's referrer policy is `same-origin` and not stricter:
 * under `no-referrer` a browser sends `Origin: null` even to ourselves.
 */
export function isForeign(request: NextRequest): boolean {
  const origin = request.headers.get('origin');
  if (origin === null) return false;
  return !URL.canParse(origin) || ![new URL(env.PUBLIC_URL).host, request.headers.get('host')].includes(new URL(origin).host);
}
