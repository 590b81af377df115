'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { useAction } from '#components/console/use-action.ts';
import { ScopeChoice } from '#components/developer/scope-choice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { FormErrorSummary } from '#components/ui/form-error-summary.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Textarea } from '#components/ui/textarea.tsx';

const fields = ['redirectUris', 'scopes'] as const;

/** Redirect URIs and scopes of one client. Taking a scope away is said before it is done. */
export function SettingsForm({ clientId, redirectUris, scopes, updateAction }: { clientId: string; redirectUris: readonly string[]; scopes: readonly string[]; updateAction: Action<{ clientId: string; redirectUris: string[]; scopes: ('IMMN' | 'MIM')[] }> }) {
  const router = useRouter();
  const { run, pending, problems, attempt } = useAction(updateAction, fields);
  const [uris, setUris] = useState(redirectUris.join('\n'));
  const [chosen, setChosen] = useState<string[]>([...scopes]);
  const [saved, setSaved] = useState(false);
  const removed = scopes.filter((scope) => !chosen.includes(scope));

  async function submit(event: FormEvent) {
    event.preventDefault();
    setSaved(false);
    if (!(await run({ clientId, redirectUris: uris.split('\n'), scopes: chosen as ('IMMN' | 'MIM')[] }))) return;
    setSaved(true);
    router.refresh();
  }
  const errors = [...(problems.form ? [{ message: problems.form }] : []), ...fields.flatMap((field) => (problems.fields[field] ? [{ message: problems.fields[field], fieldId: field }] : []))];
  return (
    <Card aria-labelledby="oauth-title" className="p-4">
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
        <h2 id="oauth-title" className="text-14">OAuth</h2>
        <FormErrorSummary errors={errors} attempt={attempt} />
        {saved && <Notice tone="ok" role="status">Saved. It applies from the next call on.</Notice>}
        <Field id="redirectUris" label="Redirect URIs" required error={problems.fields.redirectUris} description="One a line, compared exactly.">
          {(control) => <Textarea {...control} value={uris} onChange={(event) => setUris(event.target.value)} spellCheck={false} className="font-mono text-13" />}
        </Field>
        <ScopeChoice chosen={chosen} onChange={setChosen} error={problems.fields.scopes} />
        {removed.length > 0 && (
          <Notice tone="warn" title={`${removed.join(' and ')} will be gone at once.`}>
            Tokens that hold it are refused with 403 from their next call on.
          </Notice>
        )}
        <Button type="submit" variant="primary" pending={pending} className="justify-self-start">
          {pending ? 'Saving…' : 'Save'}
        </Button>
      </form>
    </Card>
  );
}
