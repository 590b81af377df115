import { inMailboxTransaction } from '#lib/data/mailbox-turn.ts';
import { markThreadUnreadRow } from '#lib/data/store/thread-flags.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/errors.ts';

/** Marks a thread's newest incoming message unread. Throws `not-found` when nothing ever came in, or the thread is not the actor's. */
export async function markThreadUnread(input: { actor: SubscriberActor; threadId: string }): Promise<void> {
  const marked = await inMailboxTransaction(input.actor.mailboxId, (tx) => markThreadUnreadRow(tx, input.actor.mailboxId, input.threadId));
  if (!marked) throw new AppError('not-found', 'Nothing in this conversation came from somebody else.');
}
