'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { attempt, type ActionAnswer } from '#components/inbox/action-types.ts';
import { Button } from '#components/ui/button.tsx';

/** One press builds the index; the page follows by itself. */
export function BuildIndexButton({ label, isPrimary, build }: { label: string; isPrimary: boolean; build: () => Promise<ActionAnswer<{ done: boolean }>> }) {
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  async function run() {
    setPending(true);
    const { failure } = await attempt(build);
    setProblem(failure?.text ?? null);
    setPending(false);
    router.refresh();
  }
  return (
    <>
      <Button variant={isPrimary ? 'primary' : 'secondary'} pending={isPending} onClick={() => void run()}>
        {isPending ? 'Starting' : label}
      </Button>
      {problem && (
        <p role="alert" className="mt-2 text-13 text-bad">
          {problem}
        </p>
      )}
    </>
  );
}
