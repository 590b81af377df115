import { cn } from '#components/ui/cn.ts';

/** The sign of Handset alone. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={cn('size-6 shrink-0', className)}>
      <rect width="24" height="24" rx="7" className="fill-accent" />
      <path
        d="M7 8.5A2.5 2.5 0 0 1 9.5 6h5A2.5 2.5 0 0 1 17 8.5v3a2.5 2.5 0 0 1-2.5 2.5H12l-3.5 3.5V14A2.5 2.5 0 0 1 7 11.6z"
        className="fill-none stroke-on-accent"
        strokeWidth="1.7"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** The sign and the name, as one link home. */
export function Logo({ href = '/', className, wordClassName }: { href?: string; className?: string; wordClassName?: string }) {
  return (
    <a href={href} className={cn('inline-flex min-h-11 items-center gap-2 font-bold tracking-tight text-ink no-underline', className)}>
      <Mark />
      <span className={wordClassName}>Handset</span>
    </a>
  );
}
