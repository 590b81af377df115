'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { useAction } from '#components/console/use-action.ts';
import { CodeStopList } from '#components/support/code-stop-list.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { FormErrorSummary } from '#components/ui/form-error-summary.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { type CodeStop, isLiftable } from '#lib/domain/code-stop.ts';
import { formatMsisdn } from '#lib/domain/msisdn.ts';

interface Found {
  msisdn: string;
  stops: CodeStop[];
}
type Look = Action<{ number: string }, Found>;

/** Tells why codes do not reach one number and what ends each reason; what the team may end, it ends here. */
export function CodeStopForm({ findAction, clearAction }: { findAction: Look; clearAction: Look }) {
  const router = useRouter();
  const find = useAction(findAction, ['number']);
  const clear = useAction(clearAction, ['number']);
  const [number, setNumber] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const answer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (found) answer.current?.focus();
  }, [found]);

  async function lookUp(event: FormEvent) {
    event.preventDefault();
    setFound(null);
    clear.clear();
    setFound(await find.run({ number }));
  }
  async function lift({ msisdn }: Found) {
    const left = await clear.run({ number: msisdn });
    if (!left) return;
    setFound(left);
    router.refresh();
  }
  const { problems, attempt } = clear.problems.form || clear.problems.fields.number ? clear : find;
  const message = problems.form ?? problems.fields.number;
  return (
    <Card aria-labelledby="code-stop-title" className="p-4">
      <form onSubmit={(event) => void lookUp(event)} noValidate className="grid max-w-[64ch] gap-4">
        <h2 id="code-stop-title" className="text-14">Why no code comes</h2>
        <p className="text-muted">Look up the number of somebody who waits for a sign-in code. That you looked, and what you lift, is written down; the number is not.</p>
        {message && <FormErrorSummary attempt={attempt} errors={[{ message, ...(problems.fields.number ? { fieldId: 'number' } : {}) }]} />}
        <Field id="number" label="Number of the line" required error={problems.fields.number} description="A US number with its area code.">
          {(control) => <Input {...control} dense type="tel" autoComplete="off" className="max-w-60" value={number} onChange={(event) => setNumber(event.target.value)} />}
        </Field>
        <Button type="submit" variant="primary" pending={find.pending} className="justify-self-start">
          {find.pending ? 'Looking…' : 'Look up'}
        </Button>
      </form>
      {found && (
        <div ref={answer} tabIndex={-1} role="status" className="mt-4 max-w-[64ch] rounded-control">
          <CodeStopAnswer found={found} lifting={clear.pending} onLift={() => void lift(found)} />
        </div>
      )}
    </Card>
  );
}

function CodeStopAnswer({ found: { msisdn, stops }, lifting, onLift }: { found: Found; lifting: boolean; onLift: () => void }) {
  const number = <span className="whitespace-nowrap tabular-nums">{formatMsisdn(msisdn)}</span>;
  if (stops.length === 0) {
    return (
      <Notice tone="ok" title={<>Codes can go out to {number}.</>}>
        Nothing stops them here. The person can ask for a new one now.
      </Notice>
    );
  }
  return (
    <Notice tone="warn" title={<span id="stops-title">No code reaches {number}: {stops.length === 1 ? 'one reason' : `${stops.length} reasons`}.</span>}>
      <CodeStopList stops={stops} titleId="stops-title" />
      <p className="mt-2">A passkey still gets in, if the person has made one.</p>
      {stops.some(isLiftable) && (
        <div className="mt-3 grid justify-items-start gap-2">
          <p>Lift only for somebody who has shown you that the line is theirs.{!stops.every(isLiftable) && ' The other reasons stay.'}</p>
          <Button pending={lifting} onClick={onLift}>
            {lifting ? 'Lifting…' : 'Lift the stop'}
          </Button>
        </div>
      )}
    </Notice>
  );
}
