import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';

export interface PageHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  /** Breadcrumbs or a way back. */
  above?: ReactNode;
  /** Badges beside the title. */
  badges?: ReactNode;
  /** The page's actions; one of them primary. */
  actions?: ReactNode;
  /** `console` sets the title at 22 px. */
  size?: 'site' | 'console';
  className?: string;
}

/** The one h1 of a page with its actions. */
export function PageHeader({ title, description, above, badges, actions, size = 'site', className }: PageHeaderProps) {
  return (
    <header className={cn('flex flex-wrap items-center gap-x-6 gap-y-3', className)}>
      <div className="min-w-0 flex-1 basis-64">
        {above}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className={size === 'console' ? 'text-22' : undefined}>{title}</h1>
          {badges}
        </div>
        {description && <p className="mt-1 max-w-[70ch] text-14 text-muted">{description}</p>}
      </div>
      {actions && <div className="flex min-w-0 flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
