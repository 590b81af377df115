'use client';

import { AlertDialog as Base } from '@base-ui/react/alert-dialog';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { dialogBackdropClass, dialogPopupClass, dialogViewportClass } from '#components/ui/dialog-classes.ts';

export const AlertDialog = Base.Root;
/** Give it the look of a button: `<AlertDialogTrigger render={<Button variant="danger" />}>`. */
export const AlertDialogTrigger = Base.Trigger;
/** The way out, and what Escape does: `<AlertDialogCancel render={<Button />}>Keep it</AlertDialogCancel>`. */
export const AlertDialogCancel = Base.Close;

export interface AlertDialogContentProps extends Omit<ComponentProps<typeof Base.Popup>, 'title' | 'className'> {
  /** The question: *End Desk?* */
  title: ReactNode;
  /** What happens then, and what cannot be undone. */
  description: ReactNode;
  /** The act and `AlertDialogCancel`, of one size. */
  footer: ReactNode;
  className?: string;
}

/** Asks once before what cannot be undone. A press outside does not answer it. */
export function AlertDialogContent({ title, description, footer, className, children, ...props }: AlertDialogContentProps) {
  return (
    <Base.Portal>
      <Base.Backdrop className={dialogBackdropClass} />
      <Base.Viewport className={dialogViewportClass}>
        <Base.Popup className={cn(dialogPopupClass, className)} {...props}>
          <Base.Title className="text-18 font-semibold">{title}</Base.Title>
          <Base.Description className="mt-1 text-14 text-muted" render={<div />}>
            {description}
          </Base.Description>
          {children && <div className="mt-4">{children}</div>}
          <div className="mt-6 flex flex-wrap gap-2 max-sm:[&>*]:flex-1">{footer}</div>
        </Base.Popup>
      </Base.Viewport>
    </Base.Portal>
  );
}
