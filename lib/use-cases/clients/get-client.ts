import { findOwnClient, listSiblings, type ClientView } from '#lib/data/clients.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/errors.ts';

export type { ClientView } from '#lib/data/clients.ts';

/** The client under its public id, if the actor owns it. Throws `not-found` for none and for somebody else's alike. */
export async function getClient(options: { actor: DeveloperActor; clientId: string }): Promise<ClientView> {
  const client = await findOwnClient(options.actor.accountId, options.clientId);
  if (!client) throw new AppError('not-found', 'There is no such app.');
  return client;
}

/** The client and its siblings in the other environment. Throws `not-found`. */
export async function getClientWithSiblings(options: { actor: DeveloperActor; clientId: string }): Promise<{ client: ClientView; siblings: ClientView[] }> {
  const client = await getClient(options);
  return { client, siblings: await listSiblings(client.applicationId) };
}
