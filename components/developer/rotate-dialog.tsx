'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose, DialogContent } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';
import { overlaps } from '#lib/contracts/clients.ts';

interface RotateDialogProps {
  /** Of the form's field; unlike any other on the page. */
  name: string;
  title: string;
  description: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Of `useAction`: whether it runs, and what was refused. */
  rotate: { pending: boolean; problems: { form: string | null; fields: Readonly<Record<string, string | undefined>> } };
  onRotate: (overlapSeconds: number) => void;
}

/** Makes a new secret, and asks how long the present one goes on beside it. */
export function RotateDialog({ name, title, description, open, onOpenChange, rotate, onRotate }: RotateDialogProps) {
  const [overlap, setOverlap] = useState('86400');
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={title}
        description={description}
        footer={
          <>
            <Button variant="primary" pending={rotate.pending} onClick={() => onRotate(Number(overlap))}>
              {rotate.pending ? 'Making it…' : 'Make the new secret'}
            </Button>
            <DialogClose render={<Button />}>Cancel</DialogClose>
          </>
        }
      >
        {rotate.problems.form && <Notice tone="bad" role="alert" className="mb-3">{rotate.problems.form}</Notice>}
        <RadioGroup
          name={name}
          legend="The present secret"
          value={overlap}
          onChange={(event) => setOverlap(event.target.value)}
          error={rotate.problems.fields.overlapSeconds}
          options={overlaps.map((choice) => ({ value: String(choice.seconds), label: choice.seconds === 0 ? choice.label : `Ends in ${choice.label}` }))}
        />
      </DialogContent>
    </Dialog>
  );
}
