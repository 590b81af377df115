'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { useAction } from '#components/console/use-action.ts';
import { AppLinkFields, type AppLinks } from '#components/developer/app-link-fields.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { FormErrorSummary } from '#components/ui/form-error-summary.tsx';
import { Notice } from '#components/ui/notice.tsx';

const fields = ['siteUrl', 'privacyUrl'] as const;

/** Where people read about the app, for both of its environments. */
export function AppLinksForm({ clientId, links: before, updateAction }: { clientId: string; links: AppLinks; updateAction: Action<{ clientId: string } & AppLinks> }) {
  const router = useRouter();
  const { run, pending, problems, attempt } = useAction(updateAction, fields);
  const [links, setLinks] = useState(before);
  const [saved, setSaved] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setSaved(false);
    if (!(await run({ clientId, ...links }))) return;
    setSaved(true);
    router.refresh();
  }
  const errors = [...(problems.form ? [{ message: problems.form }] : []), ...fields.flatMap((field) => (problems.fields[field] ? [{ message: problems.fields[field], fieldId: field }] : []))];
  return (
    <Card aria-labelledby="links-title" className="p-4">
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
        <div className="grid gap-1">
          <h2 id="links-title" className="text-14">What people can read</h2>
          <p className="text-13 text-muted">Shown where they decide about the app, in sandbox and production alike.</p>
        </div>
        <FormErrorSummary errors={errors} attempt={attempt} />
        {saved && <Notice tone="ok" role="status">Saved. Whoever is asked from now on sees it.</Notice>}
        <AppLinkFields links={links} onChange={setLinks} problems={problems.fields} />
        <Button type="submit" variant="primary" pending={pending} className="justify-self-start">
          {pending ? 'Saving…' : 'Save'}
        </Button>
      </form>
    </Card>
  );
}
