'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { useAction } from '#components/console/use-action.ts';
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';

export interface ClientSwitchesProps {
  client: { clientId: string; name: string; environment: string; state: 'live' | 'disabled' | 'suspended' };
  enableAction: Action<{ clientId: string }>;
  disableAction: Action<{ clientId: string }>;
  deleteAction: Action<{ clientId: string; name: string }>;
}

/** Switch the client off and on, or delete it under its typed name. */
export function ClientSwitches({ client, enableAction, disableAction, deleteAction }: ClientSwitchesProps) {
  const router = useRouter();
  const toggle = useAction(client.state === 'live' ? disableAction : enableAction);
  const remove = useAction(deleteAction, ['name']);
  const [asked, setAsked] = useState<'off' | 'delete' | null>(null);
  const [name, setName] = useState('');

  async function onToggle() {
    if (!(await toggle.run({ clientId: client.clientId }))) return;
    setAsked(null);
    router.refresh();
  }
  async function onDelete() {
    if (await remove.run({ clientId: client.clientId, name })) router.push('/developer/apps');
  }

  return (
    <Card aria-labelledby="switch-title" className="grid gap-4 p-4">
      <h2 id="switch-title" className="text-14">Switch off or delete</h2>
      {toggle.problems.form && <Notice tone="bad" role="alert">{toggle.problems.form}</Notice>}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-[56ch] text-muted">
          {client.state === 'live' ? 'Switched off, every call answers 401. Consents stay, and it works again when you switch it on.' : client.state === 'disabled' ? 'It is switched off.' : 'The support team suspended it; only they can lift that.'}
        </p>
        {client.state === 'live' && <Button variant="danger" onClick={() => setAsked('off')}>Switch off</Button>}
        {client.state === 'disabled' && <Button pending={toggle.pending} onClick={() => void onToggle()}>Switch on</Button>}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3 border-t border-border pt-4">
        <p className="max-w-[56ch] text-muted">Deleting ends its keys, tokens, consents, limits and queued sends. Messages it sent stay with the subscribers.</p>
        <Button variant="danger" onClick={() => setAsked('delete')}>Delete…</Button>
      </div>
      <AlertDialog open={asked === 'off'} onOpenChange={(open) => setAsked(open ? 'off' : null)}>
        <AlertDialogContent
          title={`Switch ${client.name} off in ${client.environment}?`}
          description="Its next call answers 401."
          footer={
            <>
              <Button variant="danger" pending={toggle.pending} onClick={() => void onToggle()}>Switch it off</Button>
              <AlertDialogCancel render={<Button />}>Leave it on</AlertDialogCancel>
            </>
          }
        />
      </AlertDialog>
      <AlertDialog open={asked === 'delete'} onOpenChange={(open) => setAsked(open ? 'delete' : null)}>
        <AlertDialogContent
          title={`Delete ${client.name} in ${client.environment}?`}
          description="It cannot be undone. People who gave consent see it no more."
          footer={
            <>
              <Button variant="danger" pending={remove.pending} onClick={() => void onDelete()}>Delete it for good</Button>
              <AlertDialogCancel render={<Button />}>Keep it</AlertDialogCancel>
            </>
          }
        >
          {remove.problems.form && <Notice tone="bad" role="alert" className="mb-3">{remove.problems.form}</Notice>}
          <Field label={<>Type <b>{client.name}</b> to delete it</>} error={remove.problems.fields.name}>
            {(control) => <Input {...control} dense value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" />}
          </Field>
        </AlertDialogContent>
      </AlertDialog>
    </Card>
  );
}
