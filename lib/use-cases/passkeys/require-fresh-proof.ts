import { clock } from '#lib/clock.ts';
import { AppError } from '#lib/errors.ts';
import { findProvenAt } from '#lib/data/identity.ts';
import type { SignedInActor } from '#lib/use-cases/sign-in/find-session.ts';

const freshMinutes = 10;

/** Whether the actor proved who they are in this session a short while ago: a session left open, or a stolen one, is not enough for all. */
export async function hasFreshProof(actor: SignedInActor): Promise<boolean> {
  const provenAt = await findProvenAt(actor.sessionId);
  return provenAt !== null && clock.now().getTime() - provenAt.getTime() <= freshMinutes * 60_000;
}

/** Throws `forbidden` without a fresh proof. */
export async function requireFreshProof(actor: SignedInActor): Promise<void> {
  if (!(await hasFreshProof(actor))) throw new AppError('forbidden', `You signed in more than ${freshMinutes} minutes ago. Sign in again first, so that nobody else changes your passkeys.`);
}
