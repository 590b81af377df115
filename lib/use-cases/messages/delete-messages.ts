import { deleteMessageRows } from '#lib/data/store/flags.ts';
import { inMailboxTransaction } from '#lib/data/mailbox-turn.ts';
import { recordAppActivity } from '#lib/data/usage.ts';
import type { MailboxActor } from '#lib/domain/actor.ts';
import { parseShortId, shortId } from '#lib/ids.ts';
import { missingMessages } from '#lib/use-cases/messages/missing-messages.ts';

/**
 * Deletes messages of the actor's inbox for good, all or none (I2: what is deleted never comes back). Deleting does not recall a message
 * that is on its way. Throws `not-found` that names the ids at fault. An empty list deletes nothing: it never means "all".
 */
export async function deleteMessages(input: { actor: MailboxActor; messageIds: readonly string[] }): Promise<void> {
  const { actor, messageIds } = input;
  if (messageIds.length === 0) return;
  const unreadable = messageIds.filter((id) => parseShortId(id) === null);
  if (unreadable.length > 0) throw missingMessages(unreadable);
  const ids = messageIds.flatMap((id) => parseShortId(id) ?? []);
  const result = await inMailboxTransaction(actor.mailboxId, (tx) => deleteMessageRows(tx, actor.mailboxId, ids, actor.kind === 'subscriber'));
  if (result.outcome === 'missing') throw missingMessages(result.messageIds.map(shortId));
  if (actor.kind === 'app') recordAppActivity(actor.mailboxId, actor.clientId, { deleted: result.changed });
}
