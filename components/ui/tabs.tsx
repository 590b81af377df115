import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { Link } from '#components/ui/link.tsx';

interface TabLink {
  href: string;
  label: ReactNode;
  icon?: ReactNode;
  /** A count after the label. */
  count?: number;
  current?: boolean;
}

export interface TabLinksProps {
  /** Names the row for screen readers. */
  label: string;
  tabs: readonly TabLink[];
  className?: string;
}

/** Tabs that are links: each has its address, and they work without script. */
export function TabLinks({ label, tabs, className }: TabLinksProps) {
  return (
    <nav aria-label={label} className={cn('flex flex-wrap gap-x-1 border-b border-border', className)}>
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={tab.current ? 'page' : undefined}
          className="-mb-px inline-flex min-h-11 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-13 font-medium whitespace-nowrap text-muted no-underline hover:text-ink aria-[current]:border-accent aria-[current]:text-ink [&_.lucide]:size-4"
        >
          {tab.icon}
          {tab.label}
          {tab.count !== undefined && <span className="rounded-full bg-sunken px-1.5 text-12 tabular-nums">{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
