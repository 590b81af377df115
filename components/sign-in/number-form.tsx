'use client';

import { useActionState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { controlClass } from '#components/ui/input.tsx';
import { cn } from '#components/ui/cn.ts';
import { useProblem } from '#components/sign-in/use-problem.tsx';
import type { FormAction } from '#lib/contracts/form-data.ts';

export interface NumberFormProps {
  action: FormAction;
  returnTo: string | null;
  /** From a page asked for again: what was typed before. */
  number?: string;
}

/** The number first. Works as a plain form post; what was typed stays. */
export function NumberForm({ action, returnTo, number = '' }: NumberFormProps) {
  const [state, submit, pending] = useActionState(action, {});
  const problem = useProblem(state, () => 'number');
  return (
    <form action={submit} className="grid gap-4" noValidate>
      {returnTo && <input type="hidden" name="returnTo" value={returnTo} />}
      <Field id="number" label="Mobile number" description="We text a code to it. The code is free." error={problem?.error}>
        {(control) => (
          <div className="flex">
            <span aria-hidden="true" className="inline-flex items-center rounded-l-control border border-r-0 border-strong bg-sunken px-3 text-muted">
              +1
            </span>
            <input
              {...control}
              key={state.data?.values.number}
              name="number"
              type="tel"
              inputMode="tel"
              autoComplete="username webauthn"
              maxLength={64}
              defaultValue={state.data?.values.number ?? number}
              className={cn(controlClass, 'min-h-10 rounded-l-none px-3 py-2 tabular-nums touch:min-h-11')}
            />
          </div>
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" pending={pending} className="w-full">
        {pending ? 'Asking for a code' : 'Text me a code'}
      </Button>
    </form>
  );
}
