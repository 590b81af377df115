import type { ComponentProps } from 'react';
import { cn } from '#components/ui/cn.ts';

/** Words for screen readers alone. */
export function VisuallyHidden({ className, ...props }: ComponentProps<'span'>) {
  return <span className={cn('sr-only', className)} {...props} />;
}
