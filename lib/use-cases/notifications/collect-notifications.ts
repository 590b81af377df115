import { listSubscriptionsBehind, queueEvents, type SubscriptionBehind } from '#lib/data/notifications/collect.ts';
import { newId } from '#lib/ids.ts';
import { readInboxEvents } from '#lib/use-cases/notifications/inbox-events.ts';

/**
 * Turns changes of inboxes into deliveries, one notification's worth a subscription: `mailboxIds` are those that changed, null looks at
 * all. A subscription whose last delivery is not through waits, so what waits stays in the inbox's own history and not in the queue.
 * Returns how many subscriptions moved on.
 */
export async function collectNotifications(mailboxIds: readonly string[] | null, limit = 200): Promise<number> {
  const behind = await listSubscriptionsBehind(mailboxIds, limit);
  let moved = 0;
  for (const subscription of behind) if (await advance(subscription)) moved += 1;
  return moved;
}

async function advance(subscription: SubscriptionBehind): Promise<boolean> {
  const { mailboxId, toldModSeq, events } = subscription;
  const { stubs, upTo } = await readInboxEvents({ mailboxId, since: toldModSeq, events });
  return upTo > toldModSeq && queueEvents({ deliveryId: newId(), subscription, upTo, stubs });
}
