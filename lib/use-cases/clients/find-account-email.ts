import { findEmail } from '#lib/data/clients.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';

/** The actor's own address, as a first guess for a contact; empty when there is none. */
export async function findAccountEmail(options: { actor: DeveloperActor }): Promise<string> {
  return (await findEmail(options.actor.accountId)) ?? '';
}
