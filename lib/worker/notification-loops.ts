import { env } from '#lib/env.ts';
import { collectNotifications } from '#lib/use-cases/notifications/collect-notifications.ts';
import { createDeliveryRunner } from '#lib/use-cases/notifications/delivery-runner.ts';
import { watchInboxes } from '#lib/use-cases/operations/work-signals.ts';
import { createWebhookPoster, type PostWebhook } from '#lib/use-cases/notifications/post-webhook.ts';
import { gatherChangedInboxes } from '#lib/worker/changed-inboxes.ts';
import { startLoop } from '#lib/worker/loop.ts';

const secondMs = 1_000;
/** Signals name the inboxes that changed; a look at all of them now and then finds what a lost signal, a pause's end or a new address left. */
const lookAtAllMs = 15 * secondMs;
const collectBatch = 200;
/** A message changes several times within milliseconds, and a busy inbox more often: one look for all of it. */
const gatherMs = 25;

/** Collects changes into deliveries and posts them. */
export function startNotificationLoops(post: PostWebhook = createWebhookPoster({ loopback: env.WEBHOOKS_TO_LOOPBACK })): { stop(): Promise<void> } {
  const changed = gatherChangedInboxes({ batch: collectBatch, lookAtAllMs });
  const collect = startLoop('collect', async () => {
    const { waitMs } = await changed.round(async (mailboxIds) => {
      const moved = await collectNotifications(mailboxIds, collectBatch);
      if (moved > 0) deliver.wake();
      return { isFull: moved === collectBatch };
    });
    return waitMs;
  }, { gatherMs });
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
    changed.add(mailboxId);
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
