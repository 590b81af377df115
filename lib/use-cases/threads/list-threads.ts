import { countUnreadThreads, listThreadRows, type ThreadPosition } from '#lib/data/store/threads-read.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import type { ThreadFilter, ThreadPage } from '#lib/domain/conversation.ts';
import { isId, parseShortId, shortId } from '#lib/ids.ts';

export const threadPageSize = 50;

/**
 * One page of the actor's own threads, pinned first, then newest first. A cursor that does not hold (old, altered) begins at the first page.
 */
export async function listThreads(input: {
  actor: SubscriberActor;
  filter: ThreadFilter;
  after?: string | undefined;
}): Promise<ThreadPage> {
  const { mailboxId } = input.actor;
  const rows = await listThreadRows(mailboxId, input.filter, parsePosition(input.after), threadPageSize + 1);
  const threads = rows.slice(0, threadPageSize);
  const last = threads.at(-1);
  return { threads, nextCursor: rows.length > threadPageSize && last ? formatPosition(last) : null };
}

/** How many of the actor's threads hold something unread. */
export async function countUnread(input: { actor: SubscriberActor }): Promise<number> {
  return countUnreadThreads(input.actor.mailboxId);
}

function formatPosition(thread: ThreadPosition): string {
  return `${thread.isPinned ? 'p' : 'n'}.${thread.lastMessageAt.getTime()}.${shortId(thread.threadId)}`;
}

function parsePosition(cursor: string | undefined): ThreadPosition | null {
  const [, pinned, at, id] = /^([pn])\.(\d{1,15})\.(.{22})$/.exec(cursor ?? '') ?? [];
  const threadId = id === undefined ? null : parseShortId(id);
  if (threadId === null || !isId(threadId)) return null;
  return { isPinned: pinned === 'p', lastMessageAt: new Date(Number(at)), threadId };
}
