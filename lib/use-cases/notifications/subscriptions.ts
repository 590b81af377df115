import {
  endSubscription, findSubscription, insertSubscription, updateSubscription as updateSubscriptionRow, type SubscriptionName, type SubscriptionRow, type SubscriptionTerms,
} from '#lib/data/notifications/subscriptions.ts';
import { inSqlTransaction } from '#lib/data/pool.ts';
import { holdLiveGrant } from '#lib/data/store/grant-hold.ts';
import type { AppActor, ClientActor } from '#lib/domain/actor.ts';
import { maxSubscriptionsPerConsent } from '#lib/domain/notification.ts';
import { AppError } from '#lib/errors.ts';
import { newId, parseShortId } from '#lib/ids.ts';
import { noChannel } from '#lib/use-cases/notifications/channels.ts';

export type { SubscriptionTerms } from '#lib/data/notifications/subscriptions.ts';
export type SubscriptionView = SubscriptionRow;

const noSubscription = () => new AppError('resource-not-found', 'This channel has no such subscription, or it has ended.', { field: 'subscriptionId' });

function parseName(given: SubscriptionName): SubscriptionName {
  const [channelId, subscriptionId] = [parseShortId(given.channelId), parseShortId(given.subscriptionId)];
  if (!channelId || !subscriptionId) throw noSubscription();
  return { channelId, subscriptionId };
}

/**
 * Tells the app of changes in the subscriber's inbox from this moment on, as long as consent and term last (E3). Throws
 * `resource-not-found` for a channel that is not the app's, `conflict` when the consent has as many subscriptions as it may,
 * `invalid-token` when the consent ends meanwhile.
 */
export async function createSubscription(options: { actor: AppActor; channelId: string; terms: SubscriptionTerms }): Promise<{ subscriptionId: string }> {
  const { actor, terms } = options;
  const channelId = parseShortId(options.channelId);
  if (!channelId) throw noChannel();
  const subscriptionId = newId();
  const { clientId, mailboxId, grantId } = actor;
  const outcome = await inSqlTransaction(async (tx) => {
    if (!(await holdLiveGrant(tx, grantId))) throw new AppError('invalid-token', 'The subscriber has ended this consent.');
    return insertSubscription(tx, { ...terms, id: subscriptionId, channelId, clientId, mailboxId, grantId, most: maxSubscriptionsPerConsent });
  });
  if (outcome === 'no-channel') throw noChannel();
  if (outcome === 'full') {
    throw new AppError('conflict', `This consent has ${maxSubscriptionsPerConsent} subscriptions already. Update one of them, or delete one first.`, { field: 'subscription' });
  }
  return { subscriptionId };
}

/** Throws `resource-not-found` for one that is not there, has ended, or belongs to another consent or app (T1). */
export async function getSubscription(options: { actor: AppActor } & SubscriptionName): Promise<SubscriptionView> {
  const row = await findSubscription(options.actor, parseName(options));
  if (!row) throw noSubscription();
  return row;
}

/** Replaces the terms; the time begins anew. Throws `resource-not-found`. */
export async function updateSubscription(options: { actor: AppActor; terms: SubscriptionTerms } & SubscriptionName): Promise<void> {
  if (!(await updateSubscriptionRow(options.actor, parseName(options), options.terms))) throw noSubscription();
}

/** By the app itself, whoever's consent the subscription hangs off. Throws `resource-not-found`. */
export async function deleteSubscription(options: { actor: ClientActor } & SubscriptionName): Promise<void> {
  if (!(await endSubscription(options.actor.clientId, parseName(options)))) throw noSubscription();
}
