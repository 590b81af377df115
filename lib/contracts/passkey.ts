import { z } from 'zod';

const base64url = (longest: number) => z.string().max(longest).regex(/^[\w-]+$/);

/** At most 1023 bytes (WebAuthn Level 3, 7.1). */
const credentialId = base64url(1364);

/** What `startAuthentication` answers in the browser (WebAuthn Level 3, 5.1.8.2), as far as it is looked at. The user handle is there: passkeys are discoverable. */
export const assertionSchema = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  response: z.object({ clientDataJSON: base64url(2000), authenticatorData: base64url(2000), signature: base64url(2000), userHandle: base64url(100) }),
});

/** What `startRegistration` answers in the browser (WebAuthn Level 3, 5.1.8.1), as far as it is looked at. */
const registrationSchema = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  response: z.object({ clientDataJSON: base64url(2000), attestationObject: base64url(20_000), transports: z.array(z.string().max(20)).max(10).default([]) }),
});

/** In characters as they are stored; what is far longer is not looked at. */
export const longestPasskeyLabel = 60;

export const addPasskeyInput = z.strictObject({ registration: registrationSchema });
export const renamePasskeyInput = z.strictObject({ passkeyId: z.uuid(), label: z.string().max(400, { error: `Type a name of at most ${longestPasskeyLabel} characters.` }) });
export const removePasskeyInput = z.strictObject({ passkeyId: z.uuid() });
