import { Inbox, SearchX, SquarePen } from 'lucide-react';
import type { ThreadFilter, ThreadSearch } from '#lib/domain/conversation.ts';
import { ButtonLink } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Link } from '#components/ui/link.tsx';
import { SearchField } from '#components/inbox/search-field.tsx';
import { SearchSummary } from '#components/inbox/search-summary.tsx';
import { ThreadList } from '#components/inbox/thread-list.tsx';
import type { ThreadRowView } from '#components/inbox/thread-row-view.ts';

const filters: readonly { show: ThreadFilter; label: string; empty: string }[] = [
  { show: 'all', label: 'All', empty: 'No messages yet' },
  { show: 'unread', label: 'Unread', empty: 'Nothing unread' },
  { show: 'favorites', label: 'Favorites', empty: 'No favorites yet' },
  { show: 'groups', label: 'Groups', empty: 'No group messages yet' },
  { show: 'apps', label: 'From apps', empty: 'No app has sent for you yet' },
];

export interface ListPaneProps {
  rows: ThreadRowView[];
  show: ThreadFilter;
  query: string;
  /** What was searched; null when nothing is searched for. */
  search: Pick<ThreadSearch, 'reach' | 'progress'> | null;
  after: string | null;
  nextCursor: string | null;
  unreadThreads: number;
  currentId: string | null;
  /** The page's own path: filters keep the open conversation. */
  path: string;
  className?: string;
}

/** The left part: search, filters and the conversations. */
export function ListPane({ rows, show, query, search, after, nextCursor, unreadThreads, currentId, path, className }: ListPaneProps) {
  const hrefOf = (parameters: Record<string, string | null>) => {
    const kept = Object.entries(parameters).filter((pair): pair is [string, string] => Boolean(pair[1]) && pair[1] !== 'all');
    return kept.length === 0 ? path : `${path}?${new URLSearchParams(kept).toString()}`;
  };
  return (
    <section aria-labelledby="inbox-title" className={cn('flex min-h-0 flex-col border-r border-border max-md:border-r-0', className)}>
      <div className="grid gap-3 px-4 pt-4 pb-2 max-md:pt-2">
        <div className="flex items-center justify-between">
          <h1 id="inbox-title" className="text-22 leading-10">
            Inbox
          </h1>
          <ButtonLink
            href="/inbox/new"
            variant="primary"
            aria-keyshortcuts="c"
            className="min-h-10 max-md:fixed max-md:right-4 max-md:bottom-5 max-md:z-10 max-md:min-h-14 max-md:rounded-full max-md:px-5 max-md:text-16 max-md:shadow-float"
          >
            <SquarePen aria-hidden="true" />
            New message
          </ButtonLink>
        </div>
        <SearchField query={query} show={show} />
        <nav aria-label="Show" className="-mx-1">
          <ul className="flex flex-wrap gap-0.5">
            {filters.map((filter) => (
              <li key={filter.show}>
                <Link
                  href={hrefOf({ show: filter.show, q: query })}
                  aria-current={filter.show === show ? 'page' : undefined}
                  className="inline-flex min-h-8 items-center gap-1.5 rounded-full px-2 text-13 max-md:px-1.5 font-medium text-muted no-underline hover:bg-hover hover:text-ink aria-[current]:bg-selected aria-[current]:text-ink touch:min-h-11"
                >
                  {filter.label}
                  {filter.show === 'unread' && unreadThreads > 0 && <span className="font-semibold text-accent-text tabular-nums">{unreadThreads}</span>}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        {search && <SearchSummary {...search} query={query} found={rows.length} isPart={nextCursor !== null || after !== null} clearHref={hrefOf({ show })} />}
      </div>
      {rows.length === 0 ? (
        <Empty show={show} isSearch={search !== null} />
      ) : (
        <ThreadList rows={rows} currentId={currentId} listKey={`${show} ${after ?? ''} ${query}`} />
      )}
      {(nextCursor || after) && (
        <nav aria-label="Pages of conversations" className="flex justify-between gap-2 border-t border-border px-4 py-2 max-md:pr-52">
          {after && (
            <ButtonLink href={hrefOf({ show, q: query })} size="sm" variant="ghost">
              Newest
            </ButtonLink>
          )}
          {nextCursor && (
            <ButtonLink href={hrefOf({ show, q: query, after: nextCursor })} size="sm" variant="ghost" className="ml-auto max-md:ml-0">
              {search ? 'Older messages' : 'Older conversations'}
            </ButtonLink>
          )}
        </nav>
      )}
    </section>
  );
}

function Empty({ show, isSearch }: { show: ThreadFilter; isSearch: boolean }) {
  if (isSearch) {
    return (
      <EmptyState icon={<SearchX />} title="Nothing found">
        Search looks for names, numbers and words, each by its beginning. Try fewer of them or another spelling{show === 'all' ? '' : ', or search under All'}.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<Inbox />} title={filters.find((filter) => filter.show === show)?.empty}>
      {show === 'all' ? 'What your phone sends and receives appears here within seconds, and so does what you write here.' : 'Conversations show up here by themselves.'}
    </EmptyState>
  );
}
