'use client';

import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Clock } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { announcement, digits } from '#components/session/session-words.ts';
import { Button } from '#components/ui/button.tsx';
import { dialogBackdropClass, dialogPopupClass, dialogViewportClass } from '#components/ui/dialog-classes.ts';
import { cn } from '#components/ui/cn.ts';

export interface SessionWarningProps {
  open: boolean;
  leftSeconds: number;
  warningSeconds: number;
  /** The sentence under the countdown. */
  note: string;
  pending: boolean;
  /** Why the last try to stay failed. */
  problem: string | null;
  onStay: () => void;
  onSignOut?: () => void;
}

const round = 2 * Math.PI * 21;
const titleMark = 'Session ends soon · ';

/** Before the end: the page behind stays visible and inert, Escape means stay, a press outside means nothing. */
export function SessionWarning({ open, leftSeconds, warningSeconds, note, pending, problem, onStay, onSignOut }: SessionWarningProps) {
  const stay = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // With each second: a page that reads itself anew writes its own title over ours.
    if (open && !document.title.startsWith(titleMark)) document.title = titleMark + document.title;
  }, [open, leftSeconds]);
  useEffect(() => {
    if (!open) return;
    return () => {
      if (document.title.startsWith(titleMark)) document.title = document.title.slice(titleMark.length);
    };
  }, [open]);
  const full = round * Math.min(1, leftSeconds / warningSeconds);
  return (
    <AlertDialog.Root open={open} onOpenChange={(_, details) => void (details.reason === 'escape-key' && onStay())}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={dialogBackdropClass} />
        <AlertDialog.Viewport className={dialogViewportClass}>
          <AlertDialog.Popup initialFocus={stay} className={cn(dialogPopupClass, 'max-w-[432px]')}>
            <div className="flex items-start gap-4">
              <span aria-hidden="true" className="relative grid size-12 shrink-0 place-items-center text-accent-text">
                <svg viewBox="0 0 48 48" className="absolute inset-0 -rotate-90 fill-none stroke-[3]">
                  <circle cx="24" cy="24" r="21" className="stroke-border" />
                  <circle cx="24" cy="24" r="21" strokeLinecap="round" strokeDasharray={`${full.toFixed(1)} ${round.toFixed(1)}`} className="stroke-accent" />
                </svg>
                <Clock />
              </span>
              <div className="min-w-0">
                <AlertDialog.Title className="text-22 font-semibold tracking-tight">
                  Your session ends in{' '}
                  <time role="timer" aria-live="off" dateTime={`PT${leftSeconds}S`} className="tabular-nums">
                    {digits(leftSeconds)}
                  </time>
                </AlertDialog.Title>
                <AlertDialog.Description className="mt-1 text-muted">{note}</AlertDialog.Description>
              </div>
            </div>
            {problem && (
              <p role="alert" className="mt-4 text-14 text-bad">
                {problem}
              </p>
            )}
            <div className="mt-6 flex gap-2 [&>button]:flex-1">
              {/* Not `disabled` while it runs: that would drop the focus the dialog holds. */}
              <Button ref={stay} variant="primary" size="lg" onClick={onStay} aria-busy={pending || undefined}>
                {pending ? 'One moment' : 'Stay signed in'}
              </Button>
              {onSignOut && (
                <Button size="lg" onClick={onSignOut}>
                  Sign out
                </Button>
              )}
            </div>
            <p role="status" className="sr-only">
              {announcement(leftSeconds)}
            </p>
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
