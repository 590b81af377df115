import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';

export interface DocsTableProps {
  /** Read to screen readers, not shown. */
  caption: string;
  columns: readonly { key: string; label: string; className?: string }[];
  /** Cells by column key; the first column is the row's header. */
  rows: readonly { id: string; cells: Record<string, ReactNode> }[];
}

/** A plain table; on a phone each row is a block, its header first. */
export function DocsTable({ caption, columns, rows }: DocsTableProps) {
  return (
    <table className="w-full border-collapse text-14 max-sm:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-sm:sr-only">
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" className="border-b border-border py-2 pr-4 text-left text-12 font-medium text-muted">
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {rows.map((row) => (
          <tr key={row.id} id={row.id} className="max-sm:block max-sm:border-b max-sm:border-border max-sm:py-3">
            {columns.map((column, place) => {
              const className = cn('border-b border-border py-2.5 pr-4 text-left align-top font-normal max-sm:block max-sm:border-0 max-sm:py-0.5 max-sm:pr-0', column.className);
              return place === 0 ? (
                <th key={column.key} scope="row" className={cn(className, 'font-medium')}>
                  {row.cells[column.key]}
                </th>
              ) : (
                <td key={column.key} className={className}>
                  {row.cells[column.key]}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
