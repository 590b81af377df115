import type { ComponentProps } from 'react';
import { cn } from '#components/ui/cn.ts';
import { controlClass } from '#components/ui/input.tsx';

/** Several lines of text; grows with what is typed where the browser can. */
export function Textarea({ className, rows = 3, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={rows}
      className={cn(controlClass, 'field-sizing-content max-h-96 min-h-20 resize-y px-3 py-2 read-only:bg-sunken', className)}
      {...props}
    />
  );
}
