import type { Carrier } from '#lib/carriers/carrier.ts';
import { forgetLinks, saveLinks } from '#lib/data/carrier-links.ts';
import { notify } from '#lib/data/notify.ts';
import { sql } from '#lib/data/pool.ts';
import { newId } from '#lib/ids.ts';

/** Renewed so often that a worker that is gone shows within half a minute. */
const renewMs = 10_000;

export interface LinkReporter {
  /** Tells what changed, at once, and that this worker is there, now and then. */
  tell(): Promise<void>;
  /** The worker stops in good order. */
  forget(): Promise<void>;
}

/** Lets pages and /metrics of other processes know how this worker's links stand. */
export function createLinkReporter(carrier: Carrier): LinkReporter {
  const worker = newId();
  let told = '';
  let toldAt = 0;
  return {
    async tell() {
      const links = carrier.health();
      const now = JSON.stringify(links);
      if (now === told && performance.now() - toldAt < renewMs) return;
      await saveLinks(worker, carrier.name, links);
      if (now !== told) await notify(sql, { topic: 'network' });
      told = now;
      toldAt = performance.now();
    },
    async forget() {
      await forgetLinks(worker);
      await notify(sql, { topic: 'network' });
    },
  };
}
