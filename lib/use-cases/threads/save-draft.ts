import { findDraft, putDraft, removeDraft } from '#lib/data/store/drafts.ts';
import { findThreadRow } from '#lib/data/store/threads-read.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import type { Draft } from '#lib/domain/conversation.ts';
import { AppError } from '#lib/errors.ts';

/** Keeps what was typed, per thread or for a new message, until it is sent (P1). Throws `not-found` for a foreign thread. */
export async function saveDraft(input: { actor: SubscriberActor } & Draft): Promise<void> {
  const { actor, slot, addresses, text, isGroup } = input;
  if (slot !== 'new' && !(await findThreadRow(actor.mailboxId, slot))) throw new AppError('not-found', 'This conversation does not exist.');
  await putDraft(actor.mailboxId, { slot, addresses, text: text.replaceAll('\u0000', ''), isGroup });
}

export async function discardDraft(input: { actor: SubscriberActor; slot: string }): Promise<void> {
  await removeDraft(input.actor.mailboxId, input.slot);
}

export async function findOwnDraft(input: { actor: SubscriberActor; slot: string }): Promise<Draft | null> {
  return findDraft(input.actor.mailboxId, input.slot);
}
