import { inMailboxTransaction } from '#lib/data/mailbox-turn.ts';
import { setThreadFlag } from '#lib/data/store/thread-flags.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/errors.ts';

/** Keeps a thread at the top of the list, or no longer. Throws `not-found` for an unknown one and somebody else's alike. */
export async function pinThread(input: { actor: SubscriberActor; threadId: string; isPinned: boolean }): Promise<void> {
  const found = await inMailboxTransaction(input.actor.mailboxId, (tx) => setThreadFlag(tx, input.actor.mailboxId, input.threadId, 'isPinned', input.isPinned));
  if (!found) throw new AppError('not-found', 'This conversation does not exist.');
}
