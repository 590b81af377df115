'use client';

import { useActionState, useEffect, useState } from 'react';
import { buttonVariants } from '#components/ui/button-variants.ts';
import { type FormAction, problemOf } from '#lib/contracts/form-data.ts';

export interface ResendFormProps {
  action: FormAction;
  returnTo: string | null;
  number: string;
  /** Seconds from now until another code may be asked for. */
  waitSeconds: number;
}

const clockText = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** Asks for a new code. Shows the time left and is off until then; without script it is on and the server says how long. */
export function ResendForm({ action, returnTo, number, waitSeconds }: ResendFormProps) {
  const [state, submit, pending] = useActionState(action, {});
  const [left, setLeft] = useState<number | null>(null);
  const problem = problemOf(state);
  useEffect(() => {
    const until = Date.now() + waitSeconds * 1000;
    const tick = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [waitSeconds]);
  const waits = left !== null && left > 0;
  return (
    <form action={submit} className="flex flex-wrap items-center gap-2">
      <input type="hidden" name="number" value={number} />
      {returnTo && <input type="hidden" name="returnTo" value={returnTo} />}
      <button type="submit" disabled={waits || pending} className={buttonVariants({ size: 'sm' })}>
        Text a new code
      </button>
      {waits && (
        <span className="tabular-nums">
          in <span role="timer">{clockText(left)}</span>
        </span>
      )}
      {problem && (
        <p role="alert" className="basis-full text-13 text-bad">
          {problem.text}
        </p>
      )}
    </form>
  );
}
