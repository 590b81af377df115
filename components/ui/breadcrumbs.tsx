import { Fragment, type ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { Link } from '#components/ui/link.tsx';

export interface BreadcrumbsProps {
  /** From the top down; the last one is this page and has no `href`. */
  items: readonly { label: ReactNode; href?: string }[];
  className?: string;
}

/** Where this page is. */
export function Breadcrumbs({ items, className }: BreadcrumbsProps) {
  return (
    <nav aria-label="Breadcrumb" className={cn('mb-1 text-13 text-muted', className)}>
      <ol className="flex flex-wrap gap-x-2">
        {items.map((item, place) => (
          <Fragment key={place}>
            {place > 0 && <li aria-hidden="true">/</li>}
            <li className="min-w-0 wrap-anywhere">
              {item.href ? (
                <Link href={item.href} className="link">
                  {item.label}
                </Link>
              ) : (
                <span aria-current="page">{item.label}</span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
