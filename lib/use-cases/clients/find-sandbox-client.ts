import { listOwnClients } from '#lib/data/clients.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';

export interface SandboxClient {
  clientId: string;
  /** The name of its app. */
  name: string;
}

/** The client that examples are filled with: the actor's oldest live one of the sandbox. Its id is public; its secret is nowhere. */
export async function findSandboxClient({ actor }: { actor: DeveloperActor }): Promise<SandboxClient | null> {
  const clients = (await listOwnClients(actor.accountId)).filter(({ environment, state }) => environment === 'sandbox' && state === 'live');
  const [oldest] = clients.toSorted((left, right) => left.createdAt.getTime() - right.createdAt.getTime());
  return oldest ? { clientId: oldest.clientId, name: oldest.name } : null;
}
