'use client';

import { Dialog, DialogContent } from '#components/ui/dialog.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { Switch } from '#components/ui/switch.tsx';

const list = [
  ['j', 'Down'], ['k', 'Up'], ['x', 'Select'], ['a', 'Assign to me'], ['e', 'Decide'], ['Enter', 'Open'], ['/', 'Search'], ['?', 'This list'], ['Esc', 'Clear the selection'],
] as const;

/** Every key of the queue, and the switch for them. */
export function KeysHelp({ open, onOpenChange, enabled, onEnabled }: { open: boolean; onOpenChange: (open: boolean) => void; enabled: boolean; onEnabled: (on: boolean) => void }) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Keys" description="They work while no field has the focus. Each has a button too.">
        <dl className="mb-4 grid grid-cols-[max-content_1fr] gap-x-6 gap-y-1.5 text-14">
          {list.map(([key, act]) => (
            <div key={key} className="contents">
              <dt><Kbd>{key}</Kbd></dt>
              <dd>{act}</dd>
            </div>
          ))}
        </dl>
        <Switch label="Single keys" description="Remembered in this browser." checked={enabled} onChange={(event) => onEnabled(event.target.checked)} />
      </DialogContent>
    </Dialog>
  );
}
