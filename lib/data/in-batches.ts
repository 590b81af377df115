import { gather } from '#lib/data/gather.ts';

/**
 * A write that is done together with those that are asked for at the same time. When the whole fails each is tried by itself, so that one bad row
 * fails alone. `write` is one transaction, or may be repeated without harm.
 */
export function inBatches<Asked extends readonly unknown[]>(write: (asked: readonly Asked[]) => Promise<void>, options?: { gatherMs?: number }): (...asked: Asked) => Promise<void> {
  const together = gather<Asked, PromiseSettledResult<void>>(async (all) => {
    const [whole] = await Promise.allSettled([write(all)]);
    if (whole.status === 'fulfilled' || all.length === 1) return all.map(() => whole);
    const outcomes: PromiseSettledResult<void>[] = [];
    for (const asked of all) outcomes.push(...(await Promise.allSettled([write([asked])])));
    return outcomes;
  }, options);
  return async (...asked) => {
    const outcome = await together(asked);
    if (outcome.status === 'rejected') throw outcome.reason;
  };
}
