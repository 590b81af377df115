import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { EnvironmentBadge } from '#components/console/environment.tsx';
import { formatFigure } from '#components/console/limit-tile.tsx';
import { TicketStateBadge } from '#components/console/ticket-state.tsx';
import { AuditCard } from '#components/support/audit-card.tsx';
import { OtherTickets } from '#components/support/other-tickets.tsx';
import { TicketActions } from '#components/support/ticket-actions.tsx';
import { TicketAsks } from '#components/support/ticket-asks.tsx';
import { TicketConversation } from '#components/support/ticket-conversation.tsx';
import { spanWords } from '#components/support/ticket-line.ts';
import { TicketSteps } from '#components/support/ticket-steps.tsx';
import { TicketWorkbench } from '#components/support/ticket-workbench.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Breadcrumbs } from '#components/ui/breadcrumbs.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { assignTicketsAction, decideTicketAction, replyToTicketAction, startReviewAction } from '#lib/actions/tickets.ts';
import { requireSupportAgent } from '#lib/auth/guards.ts';
import { orNotFound } from '#lib/auth/or-not-found.ts';
import { clock } from '#lib/clock.ts';
import { openTicketStates } from '#lib/domain/limit-increase.ts';
import { getUsage } from '#lib/use-cases/limits/get-usage.ts';
import { getRiskSigns } from '#lib/use-cases/tickets/get-risk-signs.ts';
import { getTicketFile } from '#lib/use-cases/tickets/get-ticket.ts';
import { listTicketAudit } from '#lib/use-cases/tickets/list-ticket-audit.ts';
import { findNeighbours } from '#lib/use-cases/tickets/list-queue.ts';
import { isOwnApp } from '#lib/use-cases/tickets/own-app.ts';

interface Props {
  params: Promise<{ ticketId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Ticket #${(await params).ticketId}` };
}

const granted = ['APPLIED', 'APPROVED', 'PARTIALLY_APPROVED', 'SUPERSEDED', 'EXPIRED'];
const dayOf = (at: Date | null) => at?.toISOString().slice(0, 10) ?? null;

export default async function TicketPage({ params }: Props) {
  const { ticketId } = await params;
  const actor = await requireSupportAgent(`/support/tickets/${ticketId}`);
  if (!/^[1-9]\d{0,8}$/.test(ticketId)) notFound();
  const { ticket, events, others, agents } = await orNotFound(getTicketFile({ actor, number: Number(ticketId) }));
  const [usage, neighbours] = await Promise.all([getUsage({ clientRowId: ticket.clientRowId, limitName: ticket.limitName, days: 28 }), findNeighbours({ actor, number: ticket.number })]);
  const [{ signs, verifiedAt }, audit] = await Promise.all([getRiskSigns({ actor, ticket, usage, others }), listTicketAudit({ actor, ticket })]);
  const isOwn = isOwnApp(ticket, actor.accountId);
  const isOpen = openTicketStates.includes(ticket.state);
  const changes = events.filter((event, place) => !event.internal && events.slice(0, place).findLast((earlier) => !earlier.internal)?.state !== event.state);
  const who = (event: { actorId: string | null; actorName: string }) => (event.actorId === actor.accountId ? 'You' : event.actorName);
  const leftMs = ticket.dueAt ? ticket.dueAt.getTime() - clock.now().getTime() : null;
  const { number, version, state, current, requested } = ticket;
  return (
    <div className="grid gap-4">
      <PageHeader
        size="console"
        above={<Breadcrumbs items={[{ label: 'Queue', href: '/support/tickets' }, { label: `#${number}` }]} />}
        title={
          <>
            <bdi>{ticket.appName}</bdi>, {ticket.limitName} per minute: <span className="whitespace-nowrap">{formatFigure(current)} → {formatFigure(requested)}</span>
          </>
        }
        badges={
          <>
            <EnvironmentBadge environment={ticket.environment} />
            <TicketStateBadge state={state} />
            {leftMs !== null && <Badge tone={leftMs < 0 ? 'bad' : 'warn'}>{leftMs < 0 ? `Answer ${spanWords(-leftMs)} over` : `Answer due in ${spanWords(leftMs)}`}</Badge>}
          </>
        }
        actions={
          <TicketActions
            ticket={{ number, version, canStart: state === 'SUBMITTED', isOpen: isOpen && !isOwn, assigneeId: ticket.assigneeId }}
            agents={agents}
            agentId={actor.accountId}
            previous={neighbours.previous}
            next={neighbours.next}
            assignAction={assignTicketsAction}
            startAction={startReviewAction}
          />
        }
      />
      <TicketSteps
        steps={changes.map((event) => ({ state: event.state, who: who(event), at: event.at.toISOString() }))}
        next={isOpen ? [{ name: 'Decision', note: ticket.dueAt ? 'Due' : 'Waits for the developer' }, { name: 'APPLIED', note: 'Same moment as the decision' }] : []}
      />
      <TicketWorkbench
        key={number}
        ticket={{ number, version, state, current, requested, granted: ticket.granted }}
        appName={ticket.appName}
        company={ticket.company}
        isOwn={isOwn}
        days={usage.days}
        curve={usage.curve}
        decideAction={decideTicketAction}
        asks={
          <TicketAsks
            company={ticket.company}
            verifiedAt={dayOf(verifiedAt)}
            before={{ all: others.length, granted: others.filter((other) => granted.includes(other.state)).length }}
            requested={requested}
            current={current}
            limitName={ticket.limitName}
            until={dayOf(ticket.until)}
            contact={ticket.contact}
            businessCase={ticket.businessCase}
            risk={ticket.risk}
            signs={signs}
          />
        }
        talk={
          <TicketConversation
            number={number}
            company={ticket.company}
            isOwn={isOwn}
            events={events.map((event) => ({
              id: event.id,
              state: event.state,
              actorName: who(event),
              side: event.actorId === null ? 'system' : event.actorId === ticket.ownerAccountId ? 'other' : 'own',
              body: event.body,
              internal: event.internal,
              at: event.at.toISOString(),
            }))}
            replyAction={replyToTicketAction}
          />
        }
        aside={
          <>
            <OtherTickets company={ticket.company} tickets={others.slice(0, 8)} />
            <AuditCard title="Audit entries" empty="None yet." entries={audit.map((entry) => ({ ...entry, at: entry.at.toISOString() }))} />
          </>
        }
      />
    </div>
  );
}
