import { LayoutGrid, Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { ResetCountdown } from '#components/console/reset-countdown.tsx';
import { LimitTile, Tile, TileStrip } from '#components/console/limit-tile.tsx';
import { AppsTable } from '#components/developer/apps-table.tsx';
import { EnvironmentLens } from '#components/developer/environment-lens.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { requireDeveloper } from '#lib/auth/guards.ts';
import type { Environment } from '#lib/domain/rate-limit.ts';
import { listApps, type ListedApp } from '#lib/use-cases/clients/list-apps.ts';
import { getAccountLimits } from '#lib/use-cases/limits/get-client-limits.ts';

export const metadata: Metadata = { title: 'Apps' };

export default async function AppsPage({ searchParams }: { searchParams: Promise<{ env?: string | string[]; q?: string | string[] }> }) {
  const actor = await requireDeveloper('/developer/apps');
  const query = await searchParams;
  const search = typeof query.q === 'string' ? query.q.trim().slice(0, 80) : '';
  const apps = await listApps({ actor });
  const environment = environmentOf(query.env, apps);
  const account = await getAccountLimits({ accountId: actor.accountId, environment });
  const shown = apps.filter((app) => app.name.toLowerCase().includes(search.toLowerCase()));
  const live = apps.filter((app) => app.clients.some(({ client }) => client.environment === 'production')).length;
  return (
    <div className="grid gap-4">
      <PageHeader
        size="console"
        title="Apps"
        description={apps.length === 0 ? undefined : `${apps.length} ${apps.length === 1 ? 'app' : 'apps'}, ${live} of them in production`}
        actions={
          <ButtonLink href="/developer/apps/new" variant="primary">
            <Plus />
            New app
          </ButtonLink>
        }
      />
      {apps.length === 0 ? (
        <Card>
          <EmptyState icon={<LayoutGrid />} title="Your apps will be here" action={<ButtonLink href="/developer/apps/new" variant="primary">Register your first app</ButtonLink>}>
            An app has an id, a secret, limits of its own, and one client in each environment.
          </EmptyState>
        </Card>
      ) : (
        <>
          <section aria-label="Limits of the account">
            <TileStrip>
              {account.map((limit) => (
                <LimitTile
                  key={limit.limitName}
                  term={`All apps, ${limit.limitName} per minute`}
                  used={limit.used}
                  of={limit.perMinute}
                  left={limit.remaining}
                  reset={<ResetCountdown key={`${limit.used} ${limit.resetSeconds}`} seconds={limit.resetSeconds} />}
                />
              ))}
              <Tile term="How the cap works">
                <p className="mt-1 text-13">Every app has its own limit. Together, those on default limits cannot pass the account’s cap. A limit raised on a request does not count.</p>
              </Tile>
            </TileStrip>
          </section>
          <Card as="section" padded={false} aria-label="Apps">
            <div className="flex flex-wrap items-center gap-2 border-b border-border px-3 py-2">
              <form action="/developer/apps" role="search" className="flex-[1_1_12rem]">
                <label className="sr-only" htmlFor="app-search">Search apps</label>
                <input type="hidden" name="env" value={environment} />
                <input id="app-search" name="q" type="search" defaultValue={search} placeholder="Search apps" className="min-h-8 w-full max-w-72 rounded-control border border-strong bg-surface px-3 text-14 touch:min-h-11 touch:max-w-none" />
              </form>
              <EnvironmentLens label="Use in" current={environment} hrefs={{ sandbox: `/developer/apps?env=sandbox${tail(search)}`, production: `/developer/apps?env=production${tail(search)}` }} />
            </div>
            <AppsTable apps={shown} environment={environment} />
            {shown.length === 0 && <p className="px-4 py-8 text-center text-muted">No app has “{search}” in its name.</p>}
          </Card>
        </>
      )}
    </div>
  );
}

/** What the address asks for, else where the apps are: production, unless none has got that far. */
function environmentOf(asked: string | string[] | undefined, apps: readonly ListedApp[]): Environment {
  if (asked === 'sandbox' || asked === 'production') return asked;
  const isLive = apps.some((app) => app.clients.some(({ client }) => client.environment === 'production'));
  return isLive || apps.length === 0 ? 'production' : 'sandbox';
}

const tail = (search: string): string => (search ? `&q=${encodeURIComponent(search)}` : '');
