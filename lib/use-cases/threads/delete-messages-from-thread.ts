import { inMailboxTransaction } from '#lib/data/mailbox-turn.ts';
import { deleteThreadMessages } from '#lib/data/store/thread-flags.ts';
import { removeDraft } from '#lib/data/store/drafts.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/errors.ts';

/**
 * Deletes messages of one of the actor's threads, or the whole thread with its draft. They are gone from the inbox, from apps and from the
 * index; the phone keeps its own copies. Throws `not-found` when nothing of it is the actor's.
 */
export async function deleteMessagesFromThread(input: {
  actor: SubscriberActor;
  threadId: string;
  messageIds: readonly string[] | 'all';
}): Promise<void> {
  const { mailboxId } = input.actor;
  const deleted = await inMailboxTransaction(mailboxId, (tx) => deleteThreadMessages(tx, mailboxId, input.threadId, input.messageIds));
  if (deleted === 0) throw new AppError('not-found', input.messageIds === 'all' ? 'This conversation does not exist.' : 'This message does not exist.');
  if (input.messageIds === 'all') await removeDraft(mailboxId, input.threadId);
}
