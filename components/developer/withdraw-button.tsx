'use client';

import { useState } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { useAction } from '#components/console/use-action.ts';
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';

/** Takes an open request back, after asking once. */
export function WithdrawButton({ number, version, onWithdrawn, withdrawAction }: { number: number; version: number; onWithdrawn: () => void; withdrawAction: Action<{ number: number; version: number }> }) {
  const [isOpen, setIsOpen] = useState(false);
  const { run, pending, problems } = useAction(withdrawAction);
  async function withdraw() {
    if (!(await run({ number, version }))) return;
    setIsOpen(false);
    onWithdrawn();
  }
  return (
    <>
      <Button variant="danger" onClick={() => setIsOpen(true)}>
        Withdraw #{number}
      </Button>
      <AlertDialog open={isOpen} onOpenChange={setIsOpen}>
        <AlertDialogContent
          title={`Withdraw request #${number}?`}
          description="The support team stops working on it. You can send a new one at any time."
          footer={
            <>
              <Button variant="danger" pending={pending} onClick={() => void withdraw()}>Withdraw it</Button>
              <AlertDialogCancel render={<Button />}>Keep it</AlertDialogCancel>
            </>
          }
        >
          {problems.form && <Notice tone="bad" role="alert">{problems.form}</Notice>}
        </AlertDialogContent>
      </AlertDialog>
    </>
  );
}
