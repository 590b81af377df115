import { listAllClients as listRows, type ClientView } from '#lib/data/clients.ts';
import type { SupportActor } from '#lib/domain/actor.ts';
import { getClientLimits, type LimitNow } from '#lib/use-cases/limits/get-client-limits.ts';

export const clientsPageSize = 25;

export interface ListedAnyClient {
  client: ClientView;
  limits: LimitNow[];
}

/** Every client for staff, by the app's name, a page at a time. */
export async function listAllClients(options: { actor: SupportActor; search: string; page: number }): Promise<{ clients: ListedAnyClient[]; total: number }> {
  const { search, page } = options;
  const { clients, total } = await listRows({ search, skip: (page - 1) * clientsPageSize, take: clientsPageSize });
  const limits = await getClientLimits(clients);
  return { clients: clients.map((client) => ({ client, limits: limits.get(client.id) ?? [] })), total };
}
