import { clock } from '#lib/clock.ts';
import { lockIndexRow, requestIndexBuild } from '#lib/data/store/index.ts';
import { inMailboxTransaction } from '#lib/data/mailbox-turn.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';

/**
 * Builds the actor's index from the beginning, whatever its state; a build that runs already goes on. Flags live on the messages, so none
 * is lost, and deleted messages stay deleted (I2).
 */
export async function rebuildIndex({ actor }: { actor: SubscriberActor }): Promise<void> {
  await inMailboxTransaction(actor.mailboxId, async (tx) => {
    const { status } = await lockIndexRow(tx, actor.mailboxId);
    if (status !== 'INITIALIZING') await requestIndexBuild(tx, actor.mailboxId, clock.now());
  });
}
