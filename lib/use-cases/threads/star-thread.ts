import { inMailboxTransaction } from '#lib/data/mailbox-turn.ts';
import { setThreadFlag } from '#lib/data/store/thread-flags.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/errors.ts';

/** Makes a thread a favorite, or no longer. Throws `not-found` for an unknown one and somebody else's alike. */
export async function starThread(input: { actor: SubscriberActor; threadId: string; isStarred: boolean }): Promise<void> {
  const found = await inMailboxTransaction(input.actor.mailboxId, (tx) => setThreadFlag(tx, input.actor.mailboxId, input.threadId, 'isStarred', input.isStarred));
  if (!found) throw new AppError('not-found', 'This conversation does not exist.');
}
