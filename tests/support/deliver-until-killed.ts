/** A worker for crash tests: delivers what is due until somebody kills it. */
import { collectNotifications } from '#lib/use-cases/notifications/collect-notifications.ts';
import { createDeliveryRunner } from '#lib/use-cases/notifications/delivery-runner.ts';
import { createWebhookPoster } from '#lib/use-cases/notifications/post-webhook.ts';

const runner = createDeliveryRunner({ post: createWebhookPoster({ loopback: true }) });
for (;;) {
  await collectNotifications(null);
  await runner.sweep();
  await runner.start();
  await new Promise((resolve) => setTimeout(resolve, 20));
}
