import { measureOutbox } from '#lib/data/store/outbox-sweep.ts';

/** How much waits for the carrier, and since when. Numbers only. */
export async function measureQueue(): Promise<{ queued: number; inDoubt: number; oldestQueuedSeconds: number }> {
  return measureOutbox();
}
