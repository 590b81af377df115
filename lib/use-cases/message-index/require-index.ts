import { clock } from '#lib/clock.ts';
import { type IndexUse, touchIndex } from '#lib/data/store/index.ts';
import { hasLapsed, type IndexStatus, isServing } from '#lib/domain/message-index.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';

/** The status as it is now: an index that lapsed counts as none even before housekeeping has written so. */
export function currentStatus(index: IndexUse): IndexStatus {
  return hasLapsed(index, clock.now(), env.INDEX_LAPSE_DAYS) ? 'NOT_INITIALIZED' : index.status;
}

const oneHourMs = 3_600_000;

/**
 * Guards what needs an index (I1) and counts as a use of it (I2). Returns the status to answer with.
 * Throws `index-missing` when it was never created, has lapsed, or could not be built.
 */
export async function requireIndex(mailboxId: string, index: IndexUse): Promise<IndexStatus> {
  const status = currentStatus(index);
  if (!isServing(status)) {
    throw new AppError('index-missing', 'This inbox has no message index. Create it with POST /myMessages/v2/messages/index, then ask again.', { field: 'messageIndex' });
  }
  const now = clock.now();
  if (!index.lastUsedAt || now.getTime() - index.lastUsedAt.getTime() > oneHourMs) await touchIndex(mailboxId, now);
  return status;
}
