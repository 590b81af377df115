import { env } from '#lib/env.ts';
import { sql } from '#lib/data/pool.ts';
import { forgetOwnCodes } from '#lib/data/store/own-mailbox.ts';
import { purgeExpired } from '#lib/data/purge.ts';

/** What time takes away: own codes, idempotency keys after 72 h, spent codes and requests, tombstones after 30 days. */
export async function keepHouse(): Promise<void> {
  await forgetOwnCodes(sql, env.OWN_SHORT_CODE);
  await purgeExpired();
}
