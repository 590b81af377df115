import { clock } from '#lib/clock.ts';
import { listOwnClients, type ClientView } from '#lib/data/clients.ts';
import { listTicketsOf, type TicketRow } from '#lib/data/tickets.ts';
import { sumUsage } from '#lib/data/usage.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { openTicketStates } from '#lib/domain/limit-increase.ts';
import { getClientLimits, type LimitNow } from '#lib/use-cases/limits/get-client-limits.ts';

export interface ListedClient {
  client: ClientView;
  limits: LimitNow[];
  refusedToday: number;
  lastCallAt: Date | null;
  openTickets: TicketRow[];
}

export interface ListedApp {
  applicationId: string;
  name: string;
  description: string;
  /** Sandbox first. */
  clients: ListedClient[];
}

/** The actor's apps with their clients, live limits, refusals of 24 hours and open requests, by name. */
export async function listApps(options: { actor: DeveloperActor }): Promise<ListedApp[]> {
  const { accountId } = options.actor;
  const clients = await listOwnClients(accountId);
  const ids = clients.map((client) => client.id);
  const [limits, day, month, tickets] = await Promise.all([
    getClientLimits(clients),
    sumUsage({ clientIds: ids, since: new Date(clock.now().getTime() - 86_400_000) }),
    sumUsage({ clientIds: ids, since: new Date(clock.now().getTime() - 28 * 86_400_000) }),
    listTicketsOf({ accountId }),
  ]);
  const apps = new Map<string, ListedApp>();
  for (const client of clients) {
    const app = apps.get(client.applicationId) ?? { applicationId: client.applicationId, name: client.name, description: client.description, clients: [] };
    const lastMs = Math.max(0, ...month.filter((row) => row.clientId === client.id).map((row) => row.lastAt?.getTime() ?? 0));
    app.clients.push({
      client,
      limits: limits.get(client.id) ?? [],
      refusedToday: day.filter((row) => row.clientId === client.id).reduce((sum, row) => sum + row.refused, 0),
      lastCallAt: lastMs === 0 ? null : new Date(lastMs),
      openTickets: tickets.filter((ticket) => ticket.clientRowId === client.id && openTicketStates.includes(ticket.state)),
    });
    apps.set(client.applicationId, app);
  }
  const byEnvironment = (left: ListedClient, right: ListedClient) => (left.client.environment === right.client.environment ? 0 : left.client.environment === 'sandbox' ? -1 : 1);
  return [...apps.values()]
    .map((app) => ({ ...app, clients: app.clients.sort(byEnvironment) }))
    .sort((left, right) => left.name.localeCompare(right.name, 'en-US'));
}
