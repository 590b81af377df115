'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { attempt, type ActionAnswer } from '#components/inbox/action-types.ts';

export type SetUp = () => Promise<ActionAnswer<{ done: boolean }>>;

/** Making the inbox, and what came in its way. */
export function useSetUp(setUp: SetUp) {
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
  return { isPending, problem, run: () => void run() };
}
