'use client';

import { useActionState, useEffect } from 'react';
import { useWebAuthn } from '#components/passkeys/use-webauthn.ts';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { cn } from '#components/ui/cn.ts';
import { Field } from '#components/ui/field.tsx';
import { controlClass } from '#components/ui/input.tsx';
import { noCodeHelpId } from '#components/sign-in/no-code-help.tsx';
import { useProblem } from '#components/sign-in/use-problem.tsx';
import type { FormAction } from '#lib/contracts/form-data.ts';

export interface CodeFormProps {
  action: FormAction;
  returnTo: string | null;
  /** E.164; sent along, the server decides by what this browser asked for. */
  number: string;
  /** When the code ends, written out by the server. */
  goodUntil: string;
  /** This installation's address allows passkeys. */
  offersPasskeys: boolean;
}

/** One field for the code, so that paste and the phone's own suggestion work. */
export function CodeForm({ action, returnTo, number, goodUntil, offersPasskeys }: CodeFormProps) {
  const [state, submit, pending] = useActionState(action, {});
  const canMake = useWebAuthn() && offersPasskeys;
  const problem = useProblem(state, () => 'code');
  const isRefused = problem !== null;
  useEffect(() => {
    if (isRefused) document.getElementById(noCodeHelpId)?.setAttribute('open', '');
  }, [isRefused]);
  return (
    <form action={submit} className="grid gap-4" noValidate>
      <input type="hidden" name="number" value={number} />
      {returnTo && <input type="hidden" name="returnTo" value={returnTo} />}
      <Field id="code" label="Code" description={`Good until ${goodUntil}, in this browser only.`} error={problem?.error}>
        {(control) => (
          <input
            {...control}
            name="code"
            type="text"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={16}
            // The page has one thing to do.
            // eslint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            className={cn(controlClass, 'min-h-14 py-2 pr-0 pl-[0.4em] text-center font-mono text-28 font-medium tracking-[0.4em]')}
          />
        )}
      </Field>
      {canMake && <Checkbox name="passkey" value="next" label="Set up a passkey next, so I need no code on this device" />}
      <Button type="submit" variant="primary" size="lg" pending={pending} className="w-full">
        {pending ? 'Checking the code' : 'Sign in'}
      </Button>
    </form>
  );
}
