import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';

export interface EmptyStateProps {
  icon?: ReactNode;
  /** What will be here. */
  title: ReactNode;
  children?: ReactNode;
  /** The one next step. */
  action?: ReactNode;
  /** The level that fits the page's outline. */
  heading?: 'h1' | 'h2' | 'h3' | 'p';
  className?: string;
}

/** Says what will be here, and offers the one next step. */
export function EmptyState({ icon, title, children, action, heading: Heading = 'h2', className }: EmptyStateProps) {
  return (
    <div className={cn('grid justify-items-center gap-2 px-6 py-12 text-center', className)}>
      {icon && <span className="mb-1 grid size-12 place-items-center rounded-full bg-sunken text-muted [&_.lucide]:size-6">{icon}</span>}
      <Heading className={cn('font-semibold tracking-normal', Heading === 'h1' ? 'text-22' : 'text-16')}>{title}</Heading>
      {children && <div className="max-w-[48ch] text-14 text-muted">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
