import { randomFillSync } from 'node:crypto';
import { crc32 } from 'node:zlib';

interface IdState {
  milliseconds: number;
  counter: number;
}
// One counter a process, also for the copy of this file that Next bundles.
const holder = globalThis as { [key: symbol]: IdState | undefined };
const stateKey = Symbol.for('handset.idState');
const state: IdState = (holder[stateKey] ??= { milliseconds: 0, counter: 0 });

const pool = Buffer.alloc(4096);
let used = pool.length;

function randomBytesFromPool(length: number): Buffer {
  if (used + length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += length;
  return pool.subarray(used - length, used);
}

/**
 * A UUID version 7 (RFC 9562, 5.7) that is greater than every one made before it in this process.
 * `rand_a` is a counter that starts low at random in each millisecond (6.2, method 1); when it runs over, or the clock steps back, the
 * time field runs ahead of the clock instead of going back.
 */
export function newId(): string {
  const random = randomBytesFromPool(10);
  const now = Date.now();
  if (now > state.milliseconds) {
    state.milliseconds = now;
    state.counter = random.readUInt16BE(8) & 0x7ff;
  } else if (++state.counter > 0xfff) {
    state.milliseconds += 1;
    state.counter = random.readUInt16BE(8) & 0x7ff;
  }
  const time = state.milliseconds.toString(16).padStart(12, '0');
  const variant = ((random[0] ?? 0) & 0x3f) | 0x80;
  const tail = random.toString('hex', 1, 8);
  return (
    `${time.slice(0, 8)}-${time.slice(8)}-7${state.counter.toString(16).padStart(3, '0')}-` +
    `${variant.toString(16)}${tail.slice(0, 2)}-${tail.slice(2)}`
  );
}

/** The smallest id of a moment and all after it: ids tell when they were made (RFC 9562, 5.7). */
export function firstIdAt(moment: Date): string {
  const time = Math.min(Math.max(moment.getTime(), 0), 0xffff_ffff_ffff).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
}

const canonicalUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text is a UUID in its canonical (lower case, dashed) spelling. */
export function isId(text: string): boolean {
  return canonicalUuid.test(text);
}

// Used again and again: a page of 500 messages makes 500 short ids.
const bytes = Buffer.alloc(16);

/** The 22 characters (base64url of the 16 bytes) under which an id travels in the API and in addresses of pages. */
export function shortId(uuid: string): string {
  if (!canonicalUuid.test(uuid)) throw new TypeError('shortId wants a canonical UUID');
  bytes.write(uuid.slice(0, 8) + uuid.slice(9, 13) + uuid.slice(14, 18) + uuid.slice(19, 23) + uuid.slice(24), 'hex');
  return bytes.toString('base64url');
}

/** The UUID behind a short id, or null. Only the spelling that `shortId` makes is accepted, so one thing has one address. */
export function parseShortId(text: string): string | null {
  if (!/^[A-Za-z0-9_-]{21}[AQgw]$/.test(text)) return null;
  const hex = Buffer.from(text, 'base64url').toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function toBase62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = base62.charAt(Number(rest % 62n)) + text;
  return text;
}

const checksum = (body: string): string => toBase62(BigInt(crc32(body)), 6);

/**
 * A secret of 256 random bits that scanners can recognise: `prefix_`, 43 characters, and a CRC-32 of all before it in 6 more.
 * The checksum lets a scanner, and our own door, tell a mistyped or invented token without asking the database.
 */
export function newToken(prefix: string): string {
  if (!/^[a-z][a-z0-9_]{0,18}[a-z0-9]$/.test(prefix)) throw new TypeError('a token prefix is lower case letters and digits');
  const random = randomFillSync(Buffer.alloc(32));
  const body = `${prefix}_${toBase62(BigInt(`0x${random.toString('hex')}`), 43)}`;
  return body + checksum(body);
}

/** Whether a text has the shape and the checksum of `newToken`. Says nothing about whether the token was ever given out. */
export function checkToken(token: string): boolean {
  if (token.length > 120 || !/^[a-z][a-z0-9_]*_[0-9A-Za-z]{49}$/.test(token)) return false;
  return checksum(token.slice(0, -6)) === token.slice(-6);
}
