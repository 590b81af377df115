import { clock } from '#lib/clock.ts';
import { lapseIndexRows } from '#lib/data/store/index.ts';
import { env } from '#lib/env.ts';

const dayMs = 86_400_000;

/**
 * Housekeeping: lapses the indexes nobody used for the lapse time (I2). Readers see a lapse at once, without waiting for this; it is what
 * frees what an index holds. Returns how many lapsed.
 */
export async function lapseIndexes(): Promise<number> {
  return lapseIndexRows(new Date(clock.now().getTime() - env.INDEX_LAPSE_DAYS * dayMs));
}
