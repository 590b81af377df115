import { MonitorSmartphone } from 'lucide-react';
import { formatFigure } from '#components/console/limit-tile.tsx';
import { Cell, HeadCell, Row, RowHeadCell, SubLine, Table, TableBody, TableHead } from '#components/data-table/table.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Card, CardHeader } from '#components/ui/card.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';

export interface DeviceReportsProps {
  reports: readonly { clientId: string; appName: string; ownerName: string; disabled: boolean; reports: number; lastDay: number; lastAt: Date }[];
}

/** Apps whose devices people said are not theirs: which app, how often, when last. */
export function DeviceReports({ reports }: DeviceReportsProps) {
  return (
    <Card as="section" padded={false} aria-labelledby="device-reports">
      <CardHeader
        title="Devices reported as nobody’s"
        titleId="device-reports"
        description="Somebody was shown the code of a device and answered “This is not mine”, in the last 30 days. Many for one app can mean that its codes are sent to strangers."
      />
      {reports.length === 0 ? (
        <EmptyState icon={<MonitorSmartphone />} title="No device was reported">Apps whose devices are reported will be here.</EmptyState>
      ) : (
        <Table caption="Apps by reported devices, the most reported first" className="[--row:3.25rem]">
          <TableHead>
            <HeadCell>App</HeadCell>
            <HeadCell end>In 30 days</HeadCell>
            <HeadCell end>In 24 hours</HeadCell>
            <HeadCell>Last</HeadCell>
          </TableHead>
          <TableBody>
            {reports.map((report) => (
              <Row key={report.clientId}>
                <RowHeadCell>
                  <a href={`/support/clients?q=${encodeURIComponent(report.clientId)}`} className="link"><bdi>{report.appName}</bdi></a> {report.disabled && <Badge>Switched off</Badge>}
                  <SubLine><bdi>{report.ownerName}</bdi> · <span className="font-mono">{report.clientId}</span></SubLine>
                </RowHeadCell>
                <Cell label="In 30 days" end>{formatFigure(report.reports)}</Cell>
                <Cell label="In 24 hours" end>{formatFigure(report.lastDay)}</Cell>
                <Cell label="Last"><RelativeTime at={report.lastAt.toISOString()} /></Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}
