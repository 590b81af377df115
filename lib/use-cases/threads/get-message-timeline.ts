import { listTimeline } from '#lib/data/store/thread-messages.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import type { TimelineEntry } from '#lib/domain/conversation.ts';

/** What was learned about each recipient of a message, in order of time. Empty for a message that is not the actor's. */
export async function getMessageTimeline(input: { actor: SubscriberActor; messageId: string }): Promise<TimelineEntry[]> {
  return listTimeline(input.actor.mailboxId, input.messageId);
}
