import { env } from '#lib/env.ts';
import { collectNotifications } from '#lib/use-cases/notifications/collect-notifications.ts';
import { createDeliveryRunner, watchInboxes } from '#lib/use-cases/notifications/delivery-runner.ts';
import { createWebhookPoster, type PostWebhook } from '#lib/use-cases/notifications/post-webhook.ts';
import { startLoop } from '#lib/worker/loop.ts';

const secondMs = 1_000;
/** Signals name the inboxes that changed; a look at all of them now and then finds what a lost signal, a pause's end or a new address left. */
const lookAtAllMs = 15 * secondMs;
const collectBatch = 200;
/** Names of inboxes kept while the database is away; beyond it all are looked at. */
const mostChanged = 100_000;

/** Collects changes into deliveries and posts them. */
export function startNotificationLoops(post: PostWebhook = createWebhookPoster({ loopback: env.WEBHOOKS_TO_LOOPBACK })): { stop(): Promise<void> } {
  const changed = new Set<string>();
  let lookAtAllAt = 0;
  const collect = startLoop('collect', async () => {
    const atAll = performance.now() >= lookAtAllAt;
    const mailboxIds = [...changed].slice(0, collectBatch);
    for (const mailboxId of mailboxIds) changed.delete(mailboxId);
    let moved = 0;
    try {
      if (atAll) moved = await collectNotifications(null, collectBatch);
      else if (mailboxIds.length > 0) moved = await collectNotifications(mailboxIds, collectBatch);
    } catch (error) {
      for (const mailboxId of mailboxIds) changed.add(mailboxId);
      throw error;
    }
    if (moved > 0) deliver.wake();
    // A full batch may have left some behind.
    lookAtAllAt = moved === collectBatch ? 0 : atAll ? performance.now() + lookAtAllMs : lookAtAllAt;
    return changed.size > 0 ? 0 : Math.max(0, lookAtAllAt - performance.now());
  });
  const runner = createDeliveryRunner({
    post,
    ended: (mailboxId) => {
      if (mailboxId) changed.add(mailboxId);
      collect.wake();
      deliver.wake();
    },
  });
  const deliver = startLoop('deliver', async () => {
    await runner.start();
    return Math.max(50, Math.min((await runner.untilDue()) ?? secondMs, secondMs));
  });
  const sweep = startLoop('delivery-leases', async () => {
    await runner.sweep();
    return 5 * secondMs;
  });
  const unwatch = watchInboxes((mailboxId) => {
    if (mailboxId === null || changed.size >= mostChanged) lookAtAllAt = 0;
    else changed.add(mailboxId);
    collect.wake();
  });
  return {
    async stop() {
      unwatch();
      await Promise.all([collect.stop(), deliver.stop(), sweep.stop()]);
      // Posts under way get their answer; the rest belongs to the next worker.
      await runner.settled();
    },
  };
}
