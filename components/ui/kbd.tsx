import type { ComponentProps } from 'react';
import { cn } from '#components/ui/cn.ts';

/** A key of the keyboard. */
export function Kbd({ className, ...props }: ComponentProps<'kbd'>) {
  return (
    <kbd
      className={cn(
        'inline-block rounded-[5px] border border-b-2 border-border bg-surface px-1.5 font-mono text-12 font-medium text-muted',
        className,
      )}
      {...props}
    />
  );
}
