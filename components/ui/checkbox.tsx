import { useId, type ComponentProps, type ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';

export interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type'> {
  label: ReactNode;
  description?: ReactNode;
  /** The label is read but not shown, as in a table's first column. */
  hideLabel?: boolean;
}

/** A native checkbox with its words; works in a plain form post. */
export function Checkbox({ label, description, hideLabel = false, className, id, ...props }: CheckboxProps) {
  const made = useId();
  const inputId = id ?? made;
  return (
    <label className={cn('flex min-h-6 items-start gap-2.5 text-14 touch:min-h-11 touch:items-center', className)}>
      <input
        type="checkbox"
        id={inputId}
        aria-describedby={description ? `${inputId}-hint` : undefined}
        className="mt-0.5 size-4 shrink-0 accent-accent touch:mt-0 touch:size-5"
        {...props}
      />
      <span className={cn('grid', hideLabel && 'sr-only')}>
        <span>{label}</span>
        {description && (
          <span id={`${inputId}-hint`} className="text-13 text-muted">
            {description}
          </span>
        )}
      </span>
    </label>
  );
}
