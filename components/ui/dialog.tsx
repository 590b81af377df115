'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { buttonVariants } from '#components/ui/button-variants.ts';
import { cn } from '#components/ui/cn.ts';
import { dialogBackdropClass, dialogPopupClass, dialogViewportClass } from '#components/ui/dialog-classes.ts';

export const Dialog = Base.Root;
/** Give it the look of a button: `<DialogTrigger render={<Button />}>`. */
export const DialogTrigger = Base.Trigger;
export const DialogClose = Base.Close;

export interface DialogContentProps extends Omit<ComponentProps<typeof Base.Popup>, 'title' | 'className'> {
  title: ReactNode;
  description?: ReactNode;
  /** Buttons, primary first. */
  footer?: ReactNode;
  className?: string;
}

/** The dialog itself; a bottom sheet on a phone. Escape, the cross and a press outside close it. */
export function DialogContent({ title, description, footer, className, children, ...props }: DialogContentProps) {
  return (
    <Base.Portal>
      <Base.Backdrop className={dialogBackdropClass} />
      <Base.Viewport className={dialogViewportClass}>
        <Base.Popup className={cn(dialogPopupClass, className)} {...props}>
          <div className="flex items-start gap-4">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-18 font-semibold">{title}</Base.Title>
              {description && <Base.Description className="mt-1 text-14 text-muted">{description}</Base.Description>}
            </div>
            <Base.Close aria-label="Close" title="Close" className={cn(buttonVariants({ variant: 'ghost', size: 'icon-sm' }), '-mt-1 -mr-2')}>
              <X />
            </Base.Close>
          </div>
          {children && <div className="mt-4">{children}</div>}
          {footer && <div className="mt-6 flex flex-wrap gap-2 max-sm:[&>*]:flex-1">{footer}</div>}
        </Base.Popup>
      </Base.Viewport>
    </Base.Portal>
  );
}
