'use client';

import { Inbox } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { type Press, usePress } from '#components/inbox/use-press.ts';
import { Button } from '#components/ui/button.tsx';

/** Over the pages of a line that writes without an inbox: what becomes of it, and what an inbox adds. The inbox's own page says it at length. */
export function NoInboxStrip({ setUp }: { setUp: Press }) {
  const path = usePathname();
  const { isPending, problem, run } = usePress(setUp);
  if (path === '/inbox') return null;
  return (
    <aside aria-label="Your inbox" className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-border bg-info-soft px-5 py-2.5 text-13 max-md:px-4 print:hidden">
      <Inbox aria-hidden="true" className="size-4 shrink-0 text-info max-md:hidden" />
      <p className="min-w-0 flex-1 basis-72">
        You have no inbox yet. What you write here is sent, and answers come to your phone alone. With an inbox they are kept here too, from then on.
        {problem && (
          <span role="alert" className="block font-semibold">
            {problem}
          </span>
        )}
      </p>
      <Button size="sm" pending={isPending} onClick={run}>
        {isPending ? 'Setting up' : 'Set up my inbox'}
      </Button>
    </aside>
  );
}
