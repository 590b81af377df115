import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { Link } from '#components/ui/link.tsx';

const frame = 'flex w-fit max-w-full flex-wrap gap-0.5 rounded-control border border-border bg-sunken p-0.5';
// A label takes its own line before it breaks, and breaks before it is wider than the page.
const cell =
  'inline-flex min-h-7 max-w-full items-center justify-center gap-1.5 rounded-[6px] wrap-anywhere px-3 text-13 font-medium text-muted no-underline hover:text-ink touch:min-h-10 touch:flex-auto [&_.lucide]:size-4';
const chosen = 'bg-surface text-ink shadow-[0_0_0_1px_var(--border)]';

export interface SegmentedLinksProps {
  /** Names the group: *Environment*. */
  label: string;
  items: readonly { href: string; label: ReactNode; icon?: ReactNode; current?: boolean }[];
  className?: string;
}

/** A choice of one that lives in the URL. */
export function SegmentedLinks({ label, items, className }: SegmentedLinksProps) {
  return (
    <nav aria-label={label} className={cn(frame, className)}>
      {items.map((item) => (
        <Link key={item.href} href={item.href} aria-current={item.current ? 'true' : undefined} className={cn(cell, item.current && chosen)}>
          {item.icon}
          {item.label}
        </Link>
      ))}
    </nav>
  );
}

export interface SegmentedRadiosProps {
  label: string;
  name: string;
  options: readonly { value: string; label: ReactNode; icon?: ReactNode }[];
  value?: string;
  defaultValue?: string;
  /** Gets the chosen value; the component that passes it must be a client component. */
  onValueChange?: (value: string) => void;
  className?: string;
}

/** A choice of one in a form, or of a view of this page. */
export function SegmentedRadios({ label, name, options, value, defaultValue, onValueChange, className }: SegmentedRadiosProps) {
  return (
    <fieldset className={cn(frame, className)}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={cn(
            cell,
            'relative has-checked:bg-surface has-checked:text-ink has-checked:shadow-[0_0_0_1px_var(--border)] has-focus-visible:outline-2 has-focus-visible:outline-accent',
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={value === undefined ? undefined : value === option.value}
            defaultChecked={defaultValue === undefined ? undefined : defaultValue === option.value}
            onChange={onValueChange ? () => onValueChange(option.value) : undefined}
            className="absolute inset-0 appearance-none opacity-0"
          />
          {option.icon}
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
