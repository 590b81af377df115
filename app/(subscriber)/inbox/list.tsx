import type { InboxQuery } from '#lib/contracts/inbox.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { shortId } from '#lib/ids.ts';
import { countUnread, listThreads } from '#lib/use-cases/threads/list-threads.ts';
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
  const [page, unreadThreads, clock] = await Promise.all([
    listThreads({ actor, filter: query.show, query: query.q, after: query.after }),
    countUnread({ actor }),
    readerClock(),
  ]);
  const context = { ...clock, query: query.q, search: listSearch(query), shortId };
  return (
    <ListPane
      rows={page.threads.map((thread) => toThreadRow(thread, context))}
      show={query.show}
      query={query.q}
      after={query.after ?? null}
      nextCursor={page.nextCursor}
      unreadThreads={unreadThreads}
      currentId={currentId}
      path={currentId ? `/inbox/${currentId}` : '/inbox'}
      className={className}
    />
  );
}
