import { Gauge, Lock } from 'lucide-react';
import type { Metadata } from 'next';
import { formatFigure, LimitTile, Tile, TileStrip } from '#components/console/limit-tile.tsx';
import { fullDay } from '#components/console/day-name.ts';
import { ScopeTag } from '#components/console/environment.tsx';
import { ResetCountdown } from '#components/console/reset-countdown.tsx';
import { TicketStateBadge } from '#components/console/ticket-state.tsx';
import { ClientHeader } from '#components/developer/client-header.tsx';
import { RefusalsCard } from '#components/developer/refusals-card.tsx';
import { UsageCard } from '#components/developer/usage-card.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Link } from '#components/ui/link.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { requireDeveloper } from '#lib/auth/guards.ts';
import { orNotFound } from '#lib/auth/or-not-found.ts';
import { pacedEverySeconds } from '#lib/domain/consumer-pattern.ts';
import { getOverview } from '#lib/use-cases/clients/get-overview.ts';
import { getUsage } from '#lib/use-cases/limits/get-usage.ts';
import { listSlowReasonsOfClient } from '#lib/use-cases/limits/list-flags.ts';
import { listOwnTickets } from '#lib/use-cases/tickets/get-own-ticket.ts';
import { readUsageQuery, type UsageQuery } from './page-query.ts';

interface Props {
  params: Promise<{ clientId: string }>;
  searchParams: Promise<UsageQuery>;
}

export const metadata: Metadata = { title: 'App' };

export default async function ClientPage({ params, searchParams }: Props) {
  const { clientId } = await params;
  const base = `/developer/apps/${clientId}`;
  const actor = await requireDeveloper(base);
  const [{ client, siblings, limits, day, consents }, { open }] = await orNotFound(Promise.all([getOverview({ actor, clientId }), listOwnTickets({ actor, clientId })]));
  const { limitName, days, choices } = readUsageQuery(await searchParams, client.scopes);
  const [usage, slow] = await Promise.all([getUsage({ clientRowId: client.id, limitName, days }), listSlowReasonsOfClient({ clientRowId: client.id })]);
  const perMinute = limits.find((limit) => limit.limitName === limitName)?.perMinute ?? 0;
  const high = limits.filter((limit) => limit.used >= 0.8 * limit.perMinute);
  return (
    <div className="grid gap-4">
      <ClientHeader
        client={client}
        siblings={siblings}
        actions={
          <ButtonLink href={`${base}/limits?limit=${limitName}`} variant="primary">
            <Gauge />
            Ask for a higher limit
          </ButtonLink>
        }
      />
      {high.length > 0 && (
        <Notice tone="warn" role="status" title={`${high.map((limit) => (limit.limitName === 'sends' ? 'Sends' : 'Reads')).join(' and ')} passed 80 % of the limit.`}>
          At 100 % further calls get 429 and the time to try again. Nothing is dropped silently.
        </Notice>
      )}
      {slow.lines > 0 && (
        <Notice tone="warn" title={`${slow.lines === 1 ? '1 line' : `${slow.lines} lines`} of this app ${slow.lines === 1 ? 'is' : 'are'} sent slowly.`} action={<Link href="/docs/limits#slow" className="link">Why, and what to do</Link>}>
          What apps send from there leaves one message every {pacedEverySeconds} seconds, over all apps of a line: {slow.reasons.join(', ')}. Nothing is dropped; what waits longer than its 24 hours expires.
        </Notice>
      )}
      {Object.values(open).map(({ ticket }) => (
        <Notice key={ticket.number} tone={ticket.state === 'NEEDS_INFO' || ticket.state === 'COUNTER_OFFERED' ? 'warn' : 'info'} action={<TicketStateBadge state={ticket.state} />}>
          <Link href={`${base}/limits?limit=${ticket.limitName}`} className="link">
            Request #{ticket.number}
          </Link>{' '}
          asks for {formatFigure(ticket.requested)} {ticket.limitName} a minute instead of {formatFigure(ticket.current)}.
        </Notice>
      ))}
      <section aria-labelledby="limits-now">
        <h2 id="limits-now" className="sr-only">Limits now</h2>
        <TileStrip>
          {limits.map((limit) => (
            <LimitTile
              key={limit.limitName}
              term={`${limit.limitName === 'sends' ? 'Sends' : 'Reads'} per minute`}
              used={limit.used}
              of={limit.perMinute}
              left={limit.remaining}
              reset={<ResetCountdown key={`${limit.used} ${limit.resetSeconds}`} seconds={limit.resetSeconds} />}
              note={limit.until ? `Until ${fullDay(limit.until)}` : undefined}
            />
          ))}
          <Tile term="Refused, 24 h">
            <span className="text-22 font-semibold">
              {formatFigure(day.refused)} <small className="text-14 font-normal text-muted">of {formatFigure(day.passed + day.refused)} calls</small>
            </span>
          </Tile>
        </TileStrip>
      </section>
      <div className="grid items-start gap-4 min-[901px]:grid-cols-[minmax(0,1fr)_320px]">
        <div className="grid gap-4">
          <UsageCard limitName={limitName} choices={choices} perMinute={perMinute} usage={usage} base={base} period={days} />
          <RefusalsCard refusals={usage.refusals} limitName={limitName} activityHref={`${base}/activity?limit=${limitName}`} />
        </div>
        <Card aria-labelledby="consents-title" className="grid gap-2 p-4">
          <h2 id="consents-title" className="text-14">People who gave consent</h2>
          <p className="text-22 font-semibold tabular-nums">{formatFigure(consents.all)}</p>
          <p className="flex justify-between gap-2">
            <span className="text-muted">Send as them <ScopeTag scope="IMMN" /></span>
            <b>{formatFigure(consents.IMMN)}</b>
          </p>
          <p className="flex justify-between gap-2">
            <span className="text-muted">Read their inbox <ScopeTag scope="MIM" /></span>
            <b>{formatFigure(consents.MIM)}</b>
          </p>
          <p className="flex gap-1.5 text-12 text-muted">
            <Lock className="mt-px size-3.5" />
            Counts only. You never see who, unless they tell you.
          </p>
        </Card>
      </div>
    </div>
  );
}
