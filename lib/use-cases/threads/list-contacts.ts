import { listContactRows } from '#lib/data/store/contacts.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import type { ThreadParticipant } from '#lib/domain/conversation.ts';

const most = 500;

/** People the actor may want to write to: contacts by name, then recent numbers. */
export async function listContacts(input: { actor: SubscriberActor }): Promise<ThreadParticipant[]> {
  return listContactRows(input.actor.mailboxId, most);
}
