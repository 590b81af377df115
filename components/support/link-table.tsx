import { CircleCheck, KeyRound, RadioTower, Unplug, ZapOff } from 'lucide-react';
import { Cell, HeadCell, Row, RowHeadCell, Table, TableBody, TableHead } from '#components/data-table/table.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';

const states = {
  open: { words: 'Open', tone: 'ok', icon: <CircleCheck /> },
  broken: { words: 'Circuit broken', tone: 'warn', icon: <ZapOff /> },
  down: { words: 'Down', tone: 'bad', icon: <Unplug /> },
  refused: { words: 'Account refused', tone: 'bad', icon: <KeyRound /> },
} as const;

export interface LinkTableProps {
  links: readonly { name: string; carrier: string; state: keyof typeof states; detail: string; since: Date }[];
}

/** Each connection to the carrier, once for each worker that holds it. */
export function LinkTable({ links }: LinkTableProps) {
  if (links.length === 0) {
    return (
      <EmptyState icon={<RadioTower />} title="No worker is there">
        Nothing leaves until one runs. What people send meanwhile is kept.
      </EmptyState>
    );
  }
  return (
    <Table caption="Links to the carrier">
      <TableHead>
        <HeadCell>Link</HeadCell>
        <HeadCell>State</HeadCell>
        <HeadCell>Since</HeadCell>
        <HeadCell>Detail</HeadCell>
      </TableHead>
      <TableBody>
        {links.map(({ name, carrier, state, detail, since }, place) => (
          <Row key={`${name} ${place}`}>
            <RowHeadCell className="font-semibold">
              <bdi>{name}</bdi>
              {carrier !== name && <span className="font-normal text-muted"> on {carrier}</span>}
            </RowHeadCell>
            <Cell label="State">
              <Badge tone={states[state].tone} icon={states[state].icon}>
                {states[state].words}
              </Badge>
            </Cell>
            <Cell label="Since" className="whitespace-nowrap">
              <RelativeTime at={since.toISOString()} />
            </Cell>
            <Cell label="Detail" wide>
              {detail}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
