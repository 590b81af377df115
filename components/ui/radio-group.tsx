import { useId, type ComponentProps, type ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';

export interface RadioOption {
  value: string;
  label: ReactNode;
  description?: ReactNode;
  disabled?: boolean;
}

export interface RadioGroupProps extends Omit<ComponentProps<'input'>, 'type' | 'value' | 'defaultValue' | 'children'> {
  name: string;
  legend: ReactNode;
  hideLegend?: boolean;
  options: readonly RadioOption[];
  value?: string;
  defaultValue?: string;
  description?: ReactNode;
  error?: ReactNode;
  /** Side by side instead of one below the other. */
  inline?: boolean;
}

/** One of several, as boxes of words. Further props (`onChange`, `ref` of register) go to each radio. */
export function RadioGroup({ name, legend, hideLegend, options, value, defaultValue, description, error, inline, className, ...props }: RadioGroupProps) {
  const id = useId();
  const describedBy = [description && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset className={cn('min-w-0', className)} aria-describedby={describedBy} aria-invalid={error ? true : undefined}>
      <legend className={cn('mb-1.5 text-13 font-medium', hideLegend && 'sr-only')}>{legend}</legend>
      <div className={cn('gap-2', inline ? 'flex flex-wrap' : 'grid')}>
        {options.map((option) => (
          <label
            key={option.value}
            className="flex min-h-10 items-start gap-2.5 rounded-control border border-border bg-surface px-3 py-2 text-14 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-disabled:opacity-55 touch:min-h-11"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              disabled={option.disabled}
              checked={value === undefined ? undefined : value === option.value}
              defaultChecked={defaultValue === undefined ? undefined : defaultValue === option.value}
              className="mt-0.5 size-4 shrink-0 accent-accent"
              {...props}
            />
            <span className="grid">
              <span>{option.label}</span>
              {option.description && <span className="text-12 text-muted">{option.description}</span>}
            </span>
          </label>
        ))}
      </div>
      {description && <p id={`${id}-hint`} className="mt-1.5 text-13 text-muted">{description}</p>}
      {error && <p id={`${id}-error`} className="mt-1.5 text-13 text-bad">{error}</p>}
    </fieldset>
  );
}
