'use client';

import { Inbox } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { attempt, type ActionAnswer } from '#components/inbox/action-types.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Notice } from '#components/ui/notice.tsx';

/** For a line that has no cloud inbox yet. */
export function SetUpInbox({ number, setUp }: { number: string; setUp: () => Promise<ActionAnswer<{ done: boolean }>> }) {
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function run() {
    setPending(true);
    const { failure } = await attempt(setUp);
    setProblem(failure?.text ?? null);
    setPending(false);
    router.refresh();
  }

  return (
    <div className="grid max-w-[36rem] gap-4">
      <EmptyState
        heading="h1"
        icon={<Inbox />}
        title={`${number} has no inbox yet`}
        action={
          <Button variant="primary" size="lg" pending={isPending} onClick={() => void run()}>
            {isPending ? 'Setting up' : 'Set up my inbox'}
          </Button>
        }
      >
        <p>Set it up, and from then on what your phone sends and receives is kept here too. Your phone goes on as before, and no app can read it unless you say so.</p>
      </EmptyState>
      {problem && (
        <Notice tone="warn" role="alert" title="Your inbox was not set up">
          {problem}
        </Notice>
      )}
    </div>
  );
}
