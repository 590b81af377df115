'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { useAction } from '#components/console/use-action.ts';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { FormErrorSummary } from '#components/ui/form-error-summary.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';

/** Lets sign-in codes go out again to one number. The answer is the same whether or not it was stopped: staff learns nothing about a line. */
export function CodeStopForm({ clearAction }: { clearAction: Action<{ number: string }> }) {
  const router = useRouter();
  const { run, pending, problems, attempt } = useAction(clearAction, ['number']);
  const [number, setNumber] = useState('');
  const [cleared, setCleared] = useState<string | null>(null);
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (cleared) notice.current?.focus();
  }, [cleared]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setCleared(null);
    if (!(await run({ number }))) return;
    setCleared(number.trim());
    setNumber('');
    router.refresh();
  }
  const message = problems.form ?? problems.fields.number;
  return (
    <Card aria-labelledby="code-stop-title" className="p-4">
      <form onSubmit={(event) => void submit(event)} noValidate className="grid max-w-[56ch] gap-4">
        <h2 id="code-stop-title" className="text-14">Lift a stop of codes</h2>
        <p className="text-muted">After 20 wrong codes in a row, or ten that somebody asked for in a day, a number gets no more. Lift it only for somebody who has shown you that the line is theirs. Who lifted it and when is written down, the number is not.</p>
        {message && <FormErrorSummary attempt={attempt} errors={[{ message, ...(problems.fields.number ? { fieldId: 'number' } : {}) }]} />}
        {cleared && (
          <div ref={notice} tabIndex={-1} role="status" className="rounded-control">
            <Notice tone="ok" title={<>Codes can go out to <bdi>{cleared}</bdi>.</>}>If they were stopped, they are no more. The person can ask for a new one now.</Notice>
          </div>
        )}
        <Field id="number" label="Number of the line" required error={problems.fields.number} description="A US number with its area code.">
          {(control) => <Input {...control} dense type="tel" autoComplete="off" className="max-w-60" value={number} onChange={(event) => setNumber(event.target.value)} />}
        </Field>
        <Button type="submit" variant="primary" pending={pending} className="justify-self-start">
          {pending ? 'Lifting…' : 'Lift the stop'}
        </Button>
      </form>
    </Card>
  );
}
