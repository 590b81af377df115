import { clock } from '#lib/clock.ts';
import { countLiveGrants, type ClientView } from '#lib/data/clients.ts';
import { sumUsage } from '#lib/data/usage.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { getClientWithSiblings } from '#lib/use-cases/clients/get-client.ts';
import { getClientLimits, type LimitNow } from '#lib/use-cases/limits/get-client-limits.ts';

export interface ClientOverview {
  client: ClientView;
  siblings: ClientView[];
  limits: LimitNow[];
  /** Calls of the last 24 hours. */
  day: { passed: number; refused: number };
  /** How many people consent, in all and to each scope; never who. */
  consents: { all: number; IMMN: number; MIM: number };
}

/** What the overview of one own client shows beside its chart. Throws `not-found`. */
export async function getOverview(options: { actor: DeveloperActor; clientId: string }): Promise<ClientOverview> {
  const { client, siblings } = await getClientWithSiblings(options);
  const now = clock.now();
  const [limits, sums, grants] = await Promise.all([
    getClientLimits([client]),
    sumUsage({ clientIds: [client.id], since: new Date(now.getTime() - 86_400_000) }),
    countLiveGrants([client.id], now),
  ]);
  return {
    client,
    siblings,
    limits: limits.get(client.id) ?? [],
    day: { passed: sums.reduce((sum, row) => sum + row.allowed, 0), refused: sums.reduce((sum, row) => sum + row.refused, 0) },
    consents: { all: grants.length, IMMN: grants.filter((grant) => grant.scopes.includes('IMMN')).length, MIM: grants.filter((grant) => grant.scopes.includes('MIM')).length },
  };
}
