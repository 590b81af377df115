'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { useAction } from '#components/console/use-action.ts';
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Textarea } from '#components/ui/textarea.tsx';

export interface SuspendButtonProps {
  client: { clientId: string; name: string; environment: string; state: 'live' | 'disabled' | 'suspended' };
  suspendAction: Action<{ clientId: string; reason: string }>;
  resumeAction: Action<{ clientId: string }>;
}

/** Suspends an app with a reason its developer reads, or lifts that. */
export function SuspendButton({ client, suspendAction, resumeAction }: SuspendButtonProps) {
  const router = useRouter();
  const suspend = useAction(suspendAction, ['reason']);
  const resume = useAction(resumeAction);
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const name = `${client.name} in ${client.environment}`;

  async function onSuspend() {
    if (!(await suspend.run({ clientId: client.clientId, reason }))) return;
    setOpen(false);
    setReason('');
    router.refresh();
  }
  async function onResume() {
    if (await resume.run({ clientId: client.clientId })) router.refresh();
  }
  if (client.state === 'suspended') {
    return (
      <>
        <Button size="sm" pending={resume.pending} onClick={() => void onResume()}>Lift<span className="sr-only"> the suspension of {name}</span></Button>
        {resume.problems.form && <p role="alert" className="text-12 text-bad">{resume.problems.form}</p>}
      </>
    );
  }
  return (
    <>
      <Button size="sm" variant="danger" onClick={() => setOpen(true)}>Suspend<span className="sr-only"> {name}</span></Button>
      <AlertDialog open={isOpen} onOpenChange={setOpen}>
        <AlertDialogContent
          title={`Suspend ${name}?`}
          description="Its next call answers 401. Only staff can lift it; the developer reads the reason."
          footer={
            <>
              <Button variant="danger" pending={suspend.pending} onClick={() => void onSuspend()}>Suspend it</Button>
              <AlertDialogCancel render={<Button />}>Leave it on</AlertDialogCancel>
            </>
          }
        >
          {suspend.problems.form && <Notice tone="bad" role="alert" className="mb-3">{suspend.problems.form}</Notice>}
          <Field label="Reason the developer reads" required error={suspend.problems.fields.reason}>
            {(control) => <Textarea {...control} value={reason} onChange={(event) => setReason(event.target.value)} />}
          </Field>
        </AlertDialogContent>
      </AlertDialog>
    </>
  );
}
