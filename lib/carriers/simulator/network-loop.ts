import type { CarrierEvents } from '#lib/carriers/carrier.ts';
import type { ConditionsWatch } from '#lib/carriers/simulator/conditions.ts';
import { handOver } from '#lib/carriers/simulator/hand-over.ts';
import { holdEvent, listDueEvents, nextEventInMs, removeEvent } from '#lib/data/simulator/network.ts';
import { onNetworkNews } from '#lib/data/simulator/wake.ts';
import { childLogger } from '#lib/logger.ts';

const log = childLogger({ component: 'simulator' });

/** How often the loop looks again when nothing wakes it. */
const idleMs = 1_000;
/** How often a phone that cannot be reached is tried when none of its switches is turned. */
const heldMs = 2_000;

/**
 * Hands over what is due, in order, and sleeps until the next event, a signal, or a second has passed. While the link is down everything waits in
 * the network.
 */
export function startNetworkLoop(events: CarrierEvents, conditions: Pick<ConditionsWatch, 'current'>): { stop(): Promise<void> } {
  let stopped = false;
  let wake: () => void = () => undefined;
  // News that comes in the middle of a round may be about what the round has passed already.
  let isNews = false;
  const unsubscribe = onNetworkNews(() => {
    isNews = true;
    wake();
  });

  async function round(): Promise<number> {
    if (conditions.current().isLinkDown) return idleMs;
    for (const event of await listDueEvents(100)) {
      if (conditions.current().isLinkDown) return idleMs;
      const heldFor = await handOver(event, events, conditions.current());
      if (heldFor === null) await removeEvent(event.id);
      else await holdEvent(event.id, heldFor, heldMs);
    }
    return Math.min((await nextEventInMs()) ?? idleMs, idleMs);
  }

  const loop = (async () => {
    while (!stopped) {
      isNews = false;
      const waitMs = await round().catch((error: unknown) => {
        log.error({ err: error }, 'the simulated network could not hand over its events');
        return idleMs;
      });
      if (stopped) return;
      if (isNews) continue;
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
