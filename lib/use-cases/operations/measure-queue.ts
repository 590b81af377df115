import { type LinkRow, listLinks } from '#lib/data/carrier-links.ts';
import { measureOutbox, type OutboxMeasure } from '#lib/data/store/outbox-sweep.ts';
import { type DispatchCounts, dispatchCounts } from '#lib/use-cases/operations/dispatch-counters.ts';

export interface QueueMeasure extends OutboxMeasure {
  /** Of all workers. */
  links: LinkRow[];
  /** Of this process. */
  counts: DispatchCounts;
}

/** How much waits for the carrier, since when, over which links, and what became of attempts. Numbers and names of links only. */
export async function measureQueue(): Promise<QueueMeasure> {
  const [outbox, links] = await Promise.all([measureOutbox(), listLinks()]);
  return { ...outbox, links, counts: dispatchCounts() };
}
