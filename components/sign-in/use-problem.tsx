'use client';

import { useEffect, useRef, useState, type ReactNode } from 'react';
import { type FormResult, problemOf } from '#lib/contracts/form-data.ts';

export interface Problem {
  field: string | null;
  /** What is wrong; told anew at every refused try, also when it is the same again. */
  error: ReactNode;
}

/** The problem of a refused try. The field at fault, by its id, takes the focus: it may have been drawn anew, or the button has it. */
export function useProblem(state: FormResult, fieldOf: (field: string | null) => string): Problem | null {
  const [tries, setTries] = useState({ state, count: 0 });
  if (tries.state !== state) setTries({ state, count: tries.count + 1 });
  const problem = problemOf(state);
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    wanted.current = problem && fieldOf(problem.field);
  });
  useEffect(() => {
    if (tries.count > 0 && wanted.current) document.getElementById(wanted.current)?.focus();
  }, [tries.count]);
  return (
    problem && {
      field: problem.field,
      error: (
        <span key={tries.count} role="alert">
          {problem.text}
        </span>
      ),
    }
  );
}
