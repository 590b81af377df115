import type { ComponentProps } from 'react';
import { cn } from '#components/ui/cn.ts';

/** The shape of what comes. Give it the real height; it shows after 150 ms so that quick answers do not flash. */
export function Skeleton({ className, ...props }: ComponentProps<'span'>) {
  return (
    <span
      aria-hidden="true"
      className={cn('block animate-shimmer rounded-control bg-sunken opacity-100 starting:opacity-0 transition-opacity delay-150', className)}
      {...props}
    />
  );
}
