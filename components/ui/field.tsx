import { CircleAlert } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';

/** What a field hands to its control: spread it on the input. */
export interface FieldControl {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  'aria-required': true | undefined;
}

export interface FieldProps {
  label: ReactNode;
  /** Given when something else points at the control, as `FormErrorSummary` does; else one is made. */
  id?: string;
  description?: ReactNode;
  /** What is wrong and what to do, in a sentence. */
  error?: ReactNode;
  /** Says *Required* beside the label. */
  required?: boolean;
  /** Says *Optional* beside the label. */
  optional?: boolean;
  /** A link or note at the right end of the label's line. */
  aside?: ReactNode;
  hideLabel?: boolean;
  className?: string;
  children: (control: FieldControl) => ReactNode;
}

/** Label, control, description and error, tied together for every reader. */
export function Field({ label, id, description, error, required, optional, aside, hideLabel, className, children }: FieldProps) {
  const made = useId();
  const controlId = id ?? made;
  const describedBy = [description && `${controlId}-hint`, error && `${controlId}-error`].filter(Boolean).join(' ');
  const note = required ? 'Required' : optional ? 'Optional' : undefined;
  return (
    <div className={cn('grid gap-1.5', className)}>
      <div className={cn('flex items-baseline gap-2', hideLabel && 'sr-only')}>
        <label htmlFor={controlId} className="min-w-0 text-13 font-medium wrap-anywhere">
          {label}
        </label>
        {note && <span className="text-12 text-muted">{note}</span>}
        {aside && <span className="ml-auto text-13">{aside}</span>}
      </div>
      {children({
        id: controlId,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': error ? true : undefined,
        'aria-required': required || undefined,
      })}
      {description && (
        <p id={`${controlId}-hint`} className="text-13 text-muted">
          {description}
        </p>
      )}
      {error && (
        <p id={`${controlId}-error`} className="flex gap-1.5 text-13 text-bad">
          <CircleAlert className="mt-0.5 size-4" />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}
