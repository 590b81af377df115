import type { Metadata } from 'next';
import { ClientHeader } from '#components/developer/client-header.tsx';
import { RequestPanel } from '#components/developer/request-panel.tsx';
import { TicketCard } from '#components/developer/ticket-card.tsx';
import { TicketsTable } from '#components/developer/tickets-table.tsx';
import { Card, CardHeader } from '#components/ui/card.tsx';
import { SegmentedLinks } from '#components/ui/segmented.tsx';
import { acceptOfferAction, amendRequestAction, answerTicketAction, declineOfferAction, fileRequestAction, withdrawRequestAction } from '#lib/actions/tickets.ts';
import { requireDeveloper } from '#lib/auth/guards.ts';
import { orNotFound } from '#lib/auth/or-not-found.ts';
import { getOverview } from '#lib/use-cases/clients/get-overview.ts';
import { getUsage } from '#lib/use-cases/limits/get-usage.ts';
import { findAccountEmail } from '#lib/use-cases/clients/find-account-email.ts';
import { listOwnTickets } from '#lib/use-cases/tickets/get-own-ticket.ts';
import { readTicketNumber, readUsageQuery, type UsageQuery } from '../page-query.ts';

export const metadata: Metadata = { title: 'Ask for a higher limit' };

interface Props {
  params: Promise<{ clientId: string }>;
  searchParams: Promise<UsageQuery>;
}

export default async function LimitsPage({ params, searchParams }: Props) {
  const { clientId } = await params;
  const base = `/developer/apps/${clientId}/limits`;
  const actor = await requireDeveloper(base);
  const query = await searchParams;
  const [{ client, siblings, limits }, { tickets, open, shown }, email] = await orNotFound(
    Promise.all([getOverview({ actor, clientId }), listOwnTickets({ actor, clientId, number: readTicketNumber(query) }), findAccountEmail({ actor })]),
  );
  const { limitName, choices } = readUsageQuery(query, client.scopes);
  const usage = await getUsage({ clientRowId: client.id, limitName, days: 28 });
  const current = limits.find((limit) => limit.limitName === limitName)?.perMinute ?? 0;
  const mine = open[limitName];
  const story = shown[limitName];
  const day = (at: Date | null) => at?.toISOString().slice(0, 10) ?? null;
  return (
    <div className="grid gap-4">
      <ClientHeader
        client={client}
        siblings={siblings}
        suffix="/limits"
        title="Ask for a higher limit"
        actions={choices.length > 1 ? <SegmentedLinks label="Limit" items={choices.map((each) => ({ href: `${base}?limit=${each}`, label: each === 'sends' ? 'Sends' : 'Reads', current: each === limitName }))} /> : undefined}
      />
      {story && (
        <TicketCard
          key={story.ticket.number}
          ticket={{ ...pick(story.ticket), until: day(story.ticket.until) }}
          events={story.events.map((event) => ({
            id: event.id,
            state: event.state,
            actorName: event.actorId === actor.accountId ? 'You' : event.actorName,
            side: event.actorId === actor.accountId ? 'own' : event.actorId === null ? 'system' : 'other',
            body: event.body,
            internal: false,
            at: event.at.toISOString(),
          }))}
          answerAction={answerTicketAction}
          acceptAction={acceptOfferAction}
          declineAction={declineOfferAction}
        />
      )}
      <RequestPanel
        key={`${client.clientId} ${limitName}`}
        client={{ clientId: client.clientId, name: client.name, environment: client.environment }}
        limitName={limitName}
        current={current}
        days={usage.days}
        curve={usage.curve}
        open={mine ? { ...pick(mine.ticket), businessCase: mine.ticket.businessCase, contact: mine.ticket.contact, until: day(mine.ticket.until) } : null}
        contact={email}
        fileAction={fileRequestAction}
        amendAction={amendRequestAction}
        withdrawAction={withdrawRequestAction}
      />
      {tickets.length > 0 && (
        <Card padded={false} aria-labelledby="past-title">
          <CardHeader title="Requests of this app" titleId="past-title" />
          <TicketsTable tickets={tickets} caption={`Requests of ${client.name}, newest first`} />
        </Card>
      )}
    </div>
  );
}

type Picked = 'number' | 'version' | 'state' | 'requested' | 'granted' | 'decisionReason';
/** Only what the page shows goes to the browser. */
function pick<Ticket extends Record<Picked, unknown>>({ number, version, state, requested, granted, decisionReason }: Ticket): Pick<Ticket, Picked> {
  return { number, version, state, requested, granted, decisionReason };
}
