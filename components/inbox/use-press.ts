'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { attempt, type ActionAnswer } from '#components/inbox/action-types.ts';

/** What a button does that asks for nothing. */
export type Press = () => Promise<ActionAnswer<{ done: boolean }>>;

/** A button that does one thing, and what came in its way; the page is read again after it. */
export function usePress(press: Press) {
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function run() {
    setPending(true);
    const { failure } = await attempt(press);
    setProblem(failure?.text ?? null);
    setPending(false);
    router.refresh();
  }
  return { isPending, problem, run: () => void run() };
}
