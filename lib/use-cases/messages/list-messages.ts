import type { MessageFilter } from '#lib/data/store/message-filter.ts';
import { findIndexRow, type MailboxStanding } from '#lib/data/store/index.ts';
import { listMessageRows, mostListed as maxPageSize } from '#lib/data/store/messages-read.ts';
import { recordAppActivity } from '#lib/data/usage.ts';
import type { MailboxActor } from '#lib/domain/actor.ts';
import { foldPeer } from '#lib/domain/address.ts';
import { placesOf } from '#lib/domain/search-words.ts';
import { AppError } from '#lib/errors.ts';
import { firstIdAt, parseShortId } from '#lib/ids.ts';
import { requireIndex } from '#lib/use-cases/message-index/require-index.ts';
import { findMessages, type Found } from '#lib/use-cases/messages/find-messages.ts';
import { findKeptList, keepList, nameOfList } from '#lib/use-cases/messages/kept-lists.ts';
import { formatCursor, formatState, requireCursor } from '#lib/use-cases/messages/mailbox-state.ts';
import type { Highlights, MessageList } from '#lib/use-cases/messages/message-list.ts';
import { type MessageView, viewOf } from '#lib/use-cases/messages/message-view.ts';

const maxOffset = 10_000;

export interface ListMessagesInput {
  actor: MailboxActor;
  /** How the mailbox stands, if it was read after the call came: a list that is kept from then is not read again. */
  standing?: MailboxStanding | null;
  /** Over 500 is 500. */
  limit: number;
  offset?: number;
  /** Where the page before ended; takes the place of `offset`. */
  cursor?: string;
  /** Short ids. When given, every filter is ignored, and what is not found is named in `failedIds`. */
  messageIds?: readonly string[];
  isUnread?: boolean;
  isFavorite?: boolean;
  isIncoming?: boolean;
  route?: 'SMS' | 'MMS';
  /** An address in any spelling: the sender of what came in, a recipient of what went out. */
  keyword?: string;
  /** Words of subject, text and file names: each by its beginning, mistyped ones by what they may mean. */
  q?: string;
  /** Stored at or after, and before, these moments. */
  since?: Date;
  until?: Date;
  /** With attachments, or without. */
  hasMedia?: boolean;
}

/**
 * A page of the actor's inbox, newest first, that ends early once its texts come to a megabyte, with the state of the very same moment: a delta from it misses nothing and repeats nothing.
 * Codes that Handset itself texted are not part of it for an app (E4).
 *
 * Throws `index-missing` (I1) and `invalid-input` (offset over 10,000, too many ids, a cursor of another inbox, a query without words).
 */
export async function listMessages(input: ListMessagesInput): Promise<MessageList> {
  const { actor, messageIds, standing } = input;
  const offset = input.offset ?? 0;
  if (offset > maxOffset) throw new AppError('invalid-input', `offset goes up to ${maxOffset}. To read on, use cursor with the nextCursor of the page before.`, { field: 'offset' });
  if (input.cursor && offset > 0) throw new AppError('invalid-input', 'Give either cursor or offset.', { field: 'cursor' });
  if (messageIds && messageIds.length > maxPageSize) throw new AppError('invalid-input', `Ask for at most ${maxPageSize} messages at a time.`, { field: 'messageIds' });
  const page = { limit: messageIds ? Math.max(messageIds.length, 1) : Math.min(input.limit, maxPageSize), offset: messageIds ? 0 : offset };
  const filter = filterOf(input);
  // What a search finds does not stand still with the mailbox, and named messages are hardly named again.
  const name = messageIds || input.q !== undefined ? null : nameOfList(actor, filter, page);
  const cacheStatus = standing && (await requireIndex(actor.mailboxId, standing.index));
  const kept = name !== null && standing ? findKeptList(name, standing.modSeq) : null;
  const list = kept && kept.cacheStatus === cacheStatus ? kept : await readList(input, filter, page, name);
  if (actor.kind === 'app' && list.messages.length > 0) recordAppActivity(actor.mailboxId, actor.clientId, { read: list.messages.length });
  return list;
}

async function readList(input: ListMessagesInput, filter: MessageFilter, { limit, offset }: { limit: number; offset: number }, name: string | null): Promise<MessageList> {
  const { actor, messageIds, standing } = input;
  const q = messageIds ? undefined : input.q;
  if (q !== undefined && !standing) await requireIndex(actor.mailboxId, await findIndexRow(actor.mailboxId));
  const found = q === undefined ? null : await findMessages(actor.mailboxId, q, filter, offset + limit + 1);
  const page = await listMessageRows(actor.mailboxId, found ? { ...filter, ids: found.ids } : filter, { limit, offset });
  const cacheStatus = await requireIndex(actor.mailboxId, page.index);
  const messages = page.rows.map((row) => viewOf(row));
  const last = page.hasMore ? messages.at(-1) : undefined;
  const asked = messageIds ? Math.min(input.limit, maxPageSize) : limit;
  const list: MessageList = {
    messages,
    offset,
    // What ends early is told as a smaller page, so that whoever adds `limit` to `offset` misses nothing.
    limit: last && messages.length < limit ? messages.length : asked,
    state: formatState(actor.mailboxId, page.modSeq),
    cacheStatus,
    nextCursor: last ? formatCursor(actor.mailboxId, last.messageId) : null,
    failedIds: messageIds ? failedOf(messageIds, messages, filter.beforeId, last?.messageId) : null,
    highlights: found && highlightsOf(messages, found),
  };
  if (name !== null) keepList(name, { list, modSeq: page.modSeq });
  return list;
}

/** Of the ids that belong to this page, those that were not found; what cannot be an id belongs to the first. */
function failedOf(messageIds: readonly string[], messages: readonly MessageView[], beforeId: string | undefined, lastId: string | undefined): string[] {
  const listed = new Set(messages.map(({ messageId }) => messageId));
  return [...new Set(messageIds)].filter((short) => {
    const id = parseShortId(short);
    if (id === null) return beforeId === undefined;
    return !listed.has(id) && (beforeId === undefined || id < beforeId) && (lastId === undefined || id > lastId);
  });
}

function highlightsOf(messages: readonly MessageView[], { sought }: Found): Map<string, Highlights> {
  return new Map(messages.map(({ messageId, text, subject }) => [messageId, { text: placesOf(text ?? '', sought), subject: placesOf(subject ?? '', sought) }]));
}

function filterOf(input: ListMessagesInput): MessageFilter {
  const includeOwnCodes = input.actor.kind === 'subscriber';
  const cursorId = input.cursor === undefined ? undefined : requireCursor(input.actor.mailboxId, input.cursor);
  if (input.messageIds) {
    return { includeOwnCodes, ids: [...new Set(input.messageIds)].flatMap((id) => parseShortId(id) ?? []), beforeId: cursorId };
  }
  return {
    includeOwnCodes,
    isUnread: input.isUnread,
    isFavorite: input.isFavorite,
    direction: input.isIncoming === undefined ? undefined : input.isIncoming ? 'in' : 'out',
    route: input.route,
    address: input.keyword === undefined ? undefined : foldPeer(input.keyword),
    beforeId: olderOf(cursorId, input.until && firstIdAt(input.until)),
    sinceId: input.since && firstIdAt(input.since),
    hasMedia: input.hasMedia,
  };
}

const olderOf = (one: string | undefined, other: string | undefined): string | undefined => (one !== undefined && other !== undefined ? (one < other ? one : other) : (one ?? other));
