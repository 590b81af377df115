import type { SessionOwner } from '#lib/data/identity.ts';
import type { SignedInActor } from '#lib/use-cases/sign-in/find-session.ts';

export const passkeyOwnerOf = (actor: SignedInActor): SessionOwner =>
  actor.kind === 'subscriber' ? { subscriberId: actor.subscriberId } : { accountId: actor.accountId };

/** The user handle of WebAuthn: the 16 bytes of the owner's id. It holds nothing personal (WebAuthn Level 3, 14.6.1). */
export const userHandleOf = (ownerId: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(ownerId.replaceAll('-', ''), 'hex'));
