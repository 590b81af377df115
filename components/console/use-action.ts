'use client';

import { useState } from 'react';
import { noProblems, problemsOf, type Action, type FormProblems } from '#components/console/action-answer.ts';

export interface ActionState<Input, Data> {
  /** Resolves to the data, or null when it was refused; `problems` then says why. */
  run: (input: Input) => Promise<Data | null>;
  pending: boolean;
  problems: FormProblems;
  /** Rises with each refused try. */
  attempt: number;
  clear: () => void;
}

/** Runs an action for a form: pending while it runs, problems by field when it is refused, nothing typed is touched. */
export function useAction<Input, Data>(action: Action<Input, Data>, fields: readonly string[] = []): ActionState<Input, Data> {
  const [pending, setPending] = useState(false);
  const [problems, setProblems] = useState<FormProblems>(noProblems);
  const [attempt, setAttempt] = useState(0);

  async function run(input: Input): Promise<Data | null> {
    setPending(true);
    let answer: Awaited<ReturnType<Action<Input, Data>>>;
    try {
      answer = await action(input);
    } catch {
      answer = undefined; // the network, or a deploy in between
    } finally {
      setPending(false);
    }
    const found = problemsOf(answer, fields);
    setProblems(found ?? noProblems);
    if (found) setAttempt((count) => count + 1);
    return answer?.data ?? null;
  }
  return { run, pending, problems, attempt, clear: () => setProblems(noProblems) };
}
