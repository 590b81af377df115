'use client';

import { useState } from 'react';
import { attempt, type ActionAnswer } from '#components/inbox/action-types.ts';
import { useRefresh } from '#components/live/use-refresh.ts';

/** What a button does that asks for nothing. */
export type Press = () => Promise<ActionAnswer<{ done: boolean }>>;

/** A button that does one thing, and what came in its way; the page is read again after it. */
export function usePress(press: Press) {
  const requestRefresh = useRefresh();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function run() {
    setPending(true);
    const { failure } = await attempt(press);
    setProblem(failure?.text ?? null);
    setPending(false);
    requestRefresh();
  }
  return { isPending, problem, run: () => void run() };
}
