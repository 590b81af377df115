'use client';

import { columnFilteringFeature, createColumnHelper, createFilteredRowModel, type Row, tableFeatures } from '@tanstack/react-table';
import { SubLine } from '#components/data-table/table.tsx';
import { answerOf, type Outcome, outcomesOf, receiptOf } from '#components/simulator/ledger-words.ts';
import { Badge } from '#components/ui/badge.tsx';
import { clockTimeWithSeconds } from '#components/inbox/when.ts';
import { formatAddress } from '#lib/domain/address.ts';
import type { LedgerLine } from '#lib/domain/virtual-phone.ts';

export const ledgerFeatures = tableFeatures({ columnFilteringFeature, filteredRowModel: createFilteredRowModel() });
export type LedgerTableRow = Row<typeof ledgerFeatures, LedgerLine>;

const helper = createColumnHelper<typeof ledgerFeatures, LedgerLine>();

function Person({ address, names }: { address: string; names: ReadonlyMap<string, string> }) {
  const name = names.get(address);
  return (
    <>
      {name === undefined ? formatAddress(address) : <bdi>{name}</bdi>}
      {name !== undefined && <SubLine>{formatAddress(address)}</SubLine>}
    </>
  );
}

const isTaken = ({ answer }: LedgerLine) => answer === 'taken' || answer === 'answer-lost';

/** `line` and `outcome` are what the table can be narrowed by. */
export function ledgerColumns(zone: string, names: ReadonlyMap<string, string>) {
  return helper.columns([
    helper.accessor('at', {
      id: 'time',
      header: 'Time',
      cell: ({ getValue }) => <time dateTime={getValue().toISOString()}>{clockTimeWithSeconds(getValue(), zone)}</time>,
    }),
    helper.accessor('sender', {
      id: 'line',
      header: 'From',
      cell: ({ getValue }) => <Person address={getValue()} names={names} />,
      filterFn: ({ original }, _, line: string) => original.sender === line || original.recipient === line,
    }),
    helper.accessor('recipient', { id: 'to', header: 'To', cell: ({ getValue }) => <Person address={getValue()} names={names} /> }),
    helper.accessor('segments', { id: 'segment', header: 'Segment', cell: ({ row: { original } }) => (isTaken(original) ? original.segments : original.segments === 1 ? '1' : `all ${original.segments}`) }),
    helper.accessor('attempt', { id: 'attempt', header: 'Attempt' }),
    helper.accessor('answer', {
      id: 'outcome',
      header: 'Answer',
      cell: ({ row: { original } }) => {
        const { words, tone } = answerOf(original);
        return tone === 'neutral' ? words : <Badge tone={tone}>{words}</Badge>;
      },
      filterFn: ({ original }, _, outcome: Outcome) => outcomesOf(original).includes(outcome),
    }),
    helper.accessor('status', {
      id: 'receipt',
      header: 'Receipt',
      cell: ({ row: { original } }) => {
        const receipt = receiptOf(original);
        if (receipt) return <Badge tone={receipt.tone}>{receipt.words}</Badge>;
        return <span className="text-muted">{isTaken(original) ? 'None yet' : 'None'}</span>;
      },
    }),
    helper.accessor('messageId', { id: 'message', header: 'Message', cell: ({ getValue }) => <span className="font-mono text-12">{getValue()}</span> }),
  ]);
}
