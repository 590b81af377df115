import { type LedgerRow, listLedger } from '#lib/data/connected-apps.ts';
import { findGrant } from '#lib/data/consent.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/errors.ts';

export type LedgerDay = LedgerRow;

/**
 * What apps did in the actor's mailbox, day by day, as far back as it is kept: of all apps, also ended ones, or of the one that a consent is for.
 * Throws `not-found` for a consent that is not there or somebody else's, in the same words (T1).
 */
export async function getLedger({ actor, grantId }: { actor: SubscriberActor; grantId: string | null }): Promise<LedgerDay[]> {
  if (grantId === null) return listLedger({ mailboxId: actor.mailboxId, clientId: null });
  const grant = await findGrant(grantId);
  if (grant?.subscriberId !== actor.subscriberId) throw new AppError('not-found', 'There is no such app.');
  return listLedger({ mailboxId: actor.mailboxId, clientId: grant.clientId });
}
