import { formatFigure } from '#components/console/limit-tile.tsx';
import { minuteName } from '#components/console/day-name.ts';
import { Cell, HeadCell, Row, RowHeadCell, Table, TableBody, TableHead } from '#components/data-table/table.tsx';
import { Card, CardHeader } from '#components/ui/card.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Link } from '#components/ui/link.tsx';
import type { CallMinute } from '#lib/domain/limit-what-if.ts';
import type { LimitName } from '#lib/domain/rate-limit.ts';

/** The last minutes in which calls were refused for the limit. */
export function RefusalsCard({ refusals, limitName, activityHref }: { refusals: readonly CallMinute[]; limitName: LimitName; activityHref: string }) {
  return (
    <Card padded={false} aria-labelledby="refusals-title">
      <CardHeader title="Recent refusals" titleId="refusals-title" actions={<Link href={activityHref} className="link text-13">All activity</Link>} />
      {refusals.length === 0 ? (
        <p className="px-4 pb-4 text-muted">None in this period. A refused call gets 429, the time to try again, and is dropped by nobody but your program.</p>
      ) : (
        <Table caption={`Minutes with refused ${limitName}, newest first`} className="[--row:2.25rem]">
          <TableHead>
            <HeadCell>Minute</HeadCell>
            <HeadCell>Answer</HeadCell>
            <HeadCell end>Passed</HeadCell>
            <HeadCell end>Refused</HeadCell>
          </TableHead>
          <TableBody>
            {refusals.slice(0, 8).map((minute) => (
              <Row key={minute.atMs}>
                <RowHeadCell className="whitespace-nowrap">{minuteName(minute.atMs)}</RowHeadCell>
                <Cell label="Answer">
                  <span className="font-mono text-13">POL0001</span> <Badge tone="bad" icon={null}>429</Badge>
                </Cell>
                <Cell label="Passed" end>{formatFigure(minute.passed)}</Cell>
                <Cell label="Refused" end><b>{formatFigure(minute.refused)}</b></Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}
