'use client';

import { CircleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';

export interface FormErrorSummaryProps {
  title?: string;
  /** One for each field that is wrong; without `fieldId` it concerns the whole form. */
  errors: readonly { message: string; fieldId?: string }[];
  /** A number that rises with each refused try, so that focus comes back here on every one. */
  attempt?: number;
}

/** All that is wrong, in one place, with the way to each field. Takes focus when it appears. */
export function FormErrorSummary({ title = 'Please check this', errors, attempt = 0 }: FormErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const shown = errors.length > 0;
  useEffect(() => {
    if (shown) box.current?.focus();
  }, [shown, attempt]);
  if (!shown) return null;
  return (
    <div ref={box} tabIndex={-1} role="alert" className="flex gap-3 rounded-control border border-bad bg-bad-soft px-4 py-3 text-14">
      <CircleAlert className="mt-px size-[18px] text-bad" />
      <div className="min-w-0">
        <p className="font-semibold">{title}</p>
        <ul className="grid gap-1">
          {errors.map((error) => (
            <li key={`${error.fieldId ?? ''}:${error.message}`}>
              {error.fieldId ? (
                <a href={`#${error.fieldId}`} className="link">
                  {error.message}
                </a>
              ) : (
                error.message
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
