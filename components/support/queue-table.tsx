'use client';

import { useTable, type RowSelectionState } from '@tanstack/react-table';
import { useRouter } from 'next/navigation';
import { useMemo, useRef, useState } from 'react';
import { toast } from 'sonner';
import type { Action } from '#components/console/action-answer.ts';
import { useAction } from '#components/console/use-action.ts';
import { Cell, HeadCell, Row, RowHeadCell, Table, TableBody, TableHead } from '#components/data-table/table.tsx';
import { assignedWords } from '#components/support/assigned-words.ts';
import { BulkBar } from '#components/support/bulk-bar.tsx';
import { KeysHelp } from '#components/support/keys-help.tsx';
import { columnLook, queueColumns, queueFeatures } from '#components/support/queue-columns.tsx';
import { sortHref } from '#components/support/queue-address.ts';
import { QueueFooter } from '#components/support/queue-footer.tsx';
import { QueueTools } from '#components/support/queue-tools.tsx';
import type { QueueTicket } from '#components/support/ticket-line.ts';
import { useDensity } from '#components/support/use-density.ts';
import { useQueueKeys } from '#components/support/use-queue-keys.ts';
import { cn } from '#components/ui/cn.ts';
import { Notice } from '#components/ui/notice.tsx';
import type { QueueQuery } from '#lib/contracts/tickets.ts';

export interface QueueTableProps {
  tickets: QueueTicket[];
  total: number;
  pageSize: number;
  query: QueueQuery;
  agents: readonly { id: string; name: string }[];
  agentId: string;
  nowMs: number;
  withinHours: number;
  assignAction: Action<{ numbers: number[]; assigneeId: string | null }, { assigned: number[]; ownApps: number[] }>;
}

/** The queue: the server sorts, filters and pages by the address; here are the cursor, the selection and the keys. */
export function QueueTable({ tickets, total, pageSize, query, agents, agentId, nowMs, withinHours, assignAction }: QueueTableProps) {
  const router = useRouter();
  const assign = useAction(assignAction);
  const search = useRef<HTMLInputElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const { dense, setDense } = useDensity();
  const [rowSelection, setRowSelection] = useState<RowSelectionState>({});
  const [cursor, setCursor] = useState(0);
  const [isHelpOpen, setHelpOpen] = useState(false);

  const columns = useMemo(() => queueColumns({ nowMs, withinHours, agentId, dense }), [nowMs, withinHours, agentId, dense]);
  const sorting = useMemo(() => [{ id: query.sort, desc: query.dir === 'desc' }], [query.sort, query.dir]);
  const table = useTable({
    features: queueFeatures,
    columns,
    data: tickets,
    getRowId: (ticket) => String(ticket.number),
    manualSorting: true,
    state: { rowSelection, sorting },
    onRowSelectionChange: setRowSelection,
  });
  const rows = table.getRowModel().rows;
  const at = Math.min(cursor, rows.length - 1);
  const selected = rows.filter((row) => row.getIsSelected()).map((row) => row.original.number);
  const chosen = () => (selected.length > 0 ? selected : rows[at] ? [rows[at].original.number] : []);

  async function assignTo(assigneeId: string | null) {
    const answer = await assign.run({ numbers: chosen(), assigneeId });
    if (!answer) return;
    setRowSelection({});
    toast(assignedWords(answer));
    router.refresh();
  }
  function move(to: number) {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    setCursor(next);
    body.current?.querySelectorAll('tbody tr')[next]?.scrollIntoView({ block: 'nearest' });
  }
  const open = (suffix = '') => rows[at] && router.push(`/support/tickets/${rows[at].original.number}${suffix}`);
  const keys = {
    down: () => move(at + 1),
    up: () => move(at - 1),
    select: () => rows[at]?.toggleSelected(),
    assign: () => void assignTo(agentId),
    decide: () => open('#decision'),
    open: () => open(),
    search: () => search.current?.focus(),
    help: () => setHelpOpen(true),
    clear: () => setRowSelection({}),
  };
  const { enabled, setEnabled } = useQueueKeys(keys);

  return (
    <div ref={body}>
      <QueueTools query={query} searchRef={search} dense={dense} onDense={setDense} />
      {assign.problems.form && <Notice tone="bad" role="alert" className="m-3">{assign.problems.form}</Notice>}
      <Table caption="Tickets; the address holds the view" className={dense ? '[--row:2.25rem]' : '[--row:3rem]'}>
        <TableHead>
          <HeadCell className="w-10">
            <input
              type="checkbox"
              aria-label="Select all on this page"
              checked={rows.length > 0 && table.getIsAllRowsSelected()}
              onChange={table.getToggleAllRowsSelectedHandler()}
              className="size-4 accent-accent"
            />
          </HeadCell>
          {table.getHeaderGroups()[0]?.headers.map((header) => {
            const look = columnLook[header.column.id];
            if (!look) return null;
            const sorted = header.column.getIsSorted();
            return (
              <HeadCell key={header.id} sortHref={sortHref(query, look.sort)} sorted={sorted === false ? null : sorted} end={look.end} minor={look.minor}>
                <table.FlexRender header={header} />
              </HeadCell>
            );
          })}
        </TableHead>
        <TableBody>
          {rows.map((row, place) => (
            <Row
              key={row.id}
              aria-selected={row.getIsSelected()}
              onClick={() => setCursor(place)}
              className={cn('max-[900px]:relative', row.getIsSelected() && 'bg-accent-soft', place === at && 'bg-selected min-[901px]:shadow-[inset_3px_0_0_var(--accent)]')}
            >
              <Cell className="max-[900px]:absolute max-[900px]:top-3 max-[900px]:right-4">
                <input
                  type="checkbox"
                  aria-label={`Select #${row.original.number}`}
                  checked={row.getIsSelected()}
                  onChange={row.getToggleSelectedHandler()}
                  className="size-4 accent-accent touch:size-6"
                />
              </Cell>
              {row.getAllCells().map((cell) => {
                const look = columnLook[cell.column.id];
                if (cell.column.id === 'app') return <RowHeadCell key={cell.id} className="max-[900px]:pr-10"><table.FlexRender cell={cell} /></RowHeadCell>;
                return (
                  <Cell key={cell.id} label={look?.label} end={look?.end} minor={look?.minor} className="whitespace-nowrap">
                    <table.FlexRender cell={cell} />
                  </Cell>
                );
              })}
            </Row>
          ))}
        </TableBody>
      </Table>
      {rows.length === 0 && <p className="px-4 py-12 text-center text-muted">{query.q || query.environment || query.limit || query.risk ? 'Nothing fits these filters. Take one away.' : 'Nothing is here. Tickets show up by themselves.'}</p>}
      <QueueFooter query={query} total={total} pageSize={pageSize} shown={rows.length} keys={keys} />
      {selected.length > 0 && <BulkBar count={selected.length} agents={agents} agentId={agentId} pending={assign.pending} onAssign={(id) => void assignTo(id)} onClear={keys.clear} />}
      <KeysHelp open={isHelpOpen} onOpenChange={setHelpOpen} enabled={enabled} onEnabled={setEnabled} />
    </div>
  );
}
