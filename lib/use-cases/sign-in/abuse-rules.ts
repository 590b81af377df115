import { hmacHex } from '#lib/crypto.ts';
import { env } from '#lib/env.ts';
import type { AbuseRule } from '#lib/data/abuse-limits.ts';

/** Every limit against abuse of sign-in, of apps' questions and of devices' codes, in one table; the reason stands beside each (T13, T14, T15). */
export const abuseRules = {
  /** A text takes a while to arrive; asking again sooner only sends a second one. */
  codePerNumberSoon: { name: 'code-number-30s', points: 1, seconds: 30 },
  /** Nobody needs more codes in an hour; more is bombing somebody's phone. */
  codePerNumberHour: { name: 'code-number-hour', points: 5, seconds: 3600 },
  codePerNumberDay: { name: 'code-number-day', points: 10, seconds: 86_400 },
  /** A household or an office behind one address; an attacker's /24 or /56 is one as well. */
  codePerNetworkHour: { name: 'code-network-hour', points: 20, seconds: 3600 },
  /** Numbers that share all but the last four digits: pumping walks through such blocks. Counts texts that really go out. */
  textPerBlockHour: { name: 'text-block-hour', points: 200, seconds: 3600 },
  /** The most that sign-in may ever cost in texts. Counts texts that really go out. */
  textGlobalHour: { name: 'text-global-hour', points: 5000, seconds: 3600 },
  /** Slows guessing one account's password. Cleared by the right one. */
  passwordPerAccount: { name: 'password-account', points: 10, seconds: 900 },
  /** Slows guessing many accounts from one place. */
  passwordPerNetwork: { name: 'password-network', points: 100, seconds: 900 },
  /** STOP and START are answered; a phone that sends them in turns is not, after this. */
  keywordReplyPerNumberDay: { name: 'keyword-reply-day', points: 4, seconds: 86_400 },
  /** Each opened sign-in page asks for a challenge, which is a row. */
  passkeyPerNetwork: { name: 'passkey-network', points: 600, seconds: 3600 },
  /** The same for making one: with twenty passkeys at most, nobody needs as many. */
  passkeyPerOwner: { name: 'passkey-owner', points: 60, seconds: 3600 },
  /** Wrong codes of devices (RFC 8628, 5.1). A person mistypes a few; with 20^8 codes this is hopeless for whoever guesses. */
  deviceCodePerLine: { name: 'device-line', points: 10, seconds: 900 },
  deviceCodePerNetwork: { name: 'device-network', points: 50, seconds: 3600 },
  deviceCodeGlobal: { name: 'device-global', points: 5000, seconds: 3600 },
  /** The same before anybody signed in, apart: who spends it only makes strangers sign in before their code is looked at. */
  strangersDeviceCodePerNetwork: { name: 'device-stranger-network', points: 20, seconds: 3600 },
  strangersDeviceCodeGlobal: { name: 'device-stranger-global', points: 1000, seconds: 3600 },
  /**
   * Questions of apps that strangers begin, each a row for as long as it may be answered. A mobile network puts thousands of people behind one
   * /24, who begin a few an hour each; one a second is far above them all and far below what fills a disk.
   */
  questionsPerNetwork: { name: 'question-network', points: 600, seconds: 600 },
  /** Whoever is signed in is counted alone, so that nobody on the same network shuts them out: more than a person or a busy page begins. */
  questionsPerLine: { name: 'question-line', points: 120, seconds: 600 },
  /** Requests that one app pushes. Each lives a minute; ten a second is more people than any app sends here at once. */
  pushesPerClient: { name: 'push-client', points: 6000, seconds: 600 },
  /** Codes that devices of one app ask for in the time that a code lives: so many may wait at once, and guessing is easier the more do. */
  devicesPerClient: { name: 'device-client', points: 600, seconds: 600 },
} as const satisfies Record<string, AbuseRule>;

/** How often a code may be asked for in the name of one number. */
export const codesOfNumber: readonly AbuseRule[] = [abuseRules.codePerNumberSoon, abuseRules.codePerNumberHour, abuseRules.codePerNumberDay];

/** Keys in the table are fingerprints: the table tells nobody's number. */
export const abuseKey = (value: string): string => hmacHex('abuse', value).slice(0, 32);

/**
 * The network an address belongs to: /24 of IPv4, /56 of IPv6. Null for this machine itself: behind a reverse proxy that is not trusted
 * everybody would share it, and one visitor could shut all others out. A proxy that is trusted names its visitors; those whom it does not
 * share its own address, and count.
 */
export function networkOf(address: string | null): string | null {
  if (!address) return null;
  const bare = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (/^\d+\.\d+\.\d+\.\d+$/.test(bare)) {
    return bare.startsWith('127.') && !env.TRUST_PROXY ? null : `${bare.split('.').slice(0, 3).join('.')}.0/24`;
  }
  if (!/^[0-9a-f:]+$/i.test(bare) || ((bare === '::1' || bare === '::') && !env.TRUST_PROXY)) return null;
  const [head = '', tail] = bare.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = tail === undefined ? left : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  const [a = '0', b = '0', c = '0', d = '0'] = groups;
  return `${[a, b, c].map((group) => group.padStart(4, '0')).join(':')}:${d.padStart(4, '0').slice(0, 2)}00::/56`;
}
