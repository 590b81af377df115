import type { ComponentProps } from 'react';
import { cn } from '#components/ui/cn.ts';

/** The look of everything one types into. 16 px, so that phones do not zoom. */
export const controlClass =
  'w-full rounded-control border border-strong bg-surface text-16 text-ink disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted aria-invalid:border-bad aria-invalid:shadow-[inset_0_0_0_1px_var(--bad)]';

export interface InputProps extends ComponentProps<'input'> {
  /** 36 px and 14 px type in consoles; 44 px on touch either way. */
  dense?: boolean;
}

/** A text input. Forwards its ref: `<Input {...control} {...register('name')} />`. */
export function Input({ className, dense = false, type = 'text', ...props }: InputProps) {
  return (
    <input
      type={type}
      className={cn(controlClass, dense ? 'min-h-9 px-3 text-14 touch:text-16' : 'min-h-10 px-3 py-2', 'read-only:bg-sunken touch:min-h-11', className)}
      {...props}
    />
  );
}
