import { inMailboxTransaction } from '#lib/data/mailbox-turn.ts';
import { markThreadReadRows } from '#lib/data/store/thread-flags.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';

/** Marks what the actor has seen of a thread, up to and including `upTo`. Returns how many messages changed; 0 for a foreign thread. */
export async function markThreadRead(input: { actor: SubscriberActor; threadId: string; upTo: string }): Promise<number> {
  return inMailboxTransaction(input.actor.mailboxId, (tx) => markThreadReadRows(tx, input.actor.mailboxId, input.threadId, input.upTo));
}
