import { findIndexRow } from '#lib/data/store/index.ts';
import { countMessages } from '#lib/data/store/messages-read.ts';
import type { MailboxActor } from '#lib/domain/actor.ts';
import { type IndexStatus, isServing } from '#lib/domain/message-index.ts';
import { env } from '#lib/env.ts';
import { currentStatus } from '#lib/use-cases/message-index/require-index.ts';
import { formatState } from '#lib/use-cases/messages/mailbox-state.ts';

export interface IndexInfo {
  status: IndexStatus;
  /** Empty when there is no index: nothing can be asked since then. */
  state: string;
  /** What the index holds: while it is being built, how far it is. */
  messageCount: number;
}

/** What is so of the actor's index. Never throws for a mailbox without one, and is no use of it: asking does not keep an index alive. */
export async function getIndexInfo({ actor }: { actor: MailboxActor }): Promise<IndexInfo> {
  const index = await findIndexRow(actor.mailboxId);
  const status = currentStatus(index);
  if (!isServing(status)) return { status, state: '', messageCount: 0 };
  const { count, modSeq } = await countMessages(actor.mailboxId, { includeOwnCodes: actor.kind === 'subscriber', ownShortCode: env.OWN_SHORT_CODE });
  return { status, state: formatState(actor.mailboxId, modSeq), messageCount: status === 'INITIALIZING' ? Math.min(index.indexedCount, count) : count };
}
