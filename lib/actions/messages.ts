'use server';

import { subscriberAction } from '#lib/actions/action-client.ts';
import { composeSchema, deleteMessageSchema, messageSchema, resendSchema } from '#lib/contracts/inbox.ts';
import { AppError } from '#lib/errors.ts';
import { parseShortId, shortId } from '#lib/ids.ts';
import { deleteMessagesFromThread } from '#lib/use-cases/threads/delete-messages-from-thread.ts';
import { getMessageTimeline } from '#lib/use-cases/threads/get-message-timeline.ts';
import { resendMessage } from '#lib/use-cases/threads/resend-message.ts';
import { discardDraft } from '#lib/use-cases/threads/save-draft.ts';
import { sendMessage, type SendMessageResult } from '#lib/use-cases/messages/send-message.ts';

function idOf(short: string): string {
  const id = parseShortId(short);
  if (id === null) throw new AppError('not-found', 'This message does not exist.');
  return id;
}

function toAnswer(result: SendMessageResult) {
  return {
    route: result.route,
    messageIds: [...new Set(result.recipients.map(({ messageId }) => shortId(messageId)))],
    threadIds: result.threadIds.map(shortId),
    recipientCount: result.recipients.length,
  };
}

/** Sends what a composer holds, once per key, and forgets its draft. */
export const sendFromWeb = subscriberAction
  .metadata({ name: 'send-message' })
  .inputSchema(composeSchema)
  .action(async ({ parsedInput, ctx: { actor } }) => {
    const { slot, addresses, text, isGroup, idempotencyKey, files } = parsedInput;
    const attachments = await Promise.all(
      files.map(async (file) => ({ name: file.name, contentType: file.type, bytes: new Uint8Array(await file.arrayBuffer()) })),
    );
    const result = await sendMessage({ actor, addresses, text, isGroup, attachments, idempotencyKey });
    await discardDraft({ actor, slot: slot === 'new' ? slot : idOf(slot) });
    return toAnswer(result);
  });

/** Sends a failed message again, as a new one. */
export const resendFromWeb = subscriberAction
  .metadata({ name: 'resend-message' })
  .inputSchema(resendSchema)
  .action(async ({ parsedInput, ctx: { actor } }) =>
    toAnswer(await resendMessage({ actor, messageId: idOf(parsedInput.messageId), idempotencyKey: parsedInput.idempotencyKey })),
  );

export const deleteOwnMessage = subscriberAction
  .metadata({ name: 'delete-message' })
  .inputSchema(deleteMessageSchema)
  .action(async ({ parsedInput, ctx: { actor } }) => {
    await deleteMessagesFromThread({ actor, threadId: idOf(parsedInput.threadId), messageIds: [idOf(parsedInput.messageId)] });
    return { deleted: true };
  });

/** Open details read themselves anew whenever a status moves. */
export const loadTimeline = subscriberAction
  .metadata({ name: 'load-timeline', asUse: false })
  .inputSchema(messageSchema)
  .action(async ({ parsedInput, ctx: { actor } }) => getMessageTimeline({ actor, messageId: idOf(parsedInput.messageId) }));
