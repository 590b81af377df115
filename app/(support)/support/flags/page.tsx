import { Flag } from 'lucide-react';
import type { Metadata } from 'next';
import { formatFigure } from '#components/console/limit-tile.tsx';
import { Cell, HeadCell, Row, RowHeadCell, Table, TableBody, TableHead } from '#components/data-table/table.tsx';
import { DeviceReports } from '#components/support/device-reports.tsx';
import { Card } from '#components/ui/card.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { requireSupportAgent } from '#lib/auth/guards.ts';
import { listDeviceReports } from '#lib/use-cases/devices/list-device-reports.ts';
import { consumerPattern, listFlags } from '#lib/use-cases/limits/list-flags.ts';

export const metadata: Metadata = { title: 'Flags' };

export default async function FlagsPage() {
  const actor = await requireSupportAgent('/support/flags');
  const [flags, reports] = await Promise.all([listFlags({ actor }), listDeviceReports({ actor })]);
  return (
    <div className="grid gap-4">
      <PageHeader size="console" title="Flags" description="Lines whose last 24 hours do not look like a person’s, and apps whose devices nobody knows." />
      <Notice tone="info" title="A flag drops nothing.">
        A person sends at most {consumerPattern.map((rule) => `${formatFigure(rule.most)} (${rule.label.toLowerCase()})`).join(', ')}. Above that somebody should look. Counts and masked numbers only.
      </Notice>
      <Card as="section" padded={false} aria-label="Flagged lines">
        {flags.length === 0 ? (
          <EmptyState icon={<Flag />} title="No line stands out">Lines over the consumer pattern will be here.</EmptyState>
        ) : (
          <Table caption="Flagged lines, most signs first" className="[--row:3.25rem]">
            <TableHead>
              <HeadCell>Line</HeadCell>
              <HeadCell>Signs</HeadCell>
              <HeadCell>Apps</HeadCell>
              <HeadCell end>Sent</HeadCell>
              <HeadCell end>Received</HeadCell>
              <HeadCell end>Recipients</HeadCell>
            </TableHead>
            <TableBody>
              {flags.map((flag, place) => (
                <Row key={`${flag.line} ${place}`}>
                  <RowHeadCell className="font-semibold whitespace-nowrap">{flag.line}</RowHeadCell>
                  <Cell label="Signs" wide><ul className="grid gap-0.5">{flag.signs.map((sign) => <li key={sign}>{sign}</li>)}</ul></Cell>
                  <Cell label="Apps" wide className="wrap-anywhere"><bdi>{flag.apps.join(', ') || '–'}</bdi></Cell>
                  <Cell label="Sent" end>{formatFigure(flag.pattern.sent)}</Cell>
                  <Cell label="Received" end>{formatFigure(flag.pattern.received)}</Cell>
                  <Cell label="Recipients" end>{formatFigure(flag.pattern.recipients)}</Cell>
                </Row>
              ))}
            </TableBody>
          </Table>
        )}
      </Card>
      <DeviceReports reports={reports} />
    </div>
  );
}
