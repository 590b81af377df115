import { AppStateBadge } from '#components/console/app-state.tsx';
import { AppTile } from '#components/console/app-tile.tsx';
import { EnvironmentBadge, ScopeTag } from '#components/console/environment.tsx';
import { formatFigure, LevelWord, LimitBar } from '#components/console/limit-tile.tsx';
import { Cell, HeadCell, Row, RowHeadCell, SubLine, Table, TableBody, TableHead } from '#components/data-table/table.tsx';
import { Link } from '#components/ui/link.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { Environment, LimitName } from '#lib/domain/rate-limit.ts';

export interface AppRow {
  applicationId: string;
  name: string;
  description: string;
  clients: readonly {
    client: { id: string; clientId: string; environment: Environment; scopes: readonly string[]; state: 'live' | 'disabled' | 'suspended' };
    limits: readonly { limitName: LimitName; used: number; perMinute: number }[];
    refusedToday: number;
    lastCallAt: Date | null;
    openTickets: readonly { number: number }[];
  }[];
}

/** How far back the last call is looked for. */
const callDays = 28;

const scopeOf: Record<LimitName, string> = { sends: 'IMMN', reads: 'MIM' };

/** The account's apps in one environment: use now, refusals, state. */
export function AppsTable({ apps, environment }: { apps: readonly AppRow[]; environment: Environment }) {
  return (
    <Table caption={`Apps and their use in ${environment}`} className="[--row:3.5rem]">
      <TableHead>
        <HeadCell>App</HeadCell>
        <HeadCell>Environments, scopes</HeadCell>
        <HeadCell>Sends now, /min</HeadCell>
        <HeadCell>Reads now, /min</HeadCell>
        <HeadCell end>Refused, 24 h</HeadCell>
        <HeadCell minor>Last call</HeadCell>
        <HeadCell>Status</HeadCell>
      </TableHead>
      <TableBody>
        {apps.map((app) => {
          const here = app.clients.find(({ client }) => client.environment === environment);
          const any = here ?? app.clients[0];
          if (!any) return null;
          return (
            <Row key={app.applicationId}>
              <RowHeadCell className="min-w-48">
                <span className="flex items-center gap-2.5">
                  <AppTile name={app.name} />
                  <span className="min-w-0">
                    <Link href={`/developer/apps/${any.client.clientId}`} className="font-semibold text-ink no-underline hover:underline">
                      {app.name}
                    </Link>
                    {app.description && <SubLine>{app.description}</SubLine>}
                  </span>
                </span>
              </RowHeadCell>
              <Cell label="Environments, scopes">
                <span className="flex flex-wrap items-center gap-1">
                  {app.clients.map(({ client }) => (
                    <Link key={client.id} href={`/developer/apps/${client.clientId}`} className="no-underline">
                      <EnvironmentBadge environment={client.environment} short />
                    </Link>
                  ))}
                  {any.client.scopes.map((scope) => (
                    <ScopeTag key={scope} scope={scope} />
                  ))}
                </span>
              </Cell>
              {(['sends', 'reads'] as const).map((limitName) => (
                <Cell key={limitName} label={limitName === 'sends' ? 'Sends now, /min' : 'Reads now, /min'} className="min-w-28">
                  {here ? <Use app={app.name} limitName={limitName} here={here} /> : <span className="text-muted">Not in {environment}</span>}
                </Cell>
              ))}
              <Cell label="Refused, 24 h" end>
                <b>{here ? formatFigure(here.refusedToday) : '–'}</b>
              </Cell>
              <Cell label="Last call" minor className="whitespace-nowrap">
                <LastCall app={app} environment={environment} />
              </Cell>
              <Cell label="Status">
                {here ? (
                  <>
                    <AppStateBadge state={here.client.state} environment={here.client.environment} />
                    {here.openTickets.map((ticket) => (
                      <Link key={ticket.number} href={`/developer/apps/${here.client.clientId}/limits`} className="link block text-12 whitespace-nowrap">
                        Request #{ticket.number} open
                      </Link>
                    ))}
                  </>
                ) : (
                  <Link href={`/developer/apps/${any.client.clientId}/settings`} className="link">
                    {environment === 'production' ? 'Go live' : 'Add a sandbox'}
                  </Link>
                )}
              </Cell>
            </Row>
          );
        })}
      </TableBody>
    </Table>
  );
}

/** The last call of the app, wherever it was. */
function LastCall({ app, environment }: { app: AppRow; environment: Environment }) {
  const last = app.clients.reduce<AppRow['clients'][number] | null>((newest, each) => (each.lastCallAt && (!newest?.lastCallAt || each.lastCallAt > newest.lastCallAt) ? each : newest), null);
  if (!last?.lastCallAt) return <span className="text-muted">None in {callDays} days</span>;
  return (
    <>
      <RelativeTime at={last.lastCallAt.toISOString()} />
      {last.client.environment !== environment && <SubLine>in {last.client.environment}</SubLine>}
    </>
  );
}

function Use({ app, limitName, here }: { app: string; limitName: LimitName; here: AppRow['clients'][number] }) {
  const limit = here.limits.find((each) => each.limitName === limitName);
  if (!here.client.scopes.includes(scopeOf[limitName]) || !limit) return <span className="text-muted">No {scopeOf[limitName]} scope</span>;
  return (
    <>
      <span className="flex items-baseline justify-between gap-2 text-13 whitespace-nowrap">
        <span>
          <b className="text-14">{formatFigure(limit.used)}</b> of {formatFigure(limit.perMinute)}
        </span>
        <LevelWord used={limit.used} of={limit.perMinute} />
      </span>
      <LimitBar label={`${app}, ${limitName} per minute`} used={limit.used} of={limit.perMinute} className="mt-1" />
    </>
  );
}
