import type { CarrierEvents } from '#lib/carriers/carrier.ts';
import type { ConditionsWatch } from '#lib/carriers/simulator/conditions.ts';
import { handOver } from '#lib/carriers/simulator/hand-over.ts';
import { listDueEvents, nextEventInMs, postponeEvent, removeEvent } from '#lib/data/simulator/network.ts';
import { onNetworkNews } from '#lib/data/simulator/wake.ts';
import { childLogger } from '#lib/logger.ts';

const log = childLogger({ component: 'simulator' });

/** How often the loop looks again when nothing wakes it. */
const idleMs = 1_000;

/**
 * Hands over what is due, in order, and sleeps until the next event, a signal, or a second has passed. While the link is down everything waits in
 * the network.
 */
export function startNetworkLoop(events: CarrierEvents, conditions: Pick<ConditionsWatch, 'current'>): { stop(): Promise<void> } {
  let stopped = false;
  let wake: () => void = () => undefined;
  const unsubscribe = onNetworkNews(() => wake());

  async function round(): Promise<number> {
    if (conditions.current().isLinkDown) return idleMs;
    for (const event of await listDueEvents(100)) {
      if (conditions.current().isLinkDown) return idleMs;
      const postponeMs = await handOver(event, events, conditions.current());
      if (postponeMs === null) await removeEvent(event.id);
      else await postponeEvent(event.id, postponeMs);
    }
    return Math.min((await nextEventInMs()) ?? idleMs, idleMs);
  }

  const loop = (async () => {
    while (!stopped) {
      const waitMs = await round().catch((error: unknown) => {
        log.error({ err: error }, 'the simulated network could not hand over its events');
        return idleMs;
      });
      if (stopped) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return {
    async stop() {
      stopped = true;
      unsubscribe();
      wake();
      await loop;
    },
  };
}
