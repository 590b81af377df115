import { createCipheriv, createDecipheriv, createHash, createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { env } from '#lib/env.ts';

export function sha256Hex(value: string | Uint8Array): string {
  return createHash('sha256').update(value).digest('hex');
}

const keys = new Map<string, KeyObject>();

/** The key of one purpose, derived from HANDSET_SECRET (HKDF, RFC 5869): purposes cannot stand in for each other. A KeyObject is a tenth of a Buffer's cost. */
function keyFor(purpose: string): KeyObject {
  let key = keys.get(purpose);
  if (!key) {
    key = createSecretKey(Buffer.from(hkdfSync('sha256', env.HANDSET_SECRET, 'handset', `hmac/${purpose}`, 32)));
    keys.set(purpose, key);
  }
  return key;
}

/** A keyed fingerprint of a value, for looking secrets and numbers up without storing them. 64 hexadecimal characters. */
export function hmacHex(purpose: string, value: string): string {
  return createHmac('sha256', keyFor(purpose)).update(value).digest('hex');
}

/** Compares two texts in a time that depends on neither, their lengths included. */
export function timingSafeEqualText(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** A code of `length` decimal digits, each value as likely as any other. */
export function randomDigits(length: number): string {
  let digits = '';
  while (digits.length < length) digits += String(randomInt(10));
  return digits;
}

// OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, 2 passes, 1 lane.
// Argon2id is the library's own choice.
const argon2id = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), argon2id);
}

let placeholder: Promise<string> | undefined;

/**
 * Whether the password belongs to the stored hash. Without a hash (no such account) it works as long and answers false, so that the
 * time of the answer does not tell who has an account.
 */
export async function verifyPassword(storedHash: string | null, password: string): Promise<boolean> {
  placeholder ??= hashPassword('no account has this password');
  const matches = await verify(storedHash ?? (await placeholder), password.normalize('NFKC'));
  return storedHash !== null && matches;
}

type SignedPurpose = 'state' | 'media';

const signature = (payload: string, purpose: SignedPurpose): string => createHmac('sha256', keyFor(purpose)).update(payload).digest().subarray(0, 16).toString('base64url');

/** A text the holder can neither read at a glance nor change: the payload and 128 bits of HMAC, both base64url, divided by a dot. */
export function signState(payload: string, purpose: SignedPurpose = 'state'): string {
  return `${Buffer.from(payload).toString('base64url')}.${signature(payload, purpose)}`;
}

/** The payload of a text made by `signState` for the same purpose, or null for anything else. */
export function openState(text: string, purpose: SignedPurpose = 'state'): string | null {
  const [body, mac, ...rest] = text.split('.');
  if (!body || !mac || rest.length > 0 || text.length > 8192) return null;
  const payload = Buffer.from(body, 'base64url').toString('utf8');
  // Only the spelling that signState makes: base64url decoding is lenient, and one state should have one text.
  if (Buffer.from(payload).toString('base64url') !== body) return null;
  return timingSafeEqualText(signature(payload, purpose), mac) ? payload : null;
}

/** The S256 code challenge of a verifier (RFC 7636, 4.2). */
export function s256(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** A secret that must be read again later: AES-256-GCM under a key of its own purpose, bound to `context` (whose it is). */
export function sealText(context: string, text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor('seal'), iv).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
}

/** What `sealText` was given. Throws for a text that was changed, is of another context, or was sealed under another HANDSET_SECRET. */
export function openSealed(context: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keyFor('seal'), bytes.subarray(0, 12), { authTagLength: 16 }).setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}
