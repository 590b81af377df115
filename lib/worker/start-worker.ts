import type { Carrier } from '#lib/carriers/carrier.ts';
import { env } from '#lib/env.ts';
import { createLinkReporter } from '#lib/use-cases/operations/tell-links.ts';
import { createDispatcher } from '#lib/use-cases/messages/dispatcher.ts';
import { receiveMessage } from '#lib/use-cases/messages/receive-message.ts';
import { receiveSegment } from '#lib/use-cases/messages/receive-segment.ts';
import { recordDeliveryReceipt } from '#lib/use-cases/messages/record-delivery-receipt.ts';
import { settleInDoubt } from '#lib/use-cases/messages/settle-in-doubt.ts';
import { sweepOutbox } from '#lib/use-cases/messages/sweep-outbox.ts';
import { buildNextIndex } from '#lib/use-cases/message-index/build-index.ts';
import { followIndexes } from '#lib/use-cases/message-index/follow-index.ts';
import { watchLines } from '#lib/use-cases/limits/watch-lines.ts';
import { sweepOwners } from '#lib/use-cases/lines/sweep-owners.ts';
import { keepHouse } from '#lib/use-cases/operations/keep-house.ts';
import { refreshStatistics } from '#lib/use-cases/operations/refresh-statistics.ts';
import { subscribeToWork, watchInboxes } from '#lib/use-cases/operations/work-signals.ts';
import { apart } from '#lib/worker/apart.ts';
import { atMost } from '#lib/worker/at-most.ts';
import { gatherChangedInboxes } from '#lib/worker/changed-inboxes.ts';
import { startLoop } from '#lib/worker/loop.ts';
import { startNotificationLoops } from '#lib/worker/notification-loops.ts';

const secondMs = 1_000;
const minuteMs = 60_000;
const followMs = 2 * secondMs;
const followBatch = 500;
/** Lines asked about every ten seconds, one after the other: 100,000 lines are gone through in some six hours. */
const ownersAtOnce = 50;
/** In a rush rows are claimed many at once; one that comes alone is claimed when it comes. */
const claimsApartMs = 10;
/** A line is slow this long after it stopped sending like a person, at the latest. */
const guardMs = 20 * secondMs;

/** Role worker: hands the outbox to the carrier, takes in what the carrier tells, builds indexes, keeps deadlines. */
export async function startWorker(carrier: Carrier): Promise<{ stop(): Promise<void> }> {
  const dispatcher = createDispatcher(carrier, { freed: () => dispatch.wake() });
  const dispatch = startLoop('dispatch', async () => (await dispatcher.round()).waitMs);
  // A burst waits in the process, and leaves connections to receipts and submits: those that wait for one are given up after two seconds.
  const storeInbound = atMost(Math.max(1, Math.floor(env.DATABASE_WORKER_POOL_SIZE / 2)));
  await carrier.start({
    receipt: (receipt) => recordDeliveryReceipt(carrier.name, receipt),
    inbound: async (message) => {
      await storeInbound(() => receiveMessage(message));
    },
    inboundSegment: (segment) => storeInbound(() => receiveSegment(carrier.name, segment)),
    capacity: () => dispatch.wake(),
  });
  const reporter = createLinkReporter(carrier);
  // Before the process calls itself ready: who starts it is told what keeps messages from leaving. A database that is away meanwhile is told by the loop.
  await reporter.tell().catch(() => undefined);
  const links = startLoop('links', async () => {
    await reporter.tell();
    return secondMs;
  });
  const settle = startLoop('settle', async () => {
    await settleInDoubt(carrier);
    return secondMs;
  });
  const sweep = startLoop('sweep', async () => {
    await sweepOutbox();
    return 2 * secondMs;
  });
  const index = startLoop('index', async () => ((await buildNextIndex()) ? 0 : 5 * secondMs));
  // A search reads what is not yet followed out of the messages themselves, so following may wait and gather.
  const changed = gatherChangedInboxes({ batch: followBatch, lookAtAllMs: minuteMs });
  const follow = startLoop('follow', async () => {
    const { hasMore } = await changed.round(async (mailboxIds) => ({ isFull: (await followIndexes(mailboxIds, followBatch)) === followBatch }));
    return hasMore ? 0 : followMs;
  });
  const house = startLoop('house', async () => {
    await keepHouse();
    return minuteMs;
  });
  const statistics = startLoop('statistics', async () => {
    await refreshStatistics();
    return 2 * secondMs;
  });
  let ownersAfter: string | null = null;
  const owners = startLoop('owners', async () => {
    ({ next: ownersAfter } = await sweepOwners({ after: ownersAfter, limit: ownersAtOnce }));
    return 10 * secondMs;
  });
  let watchedTo: number | null = null;
  const guard = startLoop('guard', async () => {
    const { last, hasMore } = await watchLines(watchedTo);
    watchedTo = last;
    return hasMore ? 0 : guardMs;
  });
  const notifications = startNotificationLoops();
  const unsubscribe = subscribeToWork({
    outbox: apart(claimsApartMs, () => dispatch.wake()),
    index: () => index.wake(),
  });
  const unwatch = watchInboxes((mailboxId) => changed.add(mailboxId));
  return {
    async stop() {
      unsubscribe();
      unwatch();
      // Submits that are under way get their answer; whatever is still queued belongs to the next worker.
      await Promise.all([links.stop(), dispatch.stop(), settle.stop(), sweep.stop(), index.stop(), follow.stop(), house.stop(), statistics.stop(), owners.stop(), guard.stop(), notifications.stop()]);
      await dispatcher.settled();
      await carrier.stop();
      await reporter.forget();
    },
  };
}
