import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { Link } from '#components/ui/link.tsx';

/* eslint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role --
   `display: grid` and `display: block` take the roles of table elements away in browsers; cards up to 900 px need them spelled out. */

/**
 * A real table that turns into cards of label and value up to 900 px. The roles are spelled out because `display: grid` takes the meaning
 * of a table away. Only the cell that names a row, and what asks for it, breaks inside words: the columns beside it keep theirs whole.
 */
export function Table({ caption, className, children, ...props }: ComponentProps<'table'> & { caption: string }) {
  return (
    <div role="group" aria-label={caption} className="min-[901px]:overflow-x-auto">
      <table role="table" className={cn('w-full border-collapse wrap-break-word text-14 max-[900px]:block', className)} {...props}>
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </div>
  );
}

export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead role="rowgroup" className="max-[900px]:sr-only">
      <tr role="row">{children}</tr>
    </thead>
  );
}

export function TableBody({ children }: { children: ReactNode }) {
  return (
    <tbody role="rowgroup" className="max-[900px]:block">
      {children}
    </tbody>
  );
}

export interface HeadCellProps {
  children: ReactNode;
  /** Where a press on it leads; without it the column cannot be sorted. */
  sortHref?: string;
  sorted?: 'asc' | 'desc' | null;
  end?: boolean;
  /** Goes first when room gets scarce, 901 to 1180 px. */
  minor?: boolean;
  className?: string;
}

export function HeadCell({ children, sortHref, sorted = null, end, minor, className }: HeadCellProps) {
  const Arrow = sorted === 'desc' ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      role="columnheader"
      aria-sort={sorted === null ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}
      className={cn('border-b border-border bg-sunken px-2.5 py-2 text-left text-12 font-medium whitespace-nowrap text-muted first:pl-4 last:pr-4', end && 'text-right', minor && minorClass, className)}
    >
      {sortHref ? (
        <Link href={sortHref} replace scroll={false} className={cn('group inline-flex items-center gap-1 text-inherit no-underline hover:text-ink', end && 'flex-row-reverse', sorted && 'font-semibold text-ink')}>
          {children}
          <Arrow className={cn('size-3', sorted ? '' : 'opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60')} />
        </Link>
      ) : (
        children
      )}
    </th>
  );
}

const minorClass = 'min-[901px]:max-[1180px]:hidden';

export function Row({ className, ...props }: ComponentProps<'tr'>) {
  return (
    <tr
      role="row"
      className={cn('border-b border-border last:border-b-0 max-[900px]:grid max-[900px]:grid-cols-2 max-[900px]:gap-x-4 max-[900px]:gap-y-2.5 max-[900px]:px-4 max-[900px]:py-3.5', className)}
      {...props}
    />
  );
}

export interface CellProps extends Omit<ComponentProps<'td'>, 'title'> {
  /** What stands above the value on a card. */
  label?: string;
  end?: boolean;
  minor?: boolean;
  /** The whole width of a card. */
  wide?: boolean;
}

const cellClass = 'h-(--row,3rem) px-2.5 py-1 align-middle min-[901px]:first:pl-4 min-[901px]:last:pr-4 max-[900px]:block max-[900px]:h-auto max-[900px]:p-0';

export function Cell({ label, end, minor, wide, className, ...props }: CellProps) {
  return (
    <td
      role="cell"
      data-label={label}
      className={cn(
        cellClass,
        'max-[900px]:before:block max-[900px]:before:text-12 max-[900px]:before:text-muted max-[900px]:before:content-[attr(data-label)]',
        end && 'text-right max-[900px]:text-left',
        minor && minorClass,
        wide && 'max-[900px]:col-span-2',
        className,
      )}
      {...props}
    />
  );
}

/** The one cell that names its row; first on a card. */
export function RowHeadCell({ className, ...props }: ComponentProps<'th'>) {
  return <th scope="row" role="rowheader" className={cn(cellClass, 'min-w-40 text-left font-normal wrap-anywhere max-[900px]:order-first max-[900px]:col-span-2', className)} {...props} />;
}

export function SubLine({ className, ...props }: ComponentProps<'span'>) {
  return <span className={cn('block text-12 text-muted', className)} {...props} />;
}
