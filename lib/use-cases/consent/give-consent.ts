import { clock } from '#lib/clock.ts';
import { AppError } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { changeGrant, findAskingClient, findOpenGrant, insertGrant, insertGrantEvent, lockSubscriber, updateOpenGrant } from '#lib/data/consent.ts';
import { inTransaction, type PrismaTransaction, sqlOf } from '#lib/data/prisma.ts';
import { provisionMailbox } from '#lib/data/store/mailboxes.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { grantStanding } from '#lib/domain/consent-grant.ts';
import { consentTextVersion } from '#lib/domain/consent-text.ts';
import { type Scope, scopeNames, scopes as scopeTable } from '#lib/domain/scope.ts';
import { numberChangedOwner, requireEligible } from '#lib/use-cases/consent/require-eligible.ts';

export interface GivenConsent {
  actor: SubscriberActor;
  /** Row id of the client. */
  clientId: string;
  /** What the subscriber said yes to. */
  scopes: readonly Scope[];
  /** What was asked; a scope asked for and not agreed to is taken away. Left out: what was agreed to. */
  asked?: readonly Scope[];
  /** Ends by itself then; null for no end. */
  endsAt: Date | null;
  device: string;
}

/**
 * Records a subscriber's permission for an app (E2): one open grant a client, a receipt with the version of the text shown, an audit row and,
 * for reading, the cloud inbox (E3), all in one transaction. Answers the grant's id and all scopes it holds now.
 * Throws `not-eligible` (E1), `not-found` for a client that is gone or disabled, `invalid-value` for scopes it may not have.
 */
export async function giveConsent(consent: GivenConsent): Promise<{ grantId: string; scopes: Scope[] }> {
  await requireGrantable(consent);
  return inTransaction((tx) => recordConsent(tx, consent));
}

/** The checks that need no transaction: the line (E1) and the client. */
export async function requireGrantable(consent: GivenConsent): Promise<void> {
  const client = await findAskingClient(consent.clientId);
  if (!client || client.disabled) throw new AppError('not-found', 'This app is not available any more.');
  const refused = consent.scopes.filter((scope) => !scopeTable[scope].needsConsent || !client.scopes.includes(scope));
  if (consent.scopes.length === 0) throw new AppError('invalid-value', 'Choose at least one, or choose Not now.', { field: 'scope' });
  if (refused.length > 0) throw new AppError('invalid-value', 'This app may not ask for that.', { field: 'scope', variables: refused });
  await requireEligible(consent.actor.msisdn);
}

/** Part of a transaction; the caller has called `requireGrantable`. */
export async function recordConsent(tx: PrismaTransaction, consent: GivenConsent): Promise<{ grantId: string; scopes: Scope[] }> {
  const { actor, clientId, endsAt, device } = consent;
  const now = clock.now();
  if (!(await lockSubscriber(tx, actor.subscriberId))) throw numberChangedOwner();
  const open = await findOpenGrant({ subscriberId: actor.subscriberId, clientId }, tx);
  const lapsed = open !== null && grantStanding(open, now) === 'ended';
  // What ran out by itself is closed at the moment it ran out; the new grant is another one.
  if (open && lapsed) await updateOpenGrant(tx, { grantId: open.id, subscriberId: actor.subscriberId }, { endedAt: open.endsAt ?? now });
  const current = open && !lapsed ? open : null;
  const kept = current?.scopes.filter((scope) => !(consent.asked ?? consent.scopes).includes(scope)) ?? [];
  const scopes = scopeNames.filter((scope) => kept.includes(scope) || consent.scopes.includes(scope));
  const grantId = current?.id ?? newId();
  if (current) await changeGrant(tx, grantId, { scopes, endsAt, device });
  else await insertGrant(tx, { id: grantId, subscriberId: actor.subscriberId, mailboxId: actor.mailboxId, clientId, scopes, createdAt: now, device, endsAt });
  await insertGrantEvent(tx, { grantId, kind: current ? 'changed' : 'given', textVersion: consentTextVersion, at: now, sessionId: actor.sessionId, device });
  if (scopes.includes('MIM')) await provisionMailbox(sqlOf(tx), actor.mailboxId);
  await writeAudit(tx, {
    actor,
    action: current ? 'consent.changed' : 'consent.given',
    subjectKind: 'consent',
    subjectId: grantId,
    detail: { clientId, scopes, textVersion: consentTextVersion, endsAt: endsAt?.toISOString() ?? null },
  });
  return { grantId, scopes };
}
