import { Readable } from 'node:stream';
import { messageAnswer, messageListAnswer } from '#lib/contracts/messages-answers.ts';
import { deleteMessagesQuery, listMessagesQuery, noQuery, updateMessageBody, updateMessagesBody } from '#lib/contracts/messages-api.ts';
import { contentHeaders, contentRequestOf, judgeContentRequest } from '#lib/domain/content-request.ts';
import { mediaDisposition } from '#lib/domain/media-type.ts';
import { AppError } from '#lib/errors.ts';
import { deleteMessages } from '#lib/use-cases/messages/delete-messages.ts';
import { getMessageContent } from '#lib/use-cases/messages/get-message-content.ts';
import { getMessage } from '#lib/use-cases/messages/get-message.ts';
import { listMessages } from '#lib/use-cases/messages/list-messages.ts';
import { updateMessages } from '#lib/use-cases/messages/update-messages.ts';
import { defineRoute } from '#lib/api/route.ts';
import { serializeMessage, writeMessageList } from '#lib/api/serializers.ts';

const messages = '/myMessages/v2/messages';

const ofContent = ['ETag', 'Accept-Ranges', 'Cache-Control'] as const;

const present = (value: boolean | null | undefined) => value ?? undefined;

export const messageRoutes = [
  defineRoute({
    operation: 'listMessages',
    method: 'GET',
    path: messages,
    scope: 'MIM',
    limit: 'reads',
    group: 'messages',
    summary: 'List messages',
    description: 'The newest first, also when `q` searches. Codes that Handset itself texts are never among them.',
    answers: { 200: { description: 'A page of messages.', json: messageListAnswer } },
    errors: ['index-missing'],
    query: listMessagesQuery,
    async handle({ actor, standing, query: { type, ...query } }) {
      return { status: 200, jsonText: writeMessageList(await listMessages({ actor, ...query, route: type, standing })) };
    },
  }),
  defineRoute({
    operation: 'getMessage',
    method: 'GET',
    path: `${messages}/:messageId`,
    scope: 'MIM',
    limit: 'reads',
    group: 'messages',
    summary: 'Get a message',
    requestHeaders: ['If-None-Match'],
    answers: {
      200: { description: 'The message.', json: messageAnswer, headers: ['ETag', 'Cache-Control'] },
      304: { description: 'Nothing has changed since the `ETag` you have.', headers: ['ETag', 'Cache-Control'] },
    },
    query: noQuery,
    async handle({ actor, params }) {
      return { status: 200, json: { message: serializeMessage(await getMessage({ actor, messageId: params.messageId ?? '' })) }, isTagged: true };
    },
  }),
  defineRoute({
    operation: 'getMessageContent',
    method: 'GET',
    path: `${messages}/:messageId/parts/:partId`,
    scope: 'MIM',
    limit: 'reads',
    group: 'messages',
    summary: 'Get a part of an MMS',
    description: 'The bytes as they were sent, whatever `Accept` says. The text of an MMS is its last part.',
    requestHeaders: ['Range', 'If-Range', 'If-None-Match'],
    answers: {
      200: { description: 'The bytes, with their type and length.', bytes: '*/*', headers: ['Content-Length', 'Content-Disposition', ...ofContent] },
      206: { description: 'The part that `Range` asked for.', bytes: '*/*', headers: ['Content-Length', 'Content-Disposition', 'Content-Range', ...ofContent] },
      304: { description: 'You have these bytes.', headers: ofContent },
      416: { description: 'The part begins behind the end. `Content-Range` has the size.', headers: ['Content-Length', 'Content-Range', ...ofContent] },
    },
    query: noQuery,
    async handle({ actor, params, request: { headers } }) {
      const content = await getMessageContent({ actor, messageId: params.messageId ?? '', partId: params.partId ?? '' });
      const verdict = judgeContentRequest(contentRequestOf(headers), content);
      // Never a document of our origin (T11).
      const answer = { ...contentHeaders(content, verdict, mediaDisposition(content.contentType)), 'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox" };
      if (verdict.status === 304 || verdict.status === 416) return { status: verdict.status, headers: answer };
      const range = verdict.status === 206 ? verdict.range : undefined;
      return { status: verdict.status, open: () => Readable.toWeb(content.open(range)) as ReadableStream<Uint8Array>, headers: answer };
    },
  }),
  defineRoute({
    operation: 'updateMessages',
    method: 'PUT',
    path: messages,
    scope: 'MIM',
    limit: 'reads',
    group: 'messages',
    summary: 'Mark several messages',
    description: 'All of them or none.',
    answers: { 204: { description: 'Marked.' } },
    errors: ['not-found'],
    query: noQuery,
    json: { schema: updateMessagesBody, wrapper: 'messages' },
    async handle({ actor, body }) {
      const updates = body.messages.map(({ messageId, isUnread, isFavorite }) => ({ messageId, isUnread: present(isUnread), isFavorite: present(isFavorite) }));
      await updateMessages({ actor, updates });
      return { status: 204 };
    },
  }),
  defineRoute({
    operation: 'updateMessage',
    method: 'PUT',
    path: `${messages}/:messageId`,
    scope: 'MIM',
    limit: 'reads',
    group: 'messages',
    summary: 'Mark a message',
    answers: { 204: { description: 'Marked.' } },
    query: noQuery,
    json: { schema: updateMessageBody, wrapper: 'message' },
    async handle({ actor, params, body: { message } }) {
      const update = { messageId: params.messageId ?? '', isUnread: present(message.isUnread), isFavorite: present(message.isFavorite) };
      await updateMessages({ actor, updates: [update] });
      return { status: 204 };
    },
  }),
  defineRoute({
    operation: 'deleteMessages',
    method: 'DELETE',
    path: messages,
    scope: 'MIM',
    limit: 'reads',
    group: 'messages',
    summary: 'Delete several messages',
    description: 'For good, in the inbox of the subscriber as well. What they deleted never comes back.',
    answers: { 204: { description: 'Deleted.' } },
    errors: ['not-found'],
    query: deleteMessagesQuery,
    async handle({ actor, query: { messageIds } }) {
      // One SDK forgets the parameter; that must never mean all messages.
      if (!messageIds?.length) throw new AppError('invalid-input', 'Name the messages to delete in messageIds, divided by commas.', { field: 'messageIds' });
      await deleteMessages({ actor, messageIds });
      return { status: 204 };
    },
  }),
  defineRoute({
    operation: 'deleteMessage',
    method: 'DELETE',
    path: `${messages}/:messageId`,
    scope: 'MIM',
    limit: 'reads',
    group: 'messages',
    summary: 'Delete a message',
    description: 'For good, in the inbox of the subscriber as well.',
    answers: { 204: { description: 'Deleted.' } },
    query: noQuery,
    async handle({ actor, params }) {
      await deleteMessages({ actor, messageIds: [params.messageId ?? ''] });
      return { status: 204 };
    },
  }),
];
