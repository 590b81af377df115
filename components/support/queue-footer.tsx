'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { queueHref } from '#components/support/queue-address.ts';
import type { QueueKeys } from '#components/support/use-queue-keys.ts';
import { ButtonLink } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import type { QueueQuery } from '#lib/contracts/tickets.ts';

/** The keys as buttons, how far one is, and the pages. */
export function QueueFooter({ query, total, pageSize, shown, keys }: { query: QueueQuery; total: number; pageSize: number; shown: number; keys: QueueKeys }) {
  const first = (query.page - 1) * pageSize;
  const buttons = [
    ['j', 'down', keys.down], ['k', 'up', keys.up], ['x', 'select', keys.select], ['a', 'assign to me', keys.assign], ['e', 'decide', keys.decide], ['Enter', 'open', keys.open], ['?', 'all keys', keys.help],
  ] as const;
  return (
    <footer className="flex flex-wrap items-center gap-3 border-t border-border px-4 py-2.5">
      <p className="flex flex-wrap gap-x-1 text-12 text-muted max-[900px]:hidden">
        {buttons.map(([key, word, act]) => (
          <button key={key} type="button" onClick={act} className="inline-flex min-h-7 items-center gap-1 rounded-[6px] px-1.5 hover:bg-hover hover:text-ink">
            <Kbd>{key}</Kbd> {word}
          </button>
        ))}
      </p>
      <span className="flex-1" />
      <span className="text-13 text-muted tabular-nums">{total === 0 ? 'No tickets' : `${first + 1} to ${first + shown} of ${total}`}</span>
      {query.page > 1 && (
        <ButtonLink size="sm" href={queueHref(query, { page: query.page - 1 })}>
          <ChevronLeft />
          Back
        </ButtonLink>
      )}
      {first + shown < total && (
        <ButtonLink size="sm" href={queueHref(query, { page: query.page + 1 })}>
          Next
          <ChevronRight />
        </ButtonLink>
      )}
    </footer>
  );
}
