import { useId, type ComponentProps, type ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';

export interface SwitchProps extends Omit<ComponentProps<'input'>, 'type' | 'role'> {
  label: ReactNode;
  description?: ReactNode;
  hideLabel?: boolean;
}

/** On or off, at once. A checkbox underneath, so it works in a plain form; the word says what the colour says. */
export function Switch({ label, description, hideLabel = false, className, id, ...props }: SwitchProps) {
  const made = useId();
  const inputId = id ?? made;
  return (
    <label className={cn('group flex min-h-9 items-center gap-3 text-14 touch:min-h-11', className)}>
      <span className={cn('grid min-w-0 flex-1', hideLabel && 'sr-only')}>
        <span>{label}</span>
        {description && (
          <span id={`${inputId}-hint`} className="text-13 text-muted">
            {description}
          </span>
        )}
      </span>
      <span aria-hidden="true" className="min-w-6 text-right text-12 text-muted">
        <span className="group-has-checked:hidden">Off</span>
        <span className="hidden group-has-checked:inline">On</span>
      </span>
      <input
        type="checkbox"
        role="switch"
        id={inputId}
        aria-describedby={description ? `${inputId}-hint` : undefined}
        className="relative h-6 w-10 shrink-0 appearance-none rounded-full border border-strong bg-surface transition-colors before:absolute before:top-[3px] before:left-[3px] before:size-4 before:rounded-full before:bg-strong before:transition-transform checked:border-accent checked:bg-accent checked:before:translate-x-4 checked:before:bg-on-accent disabled:cursor-not-allowed disabled:opacity-55"
        {...props}
      />
    </label>
  );
}
