'use server';

import { subscriberAction } from '#lib/actions/action-client.ts';
import { loadEarlierSchema, markReadSchema, threadFlagSchema, threadSchema } from '#lib/contracts/inbox.ts';
import { AppError } from '#lib/errors.ts';
import { parseShortId, shortId } from '#lib/ids.ts';
import { deleteMessagesFromThread } from '#lib/use-cases/threads/delete-messages-from-thread.ts';
import { listMessagePage } from '#lib/use-cases/threads/get-thread.ts';
import { markThreadRead } from '#lib/use-cases/threads/mark-thread-read.ts';
import { markThreadUnread } from '#lib/use-cases/threads/mark-thread-unread.ts';
import { pinThread } from '#lib/use-cases/threads/pin-thread.ts';
import { provisionInbox } from '#lib/use-cases/threads/provision-inbox.ts';
import { starThread } from '#lib/use-cases/threads/star-thread.ts';

function idOf(short: string): string {
  const id = parseShortId(short);
  if (id === null) throw new AppError('not-found', 'This conversation does not exist.');
  return id;
}

/** An open conversation marks what comes in as read by itself; opening it was the use. */
export const readThread = subscriberAction
  .metadata({ name: 'mark-thread-read', asUse: false })
  .inputSchema(markReadSchema)
  .action(async ({ parsedInput, ctx: { actor } }) => ({
    marked: await markThreadRead({ actor, threadId: idOf(parsedInput.threadId), upTo: idOf(parsedInput.upTo) }),
  }));

export const unreadThread = subscriberAction
  .metadata({ name: 'mark-thread-unread' })
  .inputSchema(threadSchema)
  .action(async ({ parsedInput, ctx: { actor } }) => {
    await markThreadUnread({ actor, threadId: idOf(parsedInput.threadId) });
    return { done: true };
  });

export const favoriteThread = subscriberAction
  .metadata({ name: 'star-thread' })
  .inputSchema(threadFlagSchema)
  .action(async ({ parsedInput, ctx: { actor } }) => {
    await starThread({ actor, threadId: idOf(parsedInput.threadId), isStarred: parsedInput.value });
    return { done: true };
  });

export const keepThreadOnTop = subscriberAction
  .metadata({ name: 'pin-thread' })
  .inputSchema(threadFlagSchema)
  .action(async ({ parsedInput, ctx: { actor } }) => {
    await pinThread({ actor, threadId: idOf(parsedInput.threadId), isPinned: parsedInput.value });
    return { done: true };
  });

export const deleteThread = subscriberAction
  .metadata({ name: 'delete-thread' })
  .inputSchema(threadSchema)
  .action(async ({ parsedInput, ctx: { actor } }) => {
    await deleteMessagesFromThread({ actor, threadId: idOf(parsedInput.threadId), messageIds: 'all' });
    return { done: true };
  });

export const loadEarlier = subscriberAction
  .metadata({ name: 'load-earlier' })
  .inputSchema(loadEarlierSchema)
  .action(async ({ parsedInput, ctx: { actor } }) => {
    const page = await listMessagePage({ actor, threadId: idOf(parsedInput.threadId), before: idOf(parsedInput.before) });
    return { ...page, messages: page.messages.map((message) => ({ ...message, messageId: shortId(message.messageId) })) };
  });

/** Opens the cloud inbox of a line that has none. */
export const setUpInbox = subscriberAction.metadata({ name: 'provision-inbox' }).action(async ({ ctx: { actor } }) => {
  await provisionInbox({ actor });
  return { done: true };
});
