import { env } from '#lib/env.ts';
import { sql } from '#lib/data/pool.ts';
import { forgetOwnCodes } from '#lib/data/store/own-mailbox.ts';
import { purgeMediaFolder } from '#lib/data/purge-media.ts';
import { purgeExpired, scrubDeleted } from '#lib/data/purge.ts';
import { purgeReleasedMailboxes } from '#lib/data/store/released-mailboxes.ts';
import { expireLimits } from '#lib/use-cases/limits/expire-limits.ts';
import { deliverUnfinishedTexts } from '#lib/use-cases/messages/receive-segment.ts';
import { lapseIndexes } from '#lib/use-cases/message-index/lapse-index.ts';

/** What time takes away: own codes, texts deleted while they were being sent, the wait for missing parts of texts, unused indexes, ended limits, spent keys and codes, old tombstones, mailboxes of former owners, bytes that no message names. */
export async function keepHouse(): Promise<void> {
  await forgetOwnCodes(sql, env.OWN_SHORT_CODE);
  await scrubDeleted();
  await deliverUnfinishedTexts();
  await lapseIndexes();
  await expireLimits();
  await purgeExpired();
  await purgeReleasedMailboxes();
  await purgeMediaFolder(nextFolder());
}

/** The media store has 256 folders; one a round is each of them within some four hours. */
let folder = Math.floor(Math.random() * 256);

function nextFolder(): string {
  folder = (folder + 1) % 256;
  return folder.toString(16).padStart(2, '0');
}
