import { verifyAuthenticationResponse, type AuthenticationResponseJSON, type VerifiedAuthenticationResponse } from '@simplewebauthn/server';
import { clock } from '#lib/clock.ts';
import { logger } from '#lib/logger.ts';
import { assertionSchema } from '#lib/contracts/passkey.ts';
import { advanceSignCount, findPasskey, type PasskeyWithOwner, recordCounterBack } from '#lib/data/passkeys.ts';
import { lookUpLine } from '#lib/use-cases/lines/look-up-line.ts';
import { redeemChallenge, requireRelyingParty } from '#lib/use-cases/passkeys/challenge.ts';
import { passkeyRefused } from '#lib/use-cases/passkeys/passkey-refused.ts';
import { userHandleOf } from '#lib/use-cases/passkeys/owner.ts';

/** A number may change hands: who signs in by passkey alone proves the line anew after this long (T29). */
const lineProofDays = 90;

export type PasskeySignIn =
  | { outcome: 'subscriber'; subscriberId: string; passkeyId: string }
  | { outcome: 'account'; accountId: string; passkeyId: string; role: 'developer' | 'support' }
  /** The passkey holds, but the line has to be proven by a code first. */
  | { outcome: 'line-unproven'; msisdn: string };

/**
 * Signs in by the answer of an authenticator to a challenge of ours (WebAuthn Level 3, 7.2): this browser's, unused, for this site, with the
 * person verified. Throws `invalid-input` for anything else, `unavailable` when the carrier cannot say whose a subscriber's number is.
 */
export async function signInPasskey(options: { assertion: string; browserId: string | null }): Promise<PasskeySignIn> {
  const party = requireRelyingParty();
  const response = readAssertion(options.assertion);
  if (!response) throw passkeyRefused('the assertion is no assertion');
  const challenge = await redeemChallenge({ clientDataJSON: response.response.clientDataJSON, browserId: options.browserId, purpose: 'authentication' });
  if (!challenge) throw passkeyRefused('the challenge is not open for this browser');
  const passkey = await findPasskey(Uint8Array.from(Buffer.from(response.id, 'base64url')));
  const owner = passkey?.subscriber ?? passkey?.account;
  if (!passkey || !owner) throw passkeyRefused('the passkey is unknown');
  if (response.response.userHandle !== Buffer.from(userHandleOf(owner.id)).toString('base64url')) throw passkeyRefused('the user handle is another owner’s');
  const verified = await verify(response, passkey, { challenge, party });
  if (!verified) throw passkeyRefused('the assertion does not verify');
  const { newCounter, credentialBackedUp } = verified.authenticationInfo;
  const now = clock.now();
  if (!(await advanceSignCount({ id: passkey.id, signCount: newCounter, backedUp: credentialBackedUp, now }))) {
    logger.warn({ component: 'sign-in', reasonCode: 'passkey-counter-back' }, 'the counter of a passkey went back: there may be two of it');
    await recordCounterBack(passkey.id, { stored: Number(passkey.signCount), told: newCounter });
    throw passkeyRefused('the counter went back');
  }
  return outcomeFor(passkey, now);
}

async function outcomeFor({ id: passkeyId, subscriber, account }: PasskeyWithOwner, now: Date): Promise<PasskeySignIn> {
  if (account && !account.disabledAt) return { outcome: 'account', accountId: account.id, passkeyId, role: account.role };
  if (!subscriber || subscriber.releasedAt) throw passkeyRefused('the owner may not sign in');
  // No code goes to the line, so nobody else asks the carrier who holds it now.
  if ((await lookUpLine(subscriber.msisdn)).ownerChanged) throw passkeyRefused('the number went to somebody else');
  const provenSince = now.getTime() - lineProofDays * 86_400_000;
  if (!subscriber.lineProvenAt || subscriber.lineProvenAt.getTime() < provenSince) return { outcome: 'line-unproven', msisdn: subscriber.msisdn };
  return { outcome: 'subscriber', subscriberId: subscriber.id, passkeyId };
}

function readAssertion(text: string): AuthenticationResponseJSON | null {
  try {
    const parsed = assertionSchema.safeParse(JSON.parse(text));
    return parsed.success ? { ...parsed.data, clientExtensionResults: {} } : null;
  } catch {
    return null;
  }
}

async function verify(
  response: AuthenticationResponseJSON,
  passkey: PasskeyWithOwner,
  { challenge, party }: { challenge: string; party: { id: string; origin: string } },
): Promise<VerifiedAuthenticationResponse | null> {
  try {
    const verified = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      // 0 leaves the counter to `advanceSignCount`: the library would judge it before the signature, and not together with the write.
      credential: { id: response.id, publicKey: passkey.publicKey, counter: 0 },
    });
    return verified.verified ? verified : null;
  } catch {
    return null; // whatever does not parse, or was made for another site
  }
}
