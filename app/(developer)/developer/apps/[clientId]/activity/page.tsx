import type { Metadata } from 'next';
import { minuteName } from '#components/console/day-name.ts';
import { formatFigure } from '#components/console/limit-tile.tsx';
import { UsageTable } from '#components/console/usage-table.tsx';
import { Cell, HeadCell, Row, RowHeadCell, Table, TableBody, TableHead } from '#components/data-table/table.tsx';
import { ClientHeader } from '#components/developer/client-header.tsx';
import { Card, CardHeader } from '#components/ui/card.tsx';
import { SegmentedLinks } from '#components/ui/segmented.tsx';
import { requireDeveloper } from '#lib/auth/guards.ts';
import { orNotFound } from '#lib/auth/or-not-found.ts';
import { getClientWithSiblings } from '#lib/use-cases/clients/get-client.ts';
import { getUsage } from '#lib/use-cases/limits/get-usage.ts';
import { readUsageQuery, type UsageQuery } from '../page-query.ts';

export const metadata: Metadata = { title: 'Activity' };

interface Props {
  params: Promise<{ clientId: string }>;
  searchParams: Promise<UsageQuery>;
}

export default async function ActivityPage({ params, searchParams }: Props) {
  const { clientId } = await params;
  const base = `/developer/apps/${clientId}/activity`;
  const actor = await requireDeveloper(base);
  const { client, siblings } = await orNotFound(getClientWithSiblings({ actor, clientId }));
  const { limitName, days, choices } = readUsageQuery(await searchParams, client.scopes);
  const usage = await getUsage({ clientRowId: client.id, limitName, days });
  const lens = <SegmentedLinks label="What" items={choices.map((each) => ({ href: `${base}?limit=${each}`, label: each === 'sends' ? 'Sends' : 'Reads', current: each === limitName }))} />;
  return (
    <div className="grid gap-4">
      <ClientHeader client={client} siblings={siblings} suffix="/activity" title="Activity" actions={lens} />
      <Card padded={false} aria-labelledby="minutes-title">
        <CardHeader title="Last minutes with calls" titleId="minutes-title" description={`${limitName === 'sends' ? 'Sends' : 'Reads'}, newest first, at most 60 minutes`} />
        {usage.recent.length === 0 ? (
          <p className="px-4 pb-4 text-muted">The calls of this app will be here, minute by minute.</p>
        ) : (
          <Table caption={`Minutes with ${limitName}, newest first`} className="[--row:2.25rem]">
            <TableHead>
              <HeadCell>Minute</HeadCell>
              <HeadCell end>Asked</HeadCell>
              <HeadCell end>Passed</HeadCell>
              <HeadCell end>Refused</HeadCell>
            </TableHead>
            <TableBody>
              {usage.recent.map((minute) => (
                <Row key={minute.atMs}>
                  <RowHeadCell className="whitespace-nowrap">{minuteName(minute.atMs)}</RowHeadCell>
                  <Cell label="Asked" end>{formatFigure(minute.passed + minute.refused)}</Cell>
                  <Cell label="Passed" end>{formatFigure(minute.passed)}</Cell>
                  <Cell label="Refused" end className={minute.refused > 0 ? 'font-semibold text-bad' : undefined}>{formatFigure(minute.refused)}</Cell>
                </Row>
              ))}
            </TableBody>
          </Table>
        )}
      </Card>
      <Card padded={false} aria-labelledby="days-title">
        <CardHeader title="By day" titleId="days-title" description={`The last ${days} days, UTC`} />
        <UsageTable days={usage.days} caption={`${limitName === 'sends' ? 'Sends' : 'Reads'} by day, newest first`} />
      </Card>
    </div>
  );
}
