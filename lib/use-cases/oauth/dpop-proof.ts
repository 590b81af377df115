import { calculateJwkThumbprint, decodeProtectedHeader, importJWK, type JWTPayload, jwtVerify } from 'jose';
import { clock } from '#lib/clock.ts';
import { s256, sha256Hex } from '#lib/crypto.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { insertDpopProof } from '#lib/data/dpop-proofs.ts';
import type { OAuthClient } from '#lib/data/oauth.ts';
import { type DpopAlgorithm, dpopAlgorithms, isDpopAlgorithm, isSameTarget, longestProof, longestProofId, type PublicJwk, proofWindowSeconds, publicJwkOf } from '#lib/domain/dpop.ts';
import type { OAuthRequest } from '#lib/use-cases/oauth/authenticate-client.ts';
import { OAuthError } from '#lib/use-cases/oauth/oauth-error.ts';

/** The `DPoP` header of a request, and what the request is. */
export interface PresentedProof {
  header: string | null;
  method: string;
  /** As it stands in the address; the host is the one that is configured (T25). */
  path: string;
}

/** A proof that is right, and may have been used. */
export interface CheckedProof {
  /** Of the key (RFC 7638). */
  thumbprint: string;
  proofHash: string;
  expiresAt: Date;
}

const wrong = (what: string, cause?: unknown) => new AppError('invalid-dpop-proof', what, { cause });

/**
 * A proof that whoever sends this request holds a key (RFC 9449, 4.3), and with `accessToken` that it goes with that token. Whether it was
 * used before is asked by `useDpopProof`. Throws `invalid-dpop-proof`.
 */
export async function checkDpopProof({ header, method, path }: PresentedProof, accessToken?: string): Promise<CheckedProof> {
  if (header === null || header === '') throw wrong('The DPoP header is missing.');
  // Two headers arrive joined with a comma, which no proof contains.
  if (header.length > longestProof || !/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/.test(header)) throw wrong(`The DPoP header holds one signed JWT of at most ${longestProof} characters.`);
  const { algorithm, jwk } = readHeader(header);
  const { jti, htm, htu, iat, ath } = await verify(header, algorithm, jwk);
  if (typeof jti !== 'string' || jti === '' || jti.length > longestProofId) throw wrong(`jti of the DPoP proof is missing or longer than ${longestProofId} characters.`);
  if (htm !== method) throw wrong('htm of the DPoP proof is not the method of this request.');
  if (typeof htu !== 'string' || !isSameTarget(htu, `${env.PUBLIC_URL}${path}`)) throw wrong('htu of the DPoP proof is not the address of this request.');
  const now = clock.now().getTime() / 1000;
  if (typeof iat !== 'number' || Math.abs(now - iat) > proofWindowSeconds) throw wrong(`iat of the DPoP proof is missing, or more than ${proofWindowSeconds} seconds from our time.`);
  if (accessToken !== undefined && ath !== s256(accessToken)) throw wrong('ath of the DPoP proof is not the hash of this access token.');
  const thumbprint = await calculateJwkThumbprint(jwk, 'sha256');
  // Kept for a minute longer than it could be used, because the clock of the database decides when it goes.
  return { thumbprint, proofHash: sha256Hex(`${thumbprint}.${jti}`), expiresAt: new Date((iat + 2 * proofWindowSeconds) * 1000) };
}

function readHeader(proof: string): { algorithm: DpopAlgorithm; jwk: PublicJwk } {
  let header: { typ?: unknown; alg?: unknown; jwk?: unknown };
  try {
    header = decodeProtectedHeader(proof);
  } catch (error) {
    throw wrong('The header of the DPoP proof cannot be read.', error);
  }
  if (header.typ !== 'dpop+jwt') throw wrong('typ of the DPoP proof is dpop+jwt.');
  if (!isDpopAlgorithm(header.alg)) throw wrong(`alg of the DPoP proof is one of ${dpopAlgorithms.join(', ')}.`);
  const jwk = publicJwkOf(header.alg, header.jwk);
  if (!jwk) throw wrong('jwk of the DPoP proof is the public key for its alg, without any private part.');
  return { algorithm: header.alg, jwk };
}

async function verify(proof: string, algorithm: DpopAlgorithm, jwk: PublicJwk): Promise<JWTPayload & Record<'htm' | 'htu' | 'ath', unknown>> {
  try {
    const { payload } = await jwtVerify(proof, await importJWK(jwk, algorithm), { algorithms: [algorithm], currentDate: clock.now() });
    return payload as JWTPayload & Record<'htm' | 'htu' | 'ath', unknown>;
  } catch (error) {
    throw wrong('The signature of the DPoP proof is wrong, or its key is.', error);
  }
}

/** Uses a proof up: each works once (RFC 9449, 11.1). Throws `invalid-dpop-proof` when it was used before. */
export async function useDpopProof({ proofHash, expiresAt }: CheckedProof): Promise<void> {
  if (!(await insertDpopProof({ proofHash, expiresAt }))) throw wrong('This DPoP proof was used before. Make one for each request.');
}

/**
 * The thumbprint of the key that a client proves to hold when it asks for tokens or pushes a request; null without a proof. The client has
 * proved itself before, so strangers leave nothing behind. Throws `invalid-dpop-proof`, and `OAuthError` for the classic profile.
 */
export async function useProvenKey(request: OAuthRequest, client: OAuthClient): Promise<string | null> {
  if (request.dpop === null) return null;
  // Left unread it would look like a bound token to whoever does not read token_type.
  if (client.profile !== 'modern') throw new OAuthError('invalid_request', 'DPoP is for apps of the modern profile.');
  const proof = await checkDpopProof({ header: request.dpop, method: 'POST', path: request.path });
  await useDpopProof(proof);
  return proof.thumbprint;
}
