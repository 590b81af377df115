import { startAuthentication, startRegistration, type AuthenticationResponseJSON, type RegistrationResponseJSON } from '@simplewebauthn/browser';

type RegistrationOptions = Parameters<typeof startRegistration>[0]['optionsJSON'];
type SignInOptions = Parameters<typeof startAuthentication>[0]['optionsJSON'];
type Outcome<Answer> = { answer: Answer } | { problem: string };

/** Why the browser gave no answer, for a person. Its own words name no cause that helps. */
function reasonOf(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'InvalidStateError') return 'This device has a passkey for you already.';
  if (name === 'SecurityError') return 'The browser allows no passkeys at this address. Open Handset at its own address.';
  if (name === 'NotSupportedError' || name === 'ConstraintError') return 'This device cannot make a passkey with a fingerprint, a face or a screen lock.';
  return 'Nothing came from your device, so nothing was changed. You can try again.';
}

async function orReason<Answer>(work: Promise<Answer>): Promise<Outcome<Answer>> {
  try {
    return { answer: await work };
  } catch (error) {
    return { problem: reasonOf(error) };
  }
}

export const makePasskey = (optionsJSON: RegistrationOptions): Promise<Outcome<RegistrationResponseJSON>> => orReason(startRegistration({ optionsJSON }));
export const askPasskey = (optionsJSON: SignInOptions): Promise<Outcome<AuthenticationResponseJSON>> => orReason(startAuthentication({ optionsJSON }));
