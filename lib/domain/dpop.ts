/** What a DPoP proof may be (RFC 9449, 4), before anything is verified. */
const keyShapes = {
  ES256: { kty: 'EC', crv: 'P-256', members: ['x', 'y'] },
  ES384: { kty: 'EC', crv: 'P-384', members: ['x', 'y'] },
  // One signature under two names: RFC 9864 replaces the older one, and clients send either.
  EdDSA: { kty: 'OKP', crv: 'Ed25519', members: ['x'] },
  Ed25519: { kty: 'OKP', crv: 'Ed25519', members: ['x'] },
  PS256: { kty: 'RSA', crv: undefined, members: ['n', 'e'] },
  RS256: { kty: 'RSA', crv: undefined, members: ['n', 'e'] },
} as const;

export type DpopAlgorithm = keyof typeof keyShapes;

/** Signatures alone: neither `none` nor a shared secret proves who holds a key (RFC 9449, 4.3). */
export const dpopAlgorithms = Object.keys(keyShapes) as DpopAlgorithm[];

/** Room for an RSA key and signature of 4096 bits. */
export const longestProof = 4096;
export const longestProofId = 256;
/** How far the time in a proof may be from ours, before and behind (RFC 9449, 11.1). */
export const proofWindowSeconds = 60;

/** 4096 bits: what is longer only takes time to verify. The exponent of every known key is 3 bytes. */
const longestMembers: Readonly<Record<string, number>> = { n: 683, e: 4, x: 64, y: 64 };
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

export interface PublicJwk {
  kty: string;
  crv?: string;
  x?: string;
  y?: string;
  n?: string;
  e?: string;
}

export const isDpopAlgorithm = (name: unknown): name is DpopAlgorithm => dpopAlgorithms.some((each) => each === name);

/** The public key of a proof with nothing else, or null where it is none for the algorithm, or has a private part. */
export function publicJwkOf(algorithm: DpopAlgorithm, jwk: unknown): PublicJwk | null {
  if (typeof jwk !== 'object' || jwk === null || Array.isArray(jwk)) return null;
  const given = jwk as Record<string, unknown>;
  const { kty, crv, members } = keyShapes[algorithm];
  if (given.kty !== kty || (crv !== undefined && given.crv !== crv) || privateMembers.some((name) => Object.hasOwn(given, name))) return null;
  const picked: PublicJwk = crv === undefined ? { kty } : { kty, crv };
  for (const name of members) {
    const value = given[name];
    if (typeof value !== 'string' || !/^[A-Za-z0-9_-]+$/.test(value) || value.length > (longestMembers[name] ?? 0)) return null;
    picked[name] = value;
  }
  return picked;
}

/** The SHA-256 thumbprint of a key (RFC 7638), as `dpop_jkt` carries it. */
export const isThumbprint = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);

/**
 * Whether two addresses are one: without query and fragment, and with the spellings that RFC 3986 (6.2.2, 6.2.3) holds for equal made
 * equal. Nothing but an absolute address without a user name is one.
 */
export function isSameTarget(left: string, right: string): boolean {
  const [one, other] = [normalTarget(left), normalTarget(right)];
  return one !== null && one === other;
}

function normalTarget(uri: string): string | null {
  if (!/^https?:\/\//i.test(uri) || !URL.canParse(uri)) return null;
  const { origin, pathname, username, password } = new URL(uri);
  if (username !== '' || password !== '') return null;
  const path = pathname.replace(/%[0-9a-f]{2}/gi, (encoded) => {
    const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
    return /[A-Za-z0-9\-._~]/.test(character) ? character : encoded.toUpperCase();
  });
  return origin + path;
}
