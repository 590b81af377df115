import type { InboxQuery } from '#lib/contracts/inbox.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { shortId } from '#lib/ids.ts';
import { countUnread, listThreads } from '#lib/use-cases/threads/list-threads.ts';
import { searchThreads } from '#lib/use-cases/threads/search-threads.ts';
import { ListPane } from '#components/inbox/list-pane.tsx';
import { toThreadRow } from '#components/inbox/thread-row-view.ts';
import { readerClock } from '../clock.ts';

/** The list's own parameters, to go along with every link inside the inbox. */
export function listSearch({ show, q, after }: InboxQuery): string {
  const parameters = new URLSearchParams({ ...(show === 'all' ? {} : { show }), ...(q === '' ? {} : { q }), ...(after ? { after } : {}) });
  return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}

export interface ListProps {
  actor: SubscriberActor;
  query: InboxQuery;
  currentId: string | null;
  className?: string;
}

/** The list pane, read for this request. */
export async function List({ actor, query, currentId, className }: ListProps) {
  const { show: filter, q, after } = query;
  const search = q === '' ? null : await searchThreads({ actor, filter, query: q, after });
  const [page, unreadThreads, clock] = await Promise.all([
    search ?? listThreads({ actor, filter, after }),
    countUnread({ actor }),
    readerClock(),
  ]);
  const context = { ...clock, sought: search?.sought ?? [], search: listSearch(query), shortId };
  return (
    <ListPane
      rows={page.threads.map((thread) => toThreadRow(thread, context))}
      show={filter}
      query={q}
      search={search && { reach: search.reach, progress: search.progress }}
      after={after ?? null}
      nextCursor={page.nextCursor}
      unreadThreads={unreadThreads}
      currentId={currentId}
      path={currentId ? `/inbox/${currentId}` : '/inbox'}
      className={className}
    />
  );
}
