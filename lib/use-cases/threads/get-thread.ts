import { findDraft } from '#lib/data/store/drafts.ts';
import { listThreadMessages } from '#lib/data/store/thread-messages.ts';
import { findThreadRow } from '#lib/data/store/threads-read.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import type { Draft, MessagePage, ThreadSummary } from '#lib/domain/conversation.ts';
import { AppError } from '#lib/errors.ts';

export const messagePageSize = 50;

/** A thread of the actor with its newest messages and its draft. Throws `not-found` for an unknown one and somebody else's alike. */
export async function getThread(input: {
  actor: SubscriberActor;
  threadId: string;
  before?: string | null;
}): Promise<{ thread: ThreadSummary; page: MessagePage; draft: Draft | null }> {
  const { mailboxId } = input.actor;
  const [thread, page, draft] = await Promise.all([
    findThreadRow(mailboxId, input.threadId),
    listMessagePage(input),
    findDraft(mailboxId, input.threadId),
  ]);
  if (!thread) throw new AppError('not-found', 'This conversation does not exist.');
  return { thread, page, draft };
}

/** The messages of a thread before `before`, or the newest ones; oldest first, 50 at a time. Empty for somebody else's thread. */
export async function listMessagePage(input: { actor: SubscriberActor; threadId: string; before?: string | null }): Promise<MessagePage> {
  const rows = await listThreadMessages(input.actor.mailboxId, input.threadId, input.before ?? null, messagePageSize + 1);
  return { messages: rows.slice(0, messagePageSize).reverse(), hasEarlier: rows.length > messagePageSize };
}
