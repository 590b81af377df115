import { requireSupportAgent } from '#lib/auth/guards.ts';
import { csvOf } from '#lib/contracts/csv.ts';
import { queueQuery } from '#lib/contracts/tickets.ts';
import { exportQueue } from '#lib/use-cases/tickets/list-queue.ts';

const head = ['Ticket', 'App', 'Company', 'Environment', 'Limit', 'Now a minute', 'Asked a minute', 'Granted a minute', 'State', 'Risk', 'Assignee', 'Submitted', 'Answer due'];

/** The filtered set of the queue as a file: a read, so a plain link reaches it without script. */
export async function GET(request: Request): Promise<Response> {
  const actor = await requireSupportAgent('/support/tickets');
  const query = queueQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const tickets = await exportQueue({ actor, query });
  const rows = tickets.map((ticket) => [
    ticket.number, ticket.appName, ticket.company, ticket.environment, ticket.limitName, ticket.current, ticket.requested, ticket.granted, ticket.state, ticket.risk,
    ticket.assigneeName, ticket.createdAt.toISOString(), ticket.dueAt?.toISOString() ?? null,
  ]);
  return new Response(csvOf([head, ...rows]), {
    headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': 'attachment; filename="tickets.csv"', 'Cache-Control': 'no-store' },
  });
}
