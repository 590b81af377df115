import { EnvironmentBadge } from '#components/console/environment.tsx';
import { formatFigure } from '#components/console/limit-tile.tsx';
import { TicketStateBadge } from '#components/console/ticket-state.tsx';
import { Cell, HeadCell, Row, RowHeadCell, SubLine, Table, TableBody, TableHead } from '#components/data-table/table.tsx';
import { Link } from '#components/ui/link.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { TicketState } from '#lib/domain/limit-increase.ts';
import type { Environment, LimitName } from '#lib/domain/rate-limit.ts';

export interface TicketLine {
  number: number;
  clientId: string;
  appName: string;
  environment: Environment;
  limitName: LimitName;
  current: number;
  requested: number;
  granted: number | null;
  until: Date | null;
  state: TicketState;
  decisionReason: string | null;
  updatedAt: Date;
}

/** Requests of the account with what became of them and why. */
export function TicketsTable({ tickets, caption }: { tickets: readonly TicketLine[]; caption: string }) {
  return (
    <Table caption={caption} className="[--row:3.25rem]">
      <TableHead>
        <HeadCell>Request</HeadCell>
        <HeadCell>Environment</HeadCell>
        <HeadCell>Asked for</HeadCell>
        <HeadCell>State</HeadCell>
        <HeadCell>Reason</HeadCell>
        <HeadCell minor>Changed</HeadCell>
      </TableHead>
      <TableBody>
        {tickets.map((ticket) => (
          <Row key={ticket.number}>
            <RowHeadCell>
              <Link href={`/developer/apps/${ticket.clientId}/limits?limit=${ticket.limitName}&request=${ticket.number}#request-${ticket.number}`} className="font-semibold text-ink no-underline hover:underline">
                <span className="font-normal text-muted">#{ticket.number}</span> {ticket.appName}
              </Link>
            </RowHeadCell>
            <Cell label="Environment"><EnvironmentBadge environment={ticket.environment} short /></Cell>
            <Cell label="Asked for" className="whitespace-nowrap">
              {ticket.limitName === 'sends' ? 'Sends' : 'Reads'} <b>{formatFigure(ticket.current)} → {formatFigure(ticket.requested)}</b>
              {ticket.granted !== null && (
                <SubLine>
                  {ticket.state === 'COUNTER_OFFERED' ? 'offered' : 'granted'} {formatFigure(ticket.granted)}
                  {ticket.until && ` until ${ticket.until.toISOString().slice(0, 10)}`}
                </SubLine>
              )}
            </Cell>
            <Cell label="State"><TicketStateBadge state={ticket.state} /></Cell>
            <Cell label="Reason" wide className="max-w-80"><bdi className="wrap-anywhere">{ticket.decisionReason ?? '–'}</bdi></Cell>
            <Cell label="Changed" minor className="whitespace-nowrap"><RelativeTime at={ticket.updatedAt.toISOString()} /></Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
