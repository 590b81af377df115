'use client';

import { type ColumnFiltersState, useTable } from '@tanstack/react-table';
import { memo, useMemo, useState } from 'react';
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '#components/data-table/table.tsx';
import { TableScroller } from '#components/data-table/scroller.tsx';
import { ledgerColumns, ledgerFeatures, type LedgerTableRow } from '#components/simulator/ledger-columns.tsx';
import { type Outcome, outcomeNames } from '#components/simulator/ledger-words.ts';
import { Select } from '#components/ui/select.tsx';
import type { LedgerLine } from '#lib/domain/virtual-phone.ts';

export interface LedgerProps {
  lines: LedgerLine[];
  names: [string, string][];
  zone: string;
}

const everything: ColumnFiltersState = [];

/** What reached the network and what did not, newest first. It keeps the field's words; the phones keep the subscriber's. */
export function Ledger({ lines, names: nameList, zone }: LedgerProps) {
  const [filters, setFilters] = useState(everything);
  const columns = useMemo(() => ledgerColumns(zone, new Map(nameList)), [zone, nameList]);
  const table = useTable({ features: ledgerFeatures, columns, data: lines, getRowId: ({ key }) => key, state: { columnFilters: filters }, onColumnFiltersChange: setFilters });
  const { rows } = table.getRowModel();
  const valueOf = (id: string) => String(filters.find((filter) => filter.id === id)?.value ?? '');
  const narrow = (id: 'line' | 'outcome', value: string) => setFilters([...filters.filter((filter) => filter.id !== id), ...(value === '' ? [] : [{ id, value }])]);

  return (
    <section aria-labelledby="ledger-title" className="overflow-hidden rounded-card border border-border bg-surface">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-border px-5 py-3 max-md:px-4">
        <div className="mr-auto min-w-0">
          <h2 id="ledger-title" className="text-16">
            Ledger
          </h2>
          <p className="text-13 text-muted">What reached the carrier and what did not, the newest first, 200 at most. Each segment that it took has a row.</p>
        </div>
        <Select dense aria-label="Line" value={valueOf('line')} onChange={(event) => narrow('line', event.currentTarget.value)} className="max-w-full">
          <option value="">All lines</option>
          {nameList.map(([msisdn, name]) => (
            <option key={msisdn} value={msisdn}>
              {name}
            </option>
          ))}
        </Select>
        <Select dense aria-label="Outcome" value={valueOf('outcome')} onChange={(event) => narrow('outcome', event.currentTarget.value)} className="max-w-full">
          <option value="">All outcomes</option>
          {Object.entries(outcomeNames).map(([key, name]: [string | Outcome, string]) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </Select>
        <p role="status" className="min-w-20 text-right text-13 text-muted tabular-nums max-md:text-left">
          {rows.length.toLocaleString('en-US')} {rows.length === 1 ? 'row' : 'rows'}
        </p>
      </header>
      {rows.length === 0 ? (
        <p className="px-5 py-10 text-center text-14 text-muted">{lines.length === 0 ? 'Nothing has been submitted yet. Send a message from an inbox or an app.' : 'Nothing fits both choices. Widen one of them.'}</p>
      ) : (
        <TableScroller label="Ledger, scrolls">
          <Table caption="Ledger" className="[--row:2.75rem]">
            <TableHead>
              {table.getHeaderGroups()[0]?.headers.map((header) => (
                <HeadCell key={header.id}>
                  <table.FlexRender header={header} />
                </HeadCell>
              ))}
            </TableHead>
            <TableBody>
              {rows.map((row) => (
                <LedgerRow key={`${zone} ${row.id}`} row={row} Render={table.FlexRender} />
              ))}
            </TableBody>
          </Table>
        </TableScroller>
      )}
    </section>
  );
}

const labels: Readonly<Record<string, string>> = { time: 'Time', line: 'From', to: 'To', segment: 'Segment', attempt: 'Attempt', outcome: 'Answer', receipt: 'Receipt', message: 'Message' };

/** A row is drawn anew when it says something new: there may be hundreds. */
const LedgerRow = memo(
  function LedgerRow({ row, Render }: { row: LedgerTableRow; Render: ReturnType<typeof useTable<typeof ledgerFeatures, LedgerLine>>['FlexRender'] }) {
    return (
      <Row className="hover:bg-hover">
        {row.getAllCells().map((cell) => (
          <Cell key={cell.id} label={labels[cell.column.id]} wide={['outcome', 'receipt', 'message'].includes(cell.column.id)} className="tabular-nums min-[901px]:whitespace-nowrap">
            <Render cell={cell} />
          </Cell>
        ))}
      </Row>
    );
  },
  (before, after) => JSON.stringify(before.row.original) === JSON.stringify(after.row.original),
);
