import { generateRegistrationOptions, verifyRegistrationResponse, type PublicKeyCredentialCreationOptionsJSON, type RegistrationResponseJSON } from '@simplewebauthn/server';
import { clock } from '#lib/clock.ts';
import { AppError } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { spendAbusePoint } from '#lib/data/abuse-limits.ts';
import { countPasskeys, insertPasskey, listCredentials } from '#lib/data/passkeys.ts';
import { describeDevice } from '#lib/domain/device.ts';
import { formatMsisdn } from '#lib/domain/msisdn.ts';
import { challengeTtlSeconds, issueChallenge, redeemChallenge, requireRelyingParty } from '#lib/use-cases/passkeys/challenge.ts';
import { passkeyOwnerOf, userHandleOf } from '#lib/use-cases/passkeys/owner.ts';
import { requireFreshProof } from '#lib/use-cases/passkeys/require-fresh-proof.ts';
import { abuseKey, abuseRules } from '#lib/use-cases/sign-in/abuse-rules.ts';
import type { SignedInActor } from '#lib/use-cases/sign-in/find-session.ts';

const mostPasskeys = 20;
/** ES256, EdDSA and RS256: what every authenticator has one of. Newer ones are experimental in Node. */
const supportedAlgorithmIDs = [-7, -8, -257];
const tooMany = () => new AppError('conflict', `You have ${mostPasskeys} passkeys, the most there can be. Remove one first.`);

/** What the browser asks its authenticator to make. Throws `forbidden` without a fresh proof, `conflict` when there are too many, `limit-exceeded`. */
export async function beginPasskey(options: { actor: SignedInActor; browserId: string }): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { actor } = options;
  const party = requireRelyingParty();
  await requireFreshProof(actor);
  const owner = passkeyOwnerOf(actor);
  if ((await countPasskeys(owner)) >= mostPasskeys) throw tooMany();
  const ownerId = 'subscriberId' in owner ? owner.subscriberId : owner.accountId;
  const retryAfterSeconds = await spendAbusePoint(abuseRules.passkeyPerOwner, abuseKey(ownerId));
  if (retryAfterSeconds > 0) throw new AppError('limit-exceeded', 'Too many tries. Make a passkey later.', { retryAfterSeconds });
  const name = actor.kind === 'subscriber' ? formatMsisdn(actor.msisdn) : actor.name;
  const challenge = await issueChallenge({ browserId: options.browserId, purpose: 'registration' });
  return generateRegistrationOptions({
    rpName: 'Handset',
    rpID: party.id,
    userID: userHandleOf(ownerId),
    userName: name,
    userDisplayName: name,
    challenge: Uint8Array.from(Buffer.from(challenge, 'base64url')),
    timeout: challengeTtlSeconds * 1000,
    attestationType: 'none',
    supportedAlgorithmIDs,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: (await listCredentials(owner)).map(({ credentialId, transports }) => ({ id: Buffer.from(credentialId).toString('base64url'), transports })),
  });
}

/**
 * Keeps the passkey that the browser made for our challenge (WebAuthn Level 3, 7.1). Throws `forbidden` without a fresh proof, `invalid-input`
 * for an answer to anything but an open challenge of this browser, `conflict` for one passkey too many or one that is known.
 */
export async function addPasskey(options: { actor: SignedInActor; browserId: string | null; registration: Omit<RegistrationResponseJSON, 'clientExtensionResults'>; userAgent: string }): Promise<void> {
  const { actor, registration } = options;
  const party = requireRelyingParty();
  await requireFreshProof(actor);
  const refused = () => new AppError('invalid-input', 'That passkey could not be added. Try again.');
  const challenge = await redeemChallenge({ clientDataJSON: registration.response.clientDataJSON, browserId: options.browserId, purpose: 'registration' });
  if (!challenge) throw refused();
  const response: RegistrationResponseJSON = { ...registration, clientExtensionResults: {} };
  const made = await verifyRegistrationResponse({ response, expectedChallenge: challenge, expectedOrigin: party.origin, expectedRPID: party.id, requireUserVerification: true, supportedAlgorithmIDs }).catch(() => null);
  if (!made?.verified) throw refused();
  const { credential, credentialBackedUp } = made.registrationInfo;
  // The form limits the id beside the attestation (WebAuthn Level 3, 7.1); the one inside is another unless it is the same.
  if (credential.id !== registration.id) throw refused();
  const outcome = await insertPasskey(
    passkeyOwnerOf(actor),
    {
      id: newId(),
      credentialId: Uint8Array.from(Buffer.from(credential.id, 'base64url')),
      publicKey: Uint8Array.from(credential.publicKey),
      signCount: credential.counter,
      transports: registration.response.transports ?? [],
      label: describeDevice(options.userAgent),
      backedUp: credentialBackedUp,
      createdAt: clock.now(),
    },
    mostPasskeys,
    actor,
  );
  if (outcome === 'too-many') throw tooMany();
  if (outcome === 'known') throw new AppError('conflict', 'That passkey is known here already.');
}
