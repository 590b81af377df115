import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from '#components/ui/cn.ts';
import { controlClass } from '#components/ui/input.tsx';

export interface SelectProps extends ComponentProps<'select'> {
  dense?: boolean;
}

/** The native select: every device's own list, and it works without script. */
export function Select({ className, dense = false, children, ...props }: SelectProps) {
  return (
    <span className={cn('relative block', className)}>
      <select
        className={cn(
          controlClass,
          'appearance-none pr-9 pl-3 touch:min-h-11',
          dense ? 'min-h-9 text-14 touch:text-16' : 'min-h-10 py-2',
        )}
        {...props}
      >
        {children}
      </select>
      <ChevronDown className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted" />
    </span>
  );
}
