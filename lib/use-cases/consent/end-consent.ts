import { clock } from '#lib/clock.ts';
import { AppError } from '#lib/errors.ts';
import { type AuditFact, writeAudit } from '#lib/data/audit.ts';
import { endWhatHangsOnGrant, findGrant, type GrantEvent, insertGrantEvent, updateOpenGrant } from '#lib/data/consent.ts';
import { notify } from '#lib/data/notify.ts';
import { inTransaction, type PrismaTransaction, sqlOf } from '#lib/data/prisma.ts';
import { cancelQueuedSends } from '#lib/data/store/cancel.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { grantStanding } from '#lib/domain/consent-grant.ts';
import { consentTextVersion } from '#lib/domain/consent-text.ts';

interface OwnGrant {
  actor: SubscriberActor;
  grantId: string;
}

async function getOpenGrant({ actor, grantId }: OwnGrant) {
  const grant = await findGrant(grantId);
  // Somebody else's is answered like one that does not exist (T1).
  if (!grant || grant.subscriberId !== actor.subscriberId || grantStanding(grant, clock.now()) === 'ended') {
    throw new AppError('not-found', 'This app is not connected any more.');
  }
  return grant;
}

interface GrantChange {
  grant: { id: string; clientId: string };
  kind: Exclude<GrantEvent['kind'], 'given'>;
  actor: AuditFact['actor'];
  reason?: GrantEvent['reason'];
  now: Date;
  /** An end names the queued sends that it cancelled: the receipt tells them. */
  detail: GrantChangeDetail;
}

type GrantChangeDetail = Record<string, number | string | null> & { cancelled?: number };

/** Receipt, audit row and the word to every process: part of the transaction of the change, after it. */
export async function recordGrantChange(tx: PrismaTransaction, { grant, kind, actor, reason, now, detail }: GrantChange): Promise<void> {
  await insertGrantEvent(tx, { grantId: grant.id, kind, textVersion: consentTextVersion, at: now, sessionId: actor.kind === 'subscriber' ? actor.sessionId : null, reason, cancelled: detail.cancelled });
  await writeAudit(tx, { actor, action: `consent.${kind}`, subjectKind: 'consent', subjectId: grant.id, detail: { clientId: grant.clientId, ...(reason ? { reason } : {}), ...detail } });
  await notify(sqlOf(tx), { topic: 'client', clientId: grant.clientId });
}

async function change(
  { actor, grantId }: OwnGrant,
  kind: GrantChange['kind'],
  values: Parameters<typeof updateOpenGrant>[2],
  also: (tx: PrismaTransaction, now: Date) => Promise<GrantChangeDetail> = async () => ({}),
): Promise<void> {
  const grant = await getOpenGrant({ actor, grantId });
  const now = clock.now();
  await inTransaction(async (tx) => {
    const changed = await updateOpenGrant(tx, { grantId, subscriberId: actor.subscriberId }, values);
    if (!changed) throw new AppError('not-found', 'This app is not connected any more.');
    const detail = await also(tx, now);
    await recordGrantChange(tx, { grant, kind, actor, now, detail });
  });
}

/**
 * Ends a consent (E3): the grant, its codes and tokens, its notification subscriptions and what it queued and the carrier has not seen, with
 * receipt and audit row, in one transaction. The next call of the app is 401 (T2). Answers how many recipients were cancelled.
 * Throws `not-found` for one that has ended, or is somebody else's.
 */
export async function endConsent(own: OwnGrant): Promise<{ cancelled: number }> {
  let cancelled = 0;
  await change(own, 'ended', { endedAt: clock.now() }, async (tx, now) => {
    const { tokens, subscriptions } = await endWhatHangsOnGrant(tx, own.grantId, now);
    cancelled = await cancelQueuedSends(sqlOf(tx), { id: own.grantId, mailboxId: own.actor.mailboxId });
    return { tokens, subscriptions, cancelled };
  });
  return { cancelled };
}

const dayMs = 86_400_000;

/** Refuses all calls of an app for a day; nothing is lost, tokens work again afterwards. Throws `not-found`. */
export async function pauseConsent(own: OwnGrant): Promise<{ pausedUntil: Date }> {
  const pausedUntil = new Date(clock.now().getTime() + dayMs);
  await change(own, 'paused', { pausedUntil }, async () => ({ pausedUntil: pausedUntil.toISOString() }));
  return { pausedUntil };
}

/** Lets a paused app go on now. Throws `not-found`. */
export async function resumeConsent(own: OwnGrant): Promise<void> {
  await change(own, 'resumed', { pausedUntil: null });
}

/** Moves the day on which a consent ends by itself; null for no end. Throws `invalid-value` for a day that is over, `not-found`. */
export async function changeConsentEnd(own: OwnGrant & { endsAt: Date | null }): Promise<void> {
  if (own.endsAt && own.endsAt <= clock.now()) throw new AppError('invalid-value', 'Choose a day that is still to come.', { field: 'endsOn' });
  await change(own, 'changed', { endsAt: own.endsAt }, async () => ({ endsAt: own.endsAt?.toISOString() ?? null }));
}
