import { clock } from '#lib/clock.ts';
import { AppError } from '#lib/errors.ts';
import { endSessionById, endSessions, listLiveSessions, type SessionListRow, type SessionOwner } from '#lib/data/identity.ts';
import type { SignedInActor } from '#lib/use-cases/sign-in/find-session.ts';

const ownerOf = (actor: SignedInActor): SessionOwner =>
  actor.kind === 'subscriber' ? { subscriberId: actor.subscriberId } : { accountId: actor.accountId };

/** Sign-out: the row ends, whatever cookie is still around. Harmless for a session that is over. */
export async function endSession(sessionId: string): Promise<void> {
  await endSessionById(sessionId, clock.now());
}

/** Signs one of the actor's own devices out. Throws `not-found` for a session that is over or somebody else's. */
export async function endOwnSession(options: { actor: SignedInActor; sessionId: string }): Promise<void> {
  const ended = await endSessions(ownerOf(options.actor), { only: options.sessionId }, clock.now());
  if (ended === 0) throw new AppError('not-found', 'That device is signed out already.');
}

/** Signs the actor out everywhere; with `exceptThis` the session in use stays. Answers how many ended. */
export async function endAllSessions(options: { actor: SignedInActor; exceptThis: boolean }): Promise<number> {
  return endSessions(ownerOf(options.actor), { allBut: options.exceptThis ? options.actor.sessionId : null }, clock.now());
}

export interface SignedInDevice extends SessionListRow {
  isThis: boolean;
}

/** The devices the actor is signed in on, last used first. */
export async function listSessions(options: { actor: SignedInActor }): Promise<SignedInDevice[]> {
  const rows = await listLiveSessions(ownerOf(options.actor), clock.now());
  return rows.map((row) => ({ ...row, isThis: row.id === options.actor.sessionId }));
}
