import { generateAuthenticationOptions, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { AppError } from '#lib/errors.ts';
import { spendAbusePoint } from '#lib/data/abuse-limits.ts';
import { challengeTtlSeconds, issueChallenge, requireRelyingParty } from '#lib/use-cases/passkeys/challenge.ts';
import { abuseKey, abuseRules, networkOf } from '#lib/use-cases/sign-in/abuse-rules.ts';

/** What the browser asks its authenticator: any passkey of this site. It names nobody, so it tells nothing about who has one (T15). */
export async function beginPasskeySignIn(options: { browserId: string; address: string | null }): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const party = requireRelyingParty();
  const network = networkOf(options.address);
  const retryAfterSeconds = network ? await spendAbusePoint(abuseRules.passkeyPerNetwork, abuseKey(network)) : 0;
  if (retryAfterSeconds > 0) throw new AppError('limit-exceeded', 'Too many tries from your network. Sign in another way, or try again later.', { retryAfterSeconds });
  const challenge = await issueChallenge({ browserId: options.browserId, purpose: 'authentication' });
  return generateAuthenticationOptions({ rpID: party.id, challenge: Uint8Array.from(Buffer.from(challenge, 'base64url')), userVerification: 'required', timeout: challengeTtlSeconds * 1000 });
}
