import { longDay } from '#components/console/day-name.ts';
import { formatFigure } from '#components/console/limit-tile.tsx';
import { Cell, HeadCell, Row, RowHeadCell, Table, TableBody, TableHead } from '#components/data-table/table.tsx';
import { passedAt, type CallDay } from '#lib/domain/limit-what-if.ts';

/** The figures of the chart, newest day first. */
export function UsageTable({ days, caption, wanted }: { days: readonly CallDay[]; caption: string; wanted?: number }) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard
    <div className="max-h-72 overflow-y-auto border-t border-border" tabIndex={0} role="region" aria-label={caption}>
      <Table caption={caption} className="[--row:2.25rem]">
        <TableHead>
          <HeadCell>Day</HeadCell>
          <HeadCell end>Passed</HeadCell>
          <HeadCell end>Busiest minute</HeadCell>
          <HeadCell end>Refused</HeadCell>
          {wanted !== undefined && <HeadCell end>{`Refused in it at ${formatFigure(wanted)}`}</HeadCell>}
        </TableHead>
        <TableBody>
          {days.toReversed().map((day) => (
            <Row key={day.day}>
              <RowHeadCell>{longDay(day.day)}</RowHeadCell>
              <Cell label="Passed" end>{formatFigure(day.passed)}</Cell>
              <Cell label="Busiest minute" end>{formatFigure(day.busiest?.asked ?? 0)}</Cell>
              <Cell label="Refused" end>{formatFigure(day.refused)}</Cell>
              {wanted !== undefined && <Cell label={`Refused in it at ${formatFigure(wanted)}`} end>{formatFigure(day.busiest ? day.busiest.asked - passedAt(day.busiest, wanted) : 0)}</Cell>}
            </Row>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
