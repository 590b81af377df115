import { randomBytes } from 'node:crypto';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { insertPasskeyChallenge, type PasskeyPurpose, redeemPasskeyChallenge } from '#lib/data/passkey-challenges.ts';
import { type RelyingParty, relyingPartyOf } from '#lib/domain/relying-party.ts';
import { browserHashOf } from '#lib/use-cases/sign-in/request-code.ts';

export const challengeTtlSeconds = 300;

/** Whether this installation's address lets browsers make passkeys at all. */
export const offersPasskeys = (): boolean => relyingPartyOf(env.PUBLIC_URL) !== null;

/** Throws `unavailable` where browsers make no passkeys. */
export function requireRelyingParty(): RelyingParty {
  const party = relyingPartyOf(env.PUBLIC_URL);
  if (!party) throw new AppError('unavailable', 'Passkeys need an https address. This installation has none, so they do not work here.');
  return party;
}

/** A new question for an authenticator, kept here and bound to the browser. */
export async function issueChallenge(options: { browserId: string; purpose: PasskeyPurpose }): Promise<string> {
  const challenge = randomBytes(32).toString('base64url');
  await insertPasskeyChallenge({ id: newId(), browserHash: browserHashOf(options.browserId), challenge, purpose: options.purpose, ttlSeconds: challengeTtlSeconds });
  return challenge;
}

/**
 * The challenge that an answer says it is for, used up; null unless this browser was asked it, for this purpose, less than five minutes ago and
 * has not answered. A wrong answer uses it up as well.
 */
export async function redeemChallenge(options: { clientDataJSON: string; browserId: string | null; purpose: PasskeyPurpose }): Promise<string | null> {
  const challenge = challengeIn(options.clientDataJSON);
  if (!challenge || !options.browserId) return null;
  return (await redeemPasskeyChallenge({ browserHash: browserHashOf(options.browserId), challenge, purpose: options.purpose })) ? challenge : null;
}

function challengeIn(clientDataJSON: string): string | null {
  try {
    const { challenge, crossOrigin } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')) as { challenge?: unknown; crossOrigin?: unknown };
    // Our pages stand in nobody's frame (WebAuthn Level 3, 7.1 and 7.2); the library does not look.
    return crossOrigin !== true && typeof challenge === 'string' && /^[\w-]{43}$/.test(challenge) ? challenge : null;
  } catch {
    return null;
  }
}
