'use client';

import { useState, type FormEvent } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { environmentWord } from '#components/console/environment.tsx';
import { useAction } from '#components/console/use-action.ts';
import { SecretPanel } from '#components/developer/secret-panel.tsx';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import type { Environment } from '#lib/domain/rate-limit.ts';

/** Gives the app a client in the environment it lacks, and shows its secret once. */
export function AddEnvironmentForm({ clientId, missing, addAction }: { clientId: string; missing: Environment; addAction: Action<{ clientId: string; redirectUris: string[] }, { clientId: string; clientSecret: string }> }) {
  const { run, pending, problems } = useAction(addAction, ['redirectUris']);
  const [uris, setUris] = useState('');
  const [made, setMade] = useState<{ clientId: string; clientSecret: string } | null>(null);
  if (made) {
    return <SecretPanel clientId={made.clientId} secret={made.clientSecret} environment={missing} next={<ButtonLink href={`/developer/apps/${made.clientId}`} variant="primary">I have stored it, go there</ButtonLink>} />;
  }
  async function submit(event: FormEvent) {
    event.preventDefault();
    setMade(await run({ clientId, redirectUris: uris.split('\n') }));
  }
  return (
    <Card aria-labelledby="add-title" className="p-4">
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
        <div>
          <h2 id="add-title" className="text-14">{missing === 'production' ? 'Go live' : 'Add a sandbox'}</h2>
          <p className="text-12 text-muted">{environmentWord[missing]} has its own id, secret, limits and consents; profile and scopes are the same.</p>
        </div>
        {problems.form && <Notice tone="bad" role="alert">{problems.form}</Notice>}
        <Field label={`Redirect URIs in ${missing}`} required error={problems.fields.redirectUris} description="One a line, compared exactly.">
          {(control) => <Textarea {...control} value={uris} onChange={(event) => setUris(event.target.value)} spellCheck={false} className="font-mono text-13" />}
        </Field>
        <Button type="submit" pending={pending} className="justify-self-start">{pending ? 'Adding…' : `Add ${missing}`}</Button>
      </form>
    </Card>
  );
}
