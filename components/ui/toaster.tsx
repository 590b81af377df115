'use client';

import { CircleCheck, Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import { Toaster as Sonner } from 'sonner';

/** Once, in the root layout. Then `toast('Sent')` of sonner from any client component. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-center"
      gap={8}
      icons={{
        success: <CircleCheck className="text-ok" />,
        info: <Info className="text-info" />,
        warning: <TriangleAlert className="text-warn" />,
        error: <OctagonAlert className="text-bad" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full items-center gap-3 rounded-card border border-border bg-surface px-4 py-3 text-14 text-ink shadow-float sm:w-[var(--width)]',
          content: 'min-w-0 flex-1 wrap-anywhere',
          title: 'font-medium',
          description: 'text-13 text-muted',
          actionButton: 'min-h-8 rounded-control px-3 text-13 font-medium text-accent-text hover:bg-hover touch:min-h-11',
          cancelButton: 'min-h-8 rounded-control px-3 text-13 font-medium text-muted hover:bg-hover touch:min-h-11',
        },
      }}
    />
  );
}
