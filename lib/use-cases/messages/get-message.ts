import { findMessageRow } from '#lib/data/store/messages-read.ts';
import { recordAppActivity } from '#lib/data/usage.ts';
import type { MailboxActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/errors.ts';
import { parseShortId } from '#lib/ids.ts';
import { type MessageView, viewOf } from '#lib/use-cases/messages/message-view.ts';

/** Absent, deleted, somebody else's, or a code no app may read: one answer for all of them (T1, E4). */
function messageNotFound(): AppError {
  return new AppError('not-found', 'There is no such message in this inbox.', { field: 'messageId' });
}

/** One message of the actor's inbox by its short id. Throws `not-found`. */
export async function getMessage({ actor, messageId }: { actor: MailboxActor; messageId: string }): Promise<MessageView> {
  const id = parseShortId(messageId);
  const row = id && (await findMessageRow(actor.mailboxId, id, actor.kind === 'subscriber'));
  if (!row) throw messageNotFound();
  if (actor.kind === 'app') recordAppActivity(actor.mailboxId, actor.clientId, { read: 1 });
  return viewOf(row, row.failures);
}
