'use client';

import { Inbox } from 'lucide-react';
import { ThreadRow } from '#components/inbox/thread-row.tsx';
import type { ThreadRowView } from '#components/inbox/thread-row-view.ts';
import { type Press, usePress } from '#components/inbox/use-press.ts';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Notice } from '#components/ui/notice.tsx';

/** For a line that has no cloud inbox yet: what it adds, and what was sent without it. */
export function SetUpInbox({ number, sent, setUp }: { number: string; sent: readonly ThreadRowView[]; setUp: Press }) {
  const { isPending, problem, run } = usePress(setUp);
  return (
    <div className="grid w-full max-w-[36rem] grid-cols-[minmax(0,1fr)] gap-4">
      <EmptyState
        heading="h1"
        icon={<Inbox />}
        title={`${number} has no inbox yet`}
        className={sent.length > 0 ? 'pb-4' : undefined}
        action={
          <>
            <Button variant="primary" size="lg" pending={isPending} onClick={run}>
              {isPending ? 'Setting up' : 'Set up my inbox'}
            </Button>
            <ButtonLink href="/inbox/new" size="lg">
              Write a message
            </ButtonLink>
          </>
        }
      >
        <p>You can write from here without one; answers then come to your phone alone. Set it up, and from then on what your phone sends and receives is kept here too.</p>
        <p>Your phone goes on as before, and no app can read your inbox unless you say so.</p>
      </EmptyState>
      {problem && (
        <Notice tone="warn" role="alert" title="Your inbox was not set up">
          {problem}
        </Notice>
      )}
      {sent.length > 0 && (
        <Card as="section" padded={false} aria-labelledby="sent-title">
          <h2 id="sent-title" className="px-4 pt-3 text-16">
            Sent from here
          </h2>
          <p className="px-4 pb-2 text-13 text-muted">These were sent. What becomes of them is told here; answers are on your phone.</p>
          <ul aria-labelledby="sent-title" className="pb-2">
            {sent.map((row) => (
              <li key={row.threadId}>
                <ThreadRow row={row} isCurrent={false} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}
