import type { Metadata } from 'next';
import { spanWords } from '#components/support/ticket-line.ts';
import { queueHref } from '#components/support/queue-address.ts';
import { QueueTable } from '#components/support/queue-table.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { TabLinks } from '#components/ui/tabs.tsx';
import { assignTicketsAction } from '#lib/actions/tickets.ts';
import { requireSupportAgent } from '#lib/auth/guards.ts';
import { clock } from '#lib/clock.ts';
import { queueQuery, type QueueView } from '#lib/contracts/tickets.ts';
import { answerWithinHours, findNextTicket, listAgents, listQueue, queuePageSize } from '#lib/use-cases/tickets/list-queue.ts';

export const metadata: Metadata = { title: 'Queue' };

const views: readonly { view: QueueView; label: string }[] = [
  { view: 'open', label: 'All open' },
  { view: 'mine', label: 'Mine' },
  { view: 'unassigned', label: 'Unassigned' },
  { view: 'due', label: 'Due today' },
  { view: 'waiting', label: 'Waiting for developer' },
  { view: 'closed', label: 'Closed' },
];

export default async function QueuePage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const actor = await requireSupportAgent('/support/tickets');
  const query = queueQuery.parse(await searchParams);
  const [{ tickets, total, counts }, next, agents] = await Promise.all([listQueue({ actor, query }), findNextTicket({ actor }), listAgents({ actor })]);
  const facts = [
    `${counts.open} open`,
    counts.overdue > 0 ? <b key="overdue" className="text-bad">{counts.overdue} overdue</b> : null,
    `${counts.due} due today`,
    counts.medianAnswerMinutes === null ? null : `first answer ${spanWords(counts.medianAnswerMinutes * 60_000)} at the median`,
  ].filter((fact) => fact !== null);
  return (
    <div className="grid gap-4">
      <PageHeader
        size="console"
        title="Queue"
        description={facts.map((fact, place) => (
          <span key={place}>
            {place > 0 && ' · '}
            {fact}
          </span>
        ))}
        actions={next === null ? undefined : <ButtonLink variant="primary" href={`/support/tickets/${next}`}>Take the next</ButtonLink>}
      />
      <Card as="section" padded={false} aria-label="Tickets">
        <TabLinks label="Saved views" className="px-3" tabs={views.map(({ view, label }) => ({ href: queueHref(query, { view }), label, count: counts[view], current: view === query.view }))} />
        <QueueTable
          key={queueHref(query, { page: query.page })}
          tickets={tickets.map((ticket) => ({
            number: ticket.number,
            state: ticket.state,
            environment: ticket.environment,
            limitName: ticket.limitName,
            current: ticket.current,
            requested: ticket.requested,
            granted: ticket.granted,
            appName: ticket.appName,
            company: ticket.company,
            createdAt: ticket.createdAt.toISOString(),
            dueAt: ticket.dueAt?.toISOString() ?? null,
            risk: ticket.risk,
            assignee: ticket.assigneeId && ticket.assigneeName ? { id: ticket.assigneeId, name: ticket.assigneeName } : null,
          }))}
          total={total}
          pageSize={queuePageSize}
          query={query}
          agents={agents}
          agentId={actor.accountId}
          nowMs={clock.now().getTime()}
          withinHours={answerWithinHours}
          assignAction={assignTicketsAction}
        />
      </Card>
    </div>
  );
}
