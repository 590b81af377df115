'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useActionState, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { buttonVariants } from '#components/ui/button-variants.ts';
import { cn } from '#components/ui/cn.ts';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { useProblem } from '#components/sign-in/use-problem.tsx';
import type { FormAction } from '#lib/contracts/form-data.ts';

export interface AccountFormProps {
  action: FormAction;
  returnTo: string | null;
}

/** E-mail and password. The e-mail stays after a refused try, the password does not. */
export function AccountForm({ action, returnTo }: AccountFormProps) {
  const [state, submit, pending] = useActionState(action, {});
  const [shown, setShown] = useState(false);
  const problem = useProblem(state, (field) => (field === 'email' ? 'email' : 'password'));
  const emailIsWrong = problem?.field === 'email';
  return (
    <form action={submit} className="grid gap-4" noValidate>
      {returnTo && <input type="hidden" name="returnTo" value={returnTo} />}
      <Field id="email" label="E-mail" error={emailIsWrong ? problem.error : undefined}>
        {(control) => (
          <Input {...control} key={state.data?.values.email} name="email" type="email" autoComplete="username webauthn" maxLength={254} defaultValue={state.data?.values.email ?? ''} />
        )}
      </Field>
      <Field
        id="password"
        label="Password"
        error={problem && !emailIsWrong ? problem.error : undefined}
        aside={
          <a href="/support-info#password" className="link inline-flex min-h-6 items-center">
            Forgot it?
          </a>
        }
      >
        {(control) => (
          <div className="relative">
            <Input {...control} name="password" type={shown ? 'text' : 'password'} autoComplete="current-password" maxLength={1024} className="pr-12" />
            <button
              type="button"
              aria-label="Show password"
              aria-pressed={shown}
              onClick={() => setShown(!shown)}
              className={cn(buttonVariants({ variant: 'ghost', size: 'icon-sm' }), 'absolute top-1 right-1 touch:top-0 touch:right-0')}
            >
              {shown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
            </button>
          </div>
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" pending={pending} className="w-full">
        {pending ? 'Signing in' : 'Sign in'}
      </Button>
    </form>
  );
}
