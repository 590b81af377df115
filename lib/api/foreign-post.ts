import { env } from '#lib/env.ts';

const publicUrl = new URL(env.PUBLIC_URL);
const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a method only reads. */
export const isReading = (method: string): boolean => reading.has(method);

/**
 * Whether a request would change something and comes from another site (T24). Browsers say where a post comes from by Fetch Metadata, by Origin or
 * by both; one that carries cookies and says neither comes from no page of ours. Programs without cookies have nothing to lose.
 */
export function isForeignPost(method: string, { origin, host, cookie, 'sec-fetch-site': site }: Readonly<Record<string, string | undefined>>): boolean {
  if (isReading(method)) return false;
  if (site !== undefined && site !== 'same-origin') return true;
  if (origin !== undefined) return !isOwnOrigin(origin, host);
  return site === undefined && cookie !== undefined;
}

/** The configured address, or, on this machine itself, the very host that was asked (the front door has checked it). */
function isOwnOrigin(origin: string, host: string | undefined): boolean {
  return origin === publicUrl.origin || (host !== publicUrl.host && origin === `http://${host?.toLowerCase()}`);
}
