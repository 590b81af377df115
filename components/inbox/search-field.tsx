'use client';

import { Search } from 'lucide-react';
import Form from 'next/form';
import { useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import { longestQuery } from '#lib/contracts/inbox.ts';
import type { ThreadFilter } from '#lib/domain/conversation.ts';
import { Kbd } from '#components/ui/kbd.tsx';

/** Search over the whole inbox. The arrow down goes from the field to what was found. */
export function SearchField({ query, show }: { query: string; show: ThreadFilter }) {
  const field = useRef<HTMLInputElement>(null);

  // Another search by a link or the browser's back shows in the field, which keeps its place in the keyboard's order.
  // Before the page is painted: whoever clears a search and types at once must not add to the old words.
  useLayoutEffect(() => {
    if (field.current && document.activeElement !== field.current) field.current.value = query;
  }, [query]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown') return;
    const first = document.querySelector<HTMLElement>('a[data-thread-link]');
    if (!first) return;
    event.preventDefault();
    first.focus();
  }

  return (
    // Fetched anew after every refresh it would count as use of the session, with nobody there.
    <Form action="/inbox" prefetch={false} role="search" className="relative">
      <Search aria-hidden="true" className="pointer-events-none absolute top-2.5 left-3 text-muted" />
      {show !== 'all' && <input type="hidden" name="show" value={show} />}
      <input
        ref={field}
        id="inbox-search"
        type="search"
        name="q"
        defaultValue={query}
        maxLength={longestQuery}
        placeholder="Search all messages"
        aria-label="Search all messages"
        aria-keyshortcuts="/"
        autoComplete="off"
        onKeyDown={onKeyDown}
        className="h-10 w-full rounded-full border border-strong bg-surface pr-11 pl-10 text-14 touch:h-11 touch:text-16 [&::-webkit-search-cancel-button]:hidden"
      />
      {query === '' && <Kbd aria-hidden="true" className="absolute top-2.5 right-3 max-md:hidden">/</Kbd>}
    </Form>
  );
}
