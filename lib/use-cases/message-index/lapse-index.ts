import { clock } from '#lib/clock.ts';
import { purgeTombstones } from '#lib/data/store/delta.ts';
import { lapseIndexRows } from '#lib/data/store/index.ts';
import { env } from '#lib/env.ts';

const dayMs = 86_400_000;
/** A state that was handed out within this time can always be answered (RFC 8620's advice, and the index's own lapse). */
const tombstoneDays = 30;
const purgeBatch = 1_000;

/** Housekeeping, called by the worker every few minutes: lapses the indexes nobody used (I2). Returns how many lapsed. */
export async function lapseIndexes(): Promise<number> {
  return lapseIndexRows(new Date(clock.now().getTime() - env.INDEX_LAPSE_DAYS * dayMs));
}

/**
 * Housekeeping: forgets tombstones older than 30 days (or the lapse time, when that is longer), a bounded batch a call. States from
 * before are refused afterwards. Returns how many went; the caller asks again while it is not 0.
 */
export async function purgeOldTombstones(): Promise<number> {
  const days = Math.max(tombstoneDays, env.INDEX_LAPSE_DAYS);
  return purgeTombstones(new Date(clock.now().getTime() - days * dayMs), purgeBatch);
}
