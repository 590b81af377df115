'use client';

import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Lock } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { toast } from 'sonner';
import type { DraftNote } from '#components/session/draft-note.ts';
import { signInAddress } from '#components/session/session-words.ts';
import { Mark } from '#components/site/mark.tsx';
import { buttonVariants } from '#components/ui/button-variants.ts';
import { cn } from '#components/ui/cn.ts';
import { dialogBackdropClass, dialogPopupClass, dialogViewportClass } from '#components/ui/dialog-classes.ts';
import { zonedTime } from '#lib/domain/time-words.ts';

export interface SessionEndedProps {
  endedAtMs: number;
  signInHref: string;
  draft: DraftNote | null;
}

/** The page's data also lies in its inline scripts, its title and its toasts; none of it stays. */
function emptyDocument(): void {
  for (const script of document.querySelectorAll('script:not([src])')) script.remove();
  toast.dismiss();
  document.title = 'Session ended · Handset';
}

/** After the end: nothing of the page is left in the document; the links load anew. */
export function SessionEnded({ endedAtMs, signInHref, draft }: SessionEndedProps) {
  const signIn = useRef<HTMLAnchorElement>(null);
  useEffect(emptyDocument, []);
  const back = signInAddress(signInHref, `${location.pathname}${location.search}`);
  const people = draft && draft.recipients > 0 ? ` to ${draft.recipients === 1 ? 'one person' : `${draft.recipients} people`}` : '';
  return (
    <>
      <div aria-hidden="true" className="flex min-h-14 items-center gap-2 border-b border-border bg-surface px-5 font-bold">
        <Mark /> Handset
      </div>
      <AlertDialog.Root open>
        <AlertDialog.Portal>
          <AlertDialog.Backdrop className={dialogBackdropClass} />
          <AlertDialog.Viewport className={dialogViewportClass}>
            <AlertDialog.Popup initialFocus={signIn} className={cn(dialogPopupClass, 'max-w-[432px]')}>
              <div className="flex items-start gap-4">
                <span aria-hidden="true" className="grid size-12 shrink-0 place-items-center rounded-full bg-ok-soft text-ok">
                  <Lock />
                </span>
                <div className="min-w-0">
                  <AlertDialog.Title className="text-22 font-semibold tracking-tight text-balance">
                    {draft ? 'Session ended, your draft is safe' : 'Your session ended'}
                  </AlertDialog.Title>
                  <AlertDialog.Description className="mt-1 text-pretty text-muted">
                    We signed you out at {zonedTime(new Date(endedAtMs))}. Sign in and you are back here{draft ? ', with the text you had' : ''}.
                  </AlertDialog.Description>
                </div>
              </div>
              {draft && (
                <p className="mt-4 rounded-control border border-border bg-sunken px-4 py-3 text-14">
                  <span className="block text-12 font-medium text-muted">
                    Draft{people}, saved {zonedTime(new Date(draft.savedAtMs))}
                  </span>
                  {draft.characters} {draft.characters === 1 ? 'character' : 'characters'}. We show it after you sign in.
                </p>
              )}
              <div className="mt-6 flex gap-2 [&>a]:flex-1">
                <a ref={signIn} href={back} className={buttonVariants({ variant: 'primary', size: 'lg' })}>
                  Sign in
                </a>
                {/* A full load, so that nothing of this document is carried on. */}
                <a href="/" className={cn(buttonVariants({ size: 'lg' }), 'px-2')}>
                  Go to the front page
                </a>
              </div>
            </AlertDialog.Popup>
          </AlertDialog.Viewport>
        </AlertDialog.Portal>
      </AlertDialog.Root>
    </>
  );
}
