'use client';

import { useEffect, useRef } from 'react';
import { newestSearched, type ThreadSearch } from '#lib/domain/conversation.ts';
import { shortName } from '#components/inbox/names.ts';
import { useRefresh } from '#components/live/use-refresh.ts';
import { Link } from '#components/ui/link.tsx';

export interface SearchSummaryProps extends Pick<ThreadSearch, 'reach' | 'progress'> {
  query: string;
  found: number;
  /** More than one page was found. */
  isPart: boolean;
  clearHref: string;
}

const lookAgainMs = 1_500;
const newest = newestSearched.toLocaleString('en-US');

/** How much was found and where it was looked for, told once to those who do not see it. */
export function SearchSummary({ query, found, isPart, clearHref, reach, progress }: SearchSummaryProps) {
  const requestRefresh = useRefresh();
  const announcer = useRef<HTMLParagraphElement>(null);
  const count = found === 0 ? 'Nothing found' : `${found}${isPart ? ' or more' : ''} ${found === 1 && !isPart ? 'conversation' : 'conversations'}`;
  const said = `${count} for “${shortName(query)}”`;
  const isPreparing = reach === 'preparing';

  // A region that comes with its text is not read out; one that is filled is.
  useEffect(() => {
    if (announcer.current) announcer.current.textContent = isPreparing ? `${said} in your newest messages. The search of all messages is being prepared.` : said;
  }, [said, isPreparing]);

  // Steps of a build are not announced to pages, and its end may come before this page listens.
  useEffect(() => {
    if (!isPreparing) return;
    const timer = setInterval(requestRefresh, lookAgainMs);
    return () => clearInterval(timer);
  }, [isPreparing, requestRefresh]);

  return (
    <div className="grid gap-2 text-13 text-muted">
      <p ref={announcer} role="status" className="sr-only" />
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="min-w-0 wrap-anywhere">{said}</span>
        <Link href={clearHref} className="link">
          Clear search
        </Link>
      </p>
      {isPreparing && (
        <div className="grid gap-1.5 rounded-control bg-info-soft px-3 py-2 text-ink">
          <p>Search is being prepared for all your messages. Until it is ready you see what is in the newest {newest}.</p>
          {progress && <Progress {...progress} />}
        </div>
      )}
      {reach === 'failed' && (
        <p className="rounded-control bg-warn-soft px-3 py-2 text-ink">
          Searching all messages does not work right now, so only the newest {newest} were looked through.{' '}
          <Link href="/sync-health" className="link">
            See why
          </Link>
        </p>
      )}
      {reach === 'no-words' && <p>There is no word in it, so names and the newest {newest} messages were looked through.</p>}
    </div>
  );
}

function Progress({ done, of }: { done: number; of: number }) {
  const text = `${done.toLocaleString('en-US')} of ${of.toLocaleString('en-US')} messages`;
  return (
    <div className="grid gap-1 tabular-nums">
      <progress value={done} max={Math.max(1, of)} aria-label="Messages prepared for search" aria-valuetext={text} className="h-2 w-full accent-accent" />
      <span aria-hidden="true" className="text-12">
        {text}
      </span>
    </div>
  );
}
