import { findThreadRow } from '#lib/data/store/threads-read.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import type { ThreadSummary } from '#lib/domain/conversation.ts';

/** A thread of the actor without its messages: for a page's title. Null for an unknown one and somebody else's alike. */
export async function findThread(input: { actor: SubscriberActor; threadId: string }): Promise<ThreadSummary | null> {
  return findThreadRow(input.actor.mailboxId, input.threadId);
}
