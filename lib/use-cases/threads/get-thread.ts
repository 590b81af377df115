import { findDraft } from '#lib/data/store/drafts.ts';
import { findOptOut } from '#lib/data/store/opt-outs.ts';
import { findLaterMessage, listThreadMessages } from '#lib/data/store/thread-messages.ts';
import { findThreadRow } from '#lib/data/store/threads-read.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import type { Draft, MessagePage, ThreadMessage, ThreadSummary } from '#lib/domain/conversation.ts';
import type { Waiting } from '#lib/domain/waiting.ts';
import { AppError } from '#lib/errors.ts';
import { findOutage } from '#lib/use-cases/operations/find-outage.ts';

export const messagePageSize = 50;

/** So many messages after the one a conversation opens at are shown with it. */
const laterThanFound = 20;

/**
 * A thread of the actor with its draft, since when the other side has stopped apps, and its newest messages, those before `before`, or a page with the message `at` in it.
 * Throws `not-found` for an unknown thread and somebody else's alike.
 */
export async function getThread(input: {
  actor: SubscriberActor;
  threadId: string;
  before?: string | null;
  at?: string | null;
}): Promise<{ thread: ThreadSummary; page: MessagePage; isNewest: boolean; draft: Draft | null; appsStoppedAt: Date | null }> {
  const { actor, threadId } = input;
  const { mailboxId } = actor;
  const [thread, { page, isNewest }, draft] = await Promise.all([
    findThreadRow(mailboxId, threadId),
    input.at ? pageAt(actor, threadId, input.at) : listMessagePage(input).then((page) => ({ page, isNewest: !input.before })),
    findDraft(mailboxId, threadId),
  ]);
  if (!thread) throw new AppError('not-found', 'This conversation does not exist.');
  const [other] = thread.participants;
  const appsStoppedAt = thread.isGroup || !other ? null : await findOptOut(mailboxId, other.address);
  return { thread, page, isNewest, draft, appsStoppedAt };
}

/** The newest page when the message is in it, else one that goes some messages further than it. */
async function pageAt(actor: SubscriberActor, threadId: string, messageId: string): Promise<{ page: MessagePage; isNewest: boolean }> {
  const before = await findLaterMessage(actor.mailboxId, threadId, messageId, laterThanFound);
  const page = await listMessagePage({ actor, threadId, before });
  if (before === null || page.messages.some((message) => message.messageId === messageId)) return { page, isNewest: before === null };
  // Very long messages end a page early.
  const around = await listMessagePage({ actor, threadId, before: await findLaterMessage(actor.mailboxId, threadId, messageId, 1) });
  return { page: around.messages.length > 0 ? around : page, isNewest: false };
}

/** The messages of a thread before `before`, or the newest ones; oldest first, 50 at a time, fewer when they are very long. Empty for somebody else's thread. */
export async function listMessagePage(input: { actor: SubscriberActor; threadId: string; before?: string | null }): Promise<MessagePage> {
  const { messages, hasEarlier } = await listThreadMessages(input.actor.mailboxId, input.threadId, input.before ?? null, messagePageSize);
  return { messages: await withOutage(messages.reverse()), hasEarlier };
}

/** While nothing leaves for the carrier, that is why all that waits to leave does. The network is asked about only when something waits. */
async function withOutage(messages: ThreadMessage[]): Promise<ThreadMessage[]> {
  if (!messages.some(({ recipients }) => recipients.some(({ waiting }) => waitsToLeave(waiting)))) return messages;
  const outage = await findOutage();
  if (!outage) return messages;
  return messages.map((message) => ({
    ...message,
    recipients: message.recipients.map((recipient) => ({
      ...recipient,
      waiting: waitsToLeave(recipient.waiting) ? { ...recipient.waiting, why: outage.kind, since: outage.since } : recipient.waiting,
    })),
  }));
}

const waitsToLeave = (waiting: Waiting | null): waiting is Waiting => waiting !== null && waiting.why !== 'in-doubt';
