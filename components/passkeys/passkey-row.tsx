'use client';

import { KeyRound } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { useAction } from '#components/console/use-action.ts';
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from '#components/ui/alert-dialog.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';

export interface PasskeyItem {
  id: string;
  label: string;
  backedUp: boolean;
  createdAt: string;
  lastUsedAt: string | null;
}

export interface PasskeyRowProps {
  passkey: PasskeyItem;
  /** Whether one may be removed now: a fresh proof is there. */
  canRemove: boolean;
  renameAction: Action<{ passkeyId: string; label: string }>;
  removeAction: Action<{ passkeyId: string }>;
}

/** One passkey: what it is called, when it was made and used, and its two acts. */
export function PasskeyRow({ passkey, canRemove, renameAction, removeAction }: PasskeyRowProps) {
  const router = useRouter();
  const rename = useAction(renameAction, ['label']);
  const remove = useAction(removeAction);
  const [asked, setAsked] = useState<'rename' | 'remove' | null>(null);
  const [label, setLabel] = useState(passkey.label);
  const fieldId = `passkey-${passkey.id}`;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!(await rename.run({ passkeyId: passkey.id, label }))) return;
    setAsked(null);
    router.refresh();
  }
  async function onRemove() {
    if (!(await remove.run({ passkeyId: passkey.id }))) return;
    setAsked(null);
    router.refresh();
  }
  const named = <span className="sr-only">: {passkey.label}</span>;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-border px-4 py-3">
      <KeyRound aria-hidden="true" className="text-muted" />
      <div className="min-w-0 flex-1 basis-48">
        {asked === 'rename' ? (
          <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-wrap items-end gap-2">
            <Field id={fieldId} label="Name" error={rename.problems.fields.label ?? rename.problems.form ?? undefined} className="min-w-0 flex-1 basis-40">
              {(control) => (
                // The button that opened it is gone; the field takes its place.
                // eslint-disable-next-line jsx-a11y/no-autofocus
                <Input {...control} dense autoFocus maxLength={60} value={label} onChange={(event) => setLabel(event.target.value)} autoComplete="off" />
              )}
            </Field>
            <Button type="submit" size="sm" variant="primary" pending={rename.pending}>Save</Button>
            <Button size="sm" onClick={() => setAsked(null)}>Cancel</Button>
          </form>
        ) : (
          <>
            <p className="flex flex-wrap items-center gap-2 text-14 font-medium">
              <bdi className="wrap-anywhere">{passkey.label}</bdi>
              {passkey.backedUp && <Badge>Also on your other devices</Badge>}
            </p>
            <p className="text-13 text-muted">
              Made <RelativeTime at={passkey.createdAt} />, {passkey.lastUsedAt ? <>last used <RelativeTime at={passkey.lastUsedAt} /></> : 'not used yet'}
            </p>
          </>
        )}
      </div>
      {asked !== 'rename' && (
        <div className="flex gap-2">
          <Button size="sm" onClick={() => setAsked('rename')}>Rename{named}</Button>
          <Button size="sm" variant="danger" disabled={!canRemove} onClick={() => setAsked('remove')}>Remove{named}</Button>
        </div>
      )}
      <AlertDialog open={asked === 'remove'} onOpenChange={(open) => setAsked(open ? 'remove' : null)}>
        <AlertDialogContent
          title={<>Remove <bdi>{passkey.label}</bdi>?</>}
          description="From then on it opens nothing here, and every other device that signed in with it is signed out. Your device may go on offering it until you delete it there too."
          footer={
            <>
              <Button variant="danger" pending={remove.pending} onClick={() => void onRemove()}>Remove it</Button>
              <AlertDialogCancel render={<Button />}>Keep it</AlertDialogCancel>
            </>
          }
        >
          {remove.problems.form && <Notice tone="bad" role="alert">{remove.problems.form}</Notice>}
        </AlertDialogContent>
      </AlertDialog>
    </li>
  );
}
