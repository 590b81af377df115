import { clock } from '#lib/clock.ts';
import { AppError } from '#lib/errors.ts';
import { deletePasskey, listPasskeyRows, type PasskeyRow, renamePasskeyRow } from '#lib/data/passkeys.ts';
import { longestPasskeyLabel } from '#lib/contracts/passkey.ts';
import { passkeyOwnerOf } from '#lib/use-cases/passkeys/owner.ts';
import { requireFreshProof } from '#lib/use-cases/passkeys/require-fresh-proof.ts';
import type { SignedInActor } from '#lib/use-cases/sign-in/find-session.ts';

const gone = () => new AppError('not-found', 'That passkey is removed already.');

/** The actor's passkeys, oldest first. */
export function listPasskeys(options: { actor: SignedInActor }): Promise<PasskeyRow[]> {
  return listPasskeyRows(passkeyOwnerOf(options.actor));
}

/** Gives one of the actor's passkeys another name. Throws `invalid-input`, or `not-found`. */
export async function renamePasskey(options: { actor: SignedInActor; passkeyId: string; label: string }): Promise<void> {
  const label = options.label.normalize('NFC').replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  if (label === '' || label.length > longestPasskeyLabel) throw new AppError('invalid-input', `Type a name of at most ${longestPasskeyLabel} characters.`, { field: 'label' });
  if (!(await renamePasskeyRow(passkeyOwnerOf(options.actor), options.passkeyId, label))) throw gone();
}

/**
 * Removes one of the actor's passkeys; from then on it opens nothing, and the sessions that it began end, but for the one in use. Throws `forbidden` without a fresh proof, `not-found`, and `conflict`
 * for the last one of a support agent, whose password alone is not enough any more.
 */
export async function removePasskey(options: { actor: SignedInActor; passkeyId: string }): Promise<void> {
  const { actor } = options;
  await requireFreshProof(actor);
  const outcome = await deletePasskey(passkeyOwnerOf(actor), options.passkeyId, { least: actor.kind === 'support' ? 1 : 0, exceptSessionId: actor.sessionId, actor, now: clock.now() });
  if (outcome === 'none') throw gone();
  if (outcome === 'too-few') throw new AppError('conflict', 'Support staff always keep one passkey. Add another one first.');
}
