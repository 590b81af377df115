import { AppError } from '#lib/errors.ts';

export interface PresentedToken {
  scheme: 'Bearer' | 'DPoP';
  token: string;
}

/**
 * The access token of a request (RFC 6750, 2.1; RFC 9449, 7.1): in the `Authorization` header and nowhere else. The scheme is matched
 * without regard to case; three SDKs of the original send `BEARER`. Throws `unauthenticated` without a header, `invalid-token` for another
 * scheme, a malformed token or two headers, `invalid-input` for a token in the address (it would end up in logs and histories).
 */
export function requireAccessToken(request: Request, query: URLSearchParams): PresentedToken {
  for (const name of ['access_token', 'token', 'bearer_token']) {
    if (query.has(name)) throw new AppError('invalid-input', 'Send the token in the Authorization header, never in the address.', { field: name });
  }
  const header = request.headers.get('authorization');
  if (header === null || header.trim() === '') throw new AppError('unauthenticated', 'Send the header Authorization: Bearer, followed by the access token.');
  // Two headers arrive joined with a comma, which no token contains.
  const token = /^(?:bearer|dpop) +([A-Za-z0-9._~+/-]{1,512}=*)$/i.exec(header.trim())?.[1];
  if (!token) throw new AppError('invalid-token', 'The Authorization header must hold the word Bearer or DPoP and one access token.');
  return { scheme: schemeOf(header), token };
}

/** In which scheme a caller is to be answered: the one it used. */
export const schemeOf = (authorization: string | null | undefined): PresentedToken['scheme'] => (/^\s*dpop\b/i.test(authorization ?? '') ? 'DPoP' : 'Bearer');
