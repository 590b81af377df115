import { changeFlags } from '#lib/data/store/flags.ts';
import { inMailboxTransaction } from '#lib/data/mailbox-turn.ts';
import { recordAppActivity } from '#lib/data/usage.ts';
import type { MailboxActor } from '#lib/domain/actor.ts';
import { parseShortId } from '#lib/ids.ts';
import { missingMessages } from '#lib/use-cases/messages/missing-messages.ts';

export interface FlagUpdate {
  /** Short id. */
  messageId: string;
  isUnread?: boolean;
  isFavorite?: boolean;
}

/**
 * Sets flags of messages in the actor's inbox, all or none. A flag left out stays; an entry without any changes nothing.
 * Throws `not-found` that names the entries at fault.
 */
export async function updateMessages(input: { actor: MailboxActor; updates: readonly FlagUpdate[] }): Promise<void> {
  const { actor, updates } = input;
  if (updates.length === 0) return;
  const changes = updates.map(({ messageId, isUnread, isFavorite }) => ({ messageId: parseShortId(messageId), isUnread, isFavorite }));
  const unreadable = updates.filter((_, at) => changes[at]?.messageId === null);
  if (unreadable.length > 0) throw missingMessages(unreadable.map(({ messageId }) => messageId));
  const known = changes.flatMap(({ messageId, ...flags }) => (messageId === null ? [] : [{ messageId, ...flags }]));
  const result = await inMailboxTransaction(actor.mailboxId, (tx) => changeFlags(tx, actor.mailboxId, known, actor.kind === 'subscriber'));
  if (result.outcome === 'missing') {
    const gone = new Set(result.messageIds);
    throw missingMessages(updates.flatMap(({ messageId }) => (gone.has(parseShortId(messageId) ?? '') ? [messageId] : [])));
  }
  if (actor.kind === 'app' && result.changed > 0) recordAppActivity(actor.mailboxId, actor.clientId, { marked: result.changed });
}
