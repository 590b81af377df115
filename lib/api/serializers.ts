import type { RecipientStatus } from '#lib/domain/message-status.ts';
import { shortId } from '#lib/ids.ts';
import type { Delta } from '#lib/use-cases/messages/get-delta.ts';
import type { MessageList } from '#lib/use-cases/messages/message-list.ts';
import type { MessageView } from '#lib/use-cases/messages/message-view.ts';
import type { SendMessageResult } from '#lib/use-cases/messages/send-message.ts';
import type { IndexInfo } from '#lib/use-cases/message-index/get-index-info.ts';

/** What became of a message for one recipient. */
const outcomeOf = ({ address, status, reason }: { address: string; status: RecipientStatus; reason: string | null }) => ({ value: address, status, ...(reason === null ? {} : { reason }) });

/**
 * The message of the wire (wire-v2, 2.3). Each SDK needs other fields, so all of them are always there; `text` of an MMS and the
 * `subject` beside `typeMetaData` are additions.
 */
export function serializeMessage(message: MessageView) {
  const messageId = shortId(message.messageId);
  return {
    messageId,
    from: { value: message.from },
    recipients: message.recipients.map((value) => ({ value })),
    // JSON leaves out what is undefined.
    text: message.text ?? undefined,
    subject: message.subject ?? undefined,
    mmsContent:
      message.route === 'MMS'
        ? message.parts.map(({ partId, name, contentType, kind }) => ({ contentName: name, contentType, contentUrl: `/myMessages/v2/messages/${messageId}/parts/${partId}`, type: kind }))
        : undefined,
    // No zone, as in every sample; it is UTC.
    timeStamp: message.storedAt.toISOString().slice(0, 19),
    isFavorite: message.isFavorite,
    isUnread: message.isUnread,
    type: message.route === 'MMS' ? 'MMS' : 'TEXT',
    typeMetaData: message.subject === null ? {} : { subject: message.subject },
    isIncoming: message.isIncoming,
    failures: message.failures.length > 0 ? message.failures.map(outcomeOf) : undefined,
  };
}

export function serializeMessageList(list: MessageList) {
  return {
    messageList: {
      messages: list.messages.map((message) => {
        const places = list.highlights?.get(message.messageId);
        return places ? { ...serializeMessage(message), highlights: places } : serializeMessage(message);
      }),
      offset: list.offset,
      limit: list.limit,
      total: list.messages.length,
      state: list.state,
      cacheStatus: list.cacheStatus,
      ...(list.failedIds === null ? {} : { failedMessages: list.failedIds }),
      ...(list.nextCursor === null ? {} : { nextCursor: list.nextCursor }),
    },
  };
}

const written = new WeakMap<MessageList, string>();

/** As JSON text; a list that is kept is written once. */
export function writeMessageList(list: MessageList): string {
  const text = written.get(list) ?? JSON.stringify(serializeMessageList(list));
  written.set(list, text);
  return text;
}

export function serializeDelta({ state, delta, hasMore, cacheStatus }: Delta) {
  const change = (item: { messageId: string; isFavorite: boolean; isUnread: boolean }) => ({
    messageId: shortId(item.messageId),
    isFavorite: item.isFavorite,
    isUnread: item.isUnread,
  });
  return {
    deltaResponse: {
      state,
      delta: delta.map(({ type, adds, deletes, updates }) => ({ type, adds: adds.map(change), deletes: deletes.map(change), updates: updates.map(change) })),
      hasMore,
      cacheStatus,
    },
  };
}

export function serializeIndexInfo({ status, state, messageCount }: IndexInfo) {
  return { messageIndexInfo: { status, state, messageCount } };
}

/** `id` is for tracing a send, as in the original; `messageId` can be read, updated and deleted. */
export function serializeSent(sent: SendMessageResult) {
  return {
    id: shortId(sent.sendId),
    messageId: shortId(sent.messageId),
    route: sent.route,
    reasons: sent.reasons,
    segments: sent.segments,
    recipients: sent.recipients.map((recipient) => ({ ...outcomeOf(recipient), messageId: shortId(recipient.messageId) })),
    folded: sent.folded,
  };
}
