import { clock } from '#lib/clock.ts';
import { lockIndexRow, requestIndexBuild } from '#lib/data/store/index.ts';
import { inMailboxTransaction } from '#lib/data/mailbox-turn.ts';
import type { MailboxActor } from '#lib/domain/actor.ts';
import { type IndexStatus, nextIndexStatus } from '#lib/domain/message-index.ts';
import { currentStatus } from '#lib/use-cases/message-index/require-index.ts';

/**
 * Asks for the index of the actor's mailbox (I1). A worker builds it; until then list and delta answer and say INITIALIZING.
 * Harmless when there is one. One that lapsed or failed is built anew; flags live on the messages, so none is lost (I2).
 */
export async function createIndex({ actor }: { actor: MailboxActor }): Promise<{ status: IndexStatus }> {
  return inMailboxTransaction(actor.mailboxId, async (tx) => {
    const before = currentStatus(await lockIndexRow(tx, actor.mailboxId));
    const status = nextIndexStatus(before, 'create');
    if (status !== before) await requestIndexBuild(tx, actor.mailboxId, clock.now());
    return { status };
  });
}
