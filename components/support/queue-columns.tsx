'use client';

import { createColumnHelper, rowSelectionFeature, rowSortingFeature, tableFeatures } from '@tanstack/react-table';
import { EnvironmentBadge } from '#components/console/environment.tsx';
import { formatFigure } from '#components/console/limit-tile.tsx';
import { Due } from '#components/support/due.tsx';
import { RiskBadge } from '#components/support/risk-badge.tsx';
import { factorWords, spanWords, type QueueTicket } from '#components/support/ticket-line.ts';
import { Avatar } from '#components/ui/avatar.tsx';
import { Link } from '#components/ui/link.tsx';
import { SubLine } from '#components/data-table/table.tsx';
import type { QueueSort } from '#lib/contracts/tickets.ts';

/** The server sorts, filters and pages; the table keeps columns, the sort that stands, and what is selected. */
export const queueFeatures = tableFeatures({ rowSortingFeature, rowSelectionFeature });

export interface ColumnContext {
  nowMs: number;
  withinHours: number;
  agentId: string;
  dense: boolean;
}

const helper = createColumnHelper<typeof queueFeatures, QueueTicket>();

/** Which columns end at the right, and which go first when room gets scarce. */
export const columnLook: Readonly<Record<string, { label: string; end?: boolean; minor?: boolean; sort: QueueSort }>> = {
  app: { label: 'App', sort: 'app' },
  environment: { label: 'Environment', minor: true, sort: 'environment' },
  asked: { label: 'Asked for', sort: 'asked' },
  age: { label: 'Age', end: true, sort: 'age' },
  due: { label: 'Answer due', sort: 'due' },
  risk: { label: 'Risk', sort: 'risk' },
  state: { label: 'State', minor: true, sort: 'state' },
  assignee: { label: 'Assignee', sort: 'assignee' },
};

export function queueColumns({ nowMs, withinHours, agentId, dense }: ColumnContext) {
  return helper.columns([
    helper.accessor('appName', {
      id: 'app',
      header: 'App',
      cell: ({ row: { original: ticket } }) => (
        <>
          <Link href={`/support/tickets/${ticket.number}`} className="font-semibold text-ink no-underline hover:underline">
            <span className="font-normal text-muted">#{ticket.number}</span> <bdi>{ticket.appName}</bdi>
          </Link>
          {!dense && <SubLine><bdi>{ticket.company}</bdi></SubLine>}
        </>
      ),
    }),
    helper.accessor('environment', { id: 'environment', header: 'Environment', cell: ({ getValue }) => <EnvironmentBadge environment={getValue()} short /> }),
    helper.accessor('requested', {
      id: 'asked',
      header: 'Asked for',
      cell: ({ row: { original: ticket } }) => (
        <>
          {ticket.limitName === 'sends' ? 'Sends' : 'Reads'} <b>{formatFigure(ticket.current)} → {formatFigure(ticket.requested)}</b>
          {!dense && <SubLine>a minute, {factorWords(ticket.current, ticket.requested)}</SubLine>}
        </>
      ),
    }),
    helper.accessor('createdAt', { id: 'age', header: 'Age', cell: ({ getValue }) => spanWords(nowMs - Date.parse(getValue())) }),
    helper.accessor('dueAt', { id: 'due', header: 'Answer due', cell: ({ getValue }) => <Due dueAt={getValue()} nowMs={nowMs} withinHours={withinHours} /> }),
    helper.accessor('risk', { id: 'risk', header: 'Risk', cell: ({ getValue }) => <RiskBadge risk={getValue()} /> }),
    helper.accessor('state', { id: 'state', header: 'State', cell: ({ getValue }) => <span className="font-mono text-[11px]">{getValue()}</span> }),
    helper.accessor('assignee', {
      id: 'assignee',
      header: 'Assignee',
      cell: ({ getValue }) => {
        const assignee = getValue();
        if (!assignee) return <span className="text-muted">Nobody</span>;
        return (
          <span className="flex min-w-0 items-center gap-1.5">
            <Avatar address={assignee.name} name={assignee.name} size="sm" className="size-5 text-[10px]" />
            <span className="max-w-36 truncate" title={assignee.name}>{assignee.id === agentId ? 'You' : assignee.name}</span>
          </span>
        );
      },
    }),
  ]);
}
