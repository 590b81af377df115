import { OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';

export interface MeterProps {
  label: string;
  value: number;
  max: number;
  /** Read instead of the bare number: `46 of 60`. */
  valueText?: string;
  /** Under the bar at the left and right: what is left, when it starts again. */
  left?: ReactNode;
  right?: ReactNode;
  hideLabel?: boolean;
  className?: string;
}

/** How much of a limit is used: accent, from 80 % warn, at 100 % bad, each with its word. */
export function Meter({ label, value, max, valueText, left, right, hideLabel = false, className }: MeterProps) {
  const part = max > 0 ? value / max : 1;
  const percent = Math.floor(Math.min(part, 1) * 100);
  const level = part >= 1 ? 'bad' : part >= 0.8 ? 'warn' : 'fine';
  const text = valueText ?? `${value} of ${max}`;
  return (
    <div className={cn('grid gap-1.5 text-13 tabular-nums', className)}>
      <div className="flex items-baseline gap-2">
        <span className={cn('min-w-0 flex-1', hideLabel && 'sr-only')}>{label}</span>
        {level !== 'fine' && (
          <span className={cn('inline-flex items-center gap-1 self-center text-12 font-medium [&_.lucide]:size-3.5', level === 'bad' ? 'text-bad' : 'text-warn')}>
            {level === 'bad' ? <OctagonAlert /> : <TriangleAlert />}
            {level === 'bad' ? 'Full' : `${percent} %`}
          </span>
        )}
        <span aria-hidden="true" className="text-muted">{text}</span>
      </div>
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={Math.min(value, max)}
        aria-valuetext={text}
        className="relative h-2 overflow-hidden rounded-full border border-border bg-sunken"
      >
        <svg aria-hidden="true" className="block size-full" viewBox="0 0 100 1" preserveAspectRatio="none">
          <rect width={percent} height="1" className={cn(level === 'bad' ? 'fill-bad' : level === 'warn' ? 'fill-warn' : 'fill-accent')} />
        </svg>
        <span aria-hidden="true" className="absolute inset-y-0 left-[80%] w-px bg-strong" />
      </div>
      {(left || right) && (
        <div className="flex justify-between gap-3 text-12 text-muted">
          <span>{left}</span>
          <span>{right}</span>
        </div>
      )}
    </div>
  );
}
