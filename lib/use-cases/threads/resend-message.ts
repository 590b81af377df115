import { buffer } from 'node:stream/consumers';
import { openMedia } from '#lib/data/media.ts';
import { findSentMessage } from '#lib/data/store/thread-messages.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { isFailure, type RecipientStatus } from '#lib/domain/message-status.ts';
import { AppError } from '#lib/errors.ts';
import { sendMessage, type SendMessageResult } from '#lib/use-cases/messages/send-message.ts';

/**
 * Sends a message that failed again: a broadcast to those it failed for, a group message to the whole group. It is a new message with a
 * new key. Throws `not-found` for a message that is not the actor's, `conflict` when nothing about it failed, and what `sendMessage` throws.
 */
export async function resendMessage(input: { actor: SubscriberActor; messageId: string; idempotencyKey: string }): Promise<SendMessageResult> {
  const message = await findSentMessage(input.actor.mailboxId, input.messageId);
  if (!message) throw new AppError('not-found', 'This message does not exist.');
  const failed = message.recipients.filter(({ status }) => isFailure(status as RecipientStatus));
  if (failed.length === 0) throw new AppError('conflict', 'This message did not fail, so it is not sent again.');
  const attachments = await Promise.all(
    message.parts.map(async ({ name, contentType, contentHash }) => {
      const media = await openMedia(contentHash);
      if (!media) throw new AppError('not-found', `“${name}” is no longer stored. Attach it again.`, { field: 'files' });
      return { name, contentType, bytes: new Uint8Array(await buffer(media.open())) };
    }),
  );
  return sendMessage({
    actor: input.actor,
    addresses: (message.isGroup ? message.recipients : failed).map(({ address }) => address),
    text: message.text ?? '',
    subject: message.subject,
    isGroup: message.isGroup,
    attachments,
    idempotencyKey: input.idempotencyKey,
  });
}
