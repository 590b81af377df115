import type { QueueQuery } from '#lib/contracts/tickets.ts';
import { countQueue, listQueue as listQueueRows, type QueueCounts } from '#lib/data/ticket-queue.ts';
import type { TicketRow } from '#lib/data/tickets.ts';
import type { SupportActor } from '#lib/domain/actor.ts';

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
