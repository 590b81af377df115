import { Fragment, type ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';

export interface DefinitionListProps {
  items: readonly { term: string; value: ReactNode }[];
  className?: string;
}

/** Names and values, side by side where there is room. */
export function DefinitionList({ items, className }: DefinitionListProps) {
  return (
    <dl className={cn('grid grid-cols-[minmax(7rem,max-content)_minmax(0,1fr)] gap-x-6 gap-y-2 text-14 max-sm:grid-cols-1 max-sm:gap-y-0', className)}>
      {items.map((item) => (
        <Fragment key={item.term}>
          <dt className="text-muted max-sm:mt-2 max-sm:text-12">{item.term}</dt>
          <dd className="min-w-0 wrap-anywhere">{item.value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
