import { clock } from '#lib/clock.ts';
import type { DeveloperActor, SubscriberActor, SupportActor } from '#lib/domain/actor.ts';
import { findSessionRow, moveSessionEnd, type SessionRow } from '#lib/data/identity.ts';
import { sessionLimits } from '#lib/use-cases/sign-in/session-limits.ts';

export type SignedInActor = SubscriberActor | DeveloperActor | SupportActor;

export interface LiveSession {
  actor: SignedInActor;
  endsAt: Date;
}

function actorOf(row: SessionRow): SignedInActor | null {
  if (row.subscriberId) {
    if (row.releasedAt || !row.mailboxId || !row.msisdn) return null;
    return { kind: 'subscriber', subscriberId: row.subscriberId, mailboxId: row.mailboxId, msisdn: row.msisdn, sessionId: row.id };
  }
  if (!row.accountId || !row.role || row.disabledAt) return null;
  return { kind: row.role, accountId: row.accountId, name: row.accountName ?? '', sessionId: row.id };
}

const oneMinuteMs = 60_000;

/**
 * The actor behind a session id as the rows stand now: a session that was ended, is past its idle or absolute end, or whose owner is
 * disabled or released is nobody. With `asUse` the idle deadline moves, at most once a minute.
 */
export async function findSession(sessionId: string, { asUse }: { asUse: boolean }): Promise<LiveSession | null> {
  const row = await findSessionRow(sessionId);
  const now = clock.now();
  if (!row || row.endedAt || row.endsAt <= now || row.absoluteEndsAt <= now) return null;
  const actor = actorOf(row);
  if (!actor) return null;
  if (!asUse || now.getTime() - row.lastUsedAt.getTime() < oneMinuteMs) return { actor, endsAt: row.endsAt };
  return { actor, endsAt: (await extendSession({ actor, unlessUsedSince: new Date(now.getTime() - oneMinuteMs) })) ?? row.endsAt };
}

/** Whose session this was if it ended by itself; null for one that lives, was ended by somebody, or never was. */
export async function findLapsedKind(sessionId: string): Promise<SignedInActor['kind'] | null> {
  const row = await findSessionRow(sessionId);
  const now = clock.now();
  if (!row || row.endedAt || (row.endsAt > now && row.absoluteEndsAt > now)) return null;
  return actorOf(row)?.kind ?? null;
}

/** Moves the idle deadline as far as the owner's kind allows. Answers the new deadline, or null when the session is over. */
export async function extendSession(options: { actor: SignedInActor; unlessUsedSince?: Date }): Promise<Date | null> {
  const now = clock.now();
  return moveSessionEnd({
    sessionId: options.actor.sessionId,
    now,
    endsAt: new Date(now.getTime() + sessionLimits(options.actor.kind).idleSeconds * 1000),
    unlessUsedSince: options.unlessUsedSince ?? now,
  });
}
