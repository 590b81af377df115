import type { QueueQuery } from '#lib/contracts/tickets.ts';
import { countQueue, listQueue as listQueueRows, type QueueCounts } from '#lib/data/ticket-queue.ts';
import { listSupportAgents, type TicketRow } from '#lib/data/tickets.ts';
import type { SupportActor } from '#lib/domain/actor.ts';

export { answerWithinHours } from '#lib/data/tickets.ts';

export const queuePageSize = 25;
const exportAtMost = 5000;

/** One page of the queue as its address asks for it, and what each view holds. */
export async function listQueue(options: { actor: SupportActor; query: QueueQuery }): Promise<{ tickets: TicketRow[]; total: number; counts: QueueCounts }> {
  const { actor, query } = options;
  const [page, counts] = await Promise.all([
    listQueueRows({ query, agentId: actor.accountId, skip: (query.page - 1) * queuePageSize, take: queuePageSize }),
    countQueue(actor.accountId),
  ]);
  return { ...page, counts };
}

/** The whole filtered set, for a file. */
export async function exportQueue(options: { actor: SupportActor; query: QueueQuery }): Promise<TicketRow[]> {
  return (await listQueueRows({ query: options.query, agentId: options.actor.accountId, skip: 0, take: exportAtMost })).tickets;
}

/** How many tickets are open, for the menu. */
export async function countOpenTickets(options: { actor: SupportActor }): Promise<number> {
  return (await countQueue(options.actor.accountId)).open;
}

/** The next ticket to fall due that nobody has; null when there is none. */
export async function findNextTicket(options: { actor: SupportActor }): Promise<number | null> {
  const query: QueueQuery = { view: 'unassigned', q: '', environment: null, limit: null, risk: null, sort: 'due', dir: 'asc', page: 1 };
  const { tickets } = await listQueueRows({ query, agentId: options.actor.accountId, skip: 0, take: 1 });
  return tickets[0]?.number ?? null;
}

/** The people a ticket can be given to. */
export function listAgents(options: { actor: SupportActor }): Promise<{ id: string; name: string }[]> {
  return options.actor.kind === 'support' ? listSupportAgents() : Promise.resolve([]);
}

/** The open tickets before and after one, in the order they fall due. */
export async function findNeighbours(options: { actor: SupportActor; number: number }): Promise<{ previous: number | null; next: number | null }> {
  const query: QueueQuery = { view: 'open', q: '', environment: null, limit: null, risk: null, sort: 'due', dir: 'asc', page: 1 };
  const { tickets } = await listQueueRows({ query, agentId: options.actor.accountId, skip: 0, take: exportAtMost });
  const at = tickets.findIndex((ticket) => ticket.number === options.number);
  return { previous: (at > 0 && tickets[at - 1]?.number) || null, next: tickets[at + 1]?.number ?? null };
}
