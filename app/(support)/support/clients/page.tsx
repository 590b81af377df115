import type { Metadata } from 'next';
import { AppStateBadge } from '#components/console/app-state.tsx';
import { EnvironmentBadge, ScopeTag } from '#components/console/environment.tsx';
import { formatFigure, LevelWord, LimitBar } from '#components/console/limit-tile.tsx';
import { Cell, HeadCell, Row, RowHeadCell, SubLine, Table, TableBody, TableHead } from '#components/data-table/table.tsx';
import { SuspendButton } from '#components/support/suspend-button.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { Card, CardFooter } from '#components/ui/card.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { resumeClientAction, suspendClientAction } from '#lib/actions/clients.ts';
import { requireSupportAgent } from '#lib/auth/guards.ts';
import { clientsPageSize, listAllClients } from '#lib/use-cases/clients/list-all-clients.ts';

export const metadata: Metadata = { title: 'Apps' };

export default async function SupportClientsPage({ searchParams }: { searchParams: Promise<{ q?: string | string[]; page?: string | string[] }> }) {
  const actor = await requireSupportAgent('/support/clients');
  const query = await searchParams;
  const search = typeof query.q === 'string' ? query.q.trim().slice(0, 80) : '';
  const page = Math.min(10_000, Math.max(1, Number.parseInt(String(query.page ?? '1'), 10) || 1));
  const { clients, total } = await listAllClients({ actor, search, page });
  const href = (to: number) => `/support/clients?${new URLSearchParams({ ...(search ? { q: search } : {}), page: String(to) }).toString()}`;
  return (
    <div className="grid gap-4">
      <PageHeader size="console" title="Apps" description="Every client with its state and limits. Keys are never shown." />
      <Card as="section" padded={false} aria-label="Apps">
        <form action="/support/clients" role="search" className="border-b border-border px-3 py-2">
          <label htmlFor="client-search" className="sr-only">App, company or client id</label>
          <input id="client-search" name="q" type="search" defaultValue={search} placeholder="App, company or client id" className="min-h-8 w-full max-w-80 rounded-control border border-strong bg-surface px-3 text-14 touch:min-h-11 touch:max-w-none touch:text-16" />
        </form>
        <Table caption="Clients by app" className="[--row:3.25rem]">
          <TableHead>
            <HeadCell>App</HeadCell>
            <HeadCell>Environment</HeadCell>
            <HeadCell minor>Scopes</HeadCell>
            <HeadCell>Sends, /min</HeadCell>
            <HeadCell>Reads, /min</HeadCell>
            <HeadCell>State</HeadCell>
            <HeadCell end><span className="sr-only">Actions</span></HeadCell>
          </TableHead>
          <TableBody>
            {clients.map(({ client, limits }) => (
              <Row key={client.id}>
                <RowHeadCell>
                  <b><bdi>{client.name}</bdi></b>
                  <SubLine><bdi>{client.ownerName}</bdi> · <span className="font-mono">{client.clientId}</span></SubLine>
                </RowHeadCell>
                <Cell label="Environment"><EnvironmentBadge environment={client.environment} short /></Cell>
                <Cell label="Scopes" minor><span className="flex flex-wrap gap-1">{client.scopes.map((scope) => <ScopeTag key={scope} scope={scope} />)}</span></Cell>
                {limits.map((limit) => (
                  <Cell key={limit.limitName} label={limit.limitName === 'sends' ? 'Sends, /min' : 'Reads, /min'} className="min-w-28">
                    <span className="flex items-baseline justify-between gap-2 text-13 whitespace-nowrap">
                      <span><b className="text-14">{formatFigure(limit.used)}</b> of {formatFigure(limit.perMinute)}{!limit.isDefault && ' (raised)'}</span>
                      <LevelWord used={limit.used} of={limit.perMinute} />
                    </span>
                    <LimitBar label={`${client.name}, ${limit.limitName} per minute`} used={limit.used} of={limit.perMinute} className="mt-1" />
                  </Cell>
                ))}
                <Cell label="State" wide>
                  <AppStateBadge state={client.state} environment={client.environment} />
                  {client.disabledReason && <SubLine className="max-w-60"><bdi>{client.disabledReason}</bdi></SubLine>}
                </Cell>
                <Cell end wide>
                  <SuspendButton
                    client={{ clientId: client.clientId, name: client.name, environment: client.environment, state: client.state }}
                    suspendAction={suspendClientAction}
                    resumeAction={resumeClientAction}
                  />
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
        {clients.length === 0 && <p className="px-4 py-12 text-center text-muted">{search ? `Nothing fits “${search}”.` : 'Apps will be here as soon as a developer registers one.'}</p>}
        <CardFooter className="justify-end text-13 text-muted">
          <span>{total} in all</span>
          {page > 1 && <ButtonLink size="sm" href={href(page - 1)}>Back</ButtonLink>}
          {page * clientsPageSize < total && <ButtonLink size="sm" href={href(page + 1)}>Next</ButtonLink>}
        </CardFooter>
      </Card>
    </div>
  );
}
