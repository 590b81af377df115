import { claimDeliveries, nextDeliveryInMs, sweepDeliveryLeases } from '#lib/data/notifications/deliveries.ts';
import { endpointConcurrency } from '#lib/domain/webhook-retry.ts';
import { newId } from '#lib/ids.ts';
import { childLogger } from '#lib/logger.ts';
import { deliverNotification } from '#lib/use-cases/notifications/deliver-notification.ts';
import type { PostWebhook } from '#lib/use-cases/notifications/post-webhook.ts';

const log = childLogger({ component: 'webhooks' });

/** More than the longest post, so that a lease ends only with its worker. */
const leaseSeconds = 45;
const mostAtOnce = 64;

export interface DeliveryRunner {
  /** Claims what is due into the free places and starts it; returns how many. Does not wait for answers: a slow address holds up nobody. */
  start(): Promise<number>;
  /** Milliseconds until something is due. */
  untilDue(): Promise<number | null>;
  sweep(): Promise<void>;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

/** `ended` is called after each delivery: a place is free, and its subscription may go on. */
export function createDeliveryRunner(options: { post: PostWebhook; ended?: (mailboxId: string | null) => void; places?: number }): DeliveryRunner {
  const running = new Set<Promise<void>>();
  const places = options.places ?? mostAtOnce;
  return {
    async start() {
      const free = places - running.size;
      if (free <= 0) return 0;
      const claimed = await claimDeliveries({ leaseToken: newId(), leaseSeconds, limit: free, perEndpoint: endpointConcurrency });
      for (const delivery of claimed) {
        const run = deliverNotification(delivery, options.post)
          // The lease ends by itself, and the delivery is made again.
          .catch((error: unknown) => log.error({ err: error, deliveryId: delivery.deliveryId }, 'a delivery broke'))
          .finally(() => {
            running.delete(run);
            options.ended?.(delivery.mailboxId);
          });
        running.add(run);
      }
      return claimed.length;
    },
    untilDue: nextDeliveryInMs,
    async sweep() {
      await sweepDeliveryLeases();
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
