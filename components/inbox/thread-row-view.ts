import type { LastMessage, ThreadMatch, ThreadSummary } from '#lib/domain/conversation.ts';
import { describeStatus, isFailure, summarizeRecipients } from '#lib/domain/message-status.ts';
import { type Place, placesOf, type SoughtWord } from '#lib/domain/search-words.ts';
import { firstName, isShortCode, threadTitle } from '#components/inbox/names.ts';
import { exactTime, listTime, type Clock } from '#components/inbox/when.ts';

export type RowSign = 'draft' | 'failed' | 'on-its-way' | 'app' | 'picture' | 'delivered' | 'unknown' | 'none';

/** One line of the list as text, made on the server: the browser only shows it. */
export interface ThreadRowView {
  threadId: string;
  href: string;
  title: string;
  /** Decides the avatar's tint. */
  address: string;
  initialsOf: string | undefined;
  isGroup: boolean;
  isShortCode: boolean;
  badge: string | null;
  time: string;
  exact: string;
  iso: string;
  sign: RowSign;
  snippet: string;
  /** Where the words of a search stand, in the title and in the snippet. */
  titleMarks: Place[];
  snippetMarks: Place[];
  unreadCount: number;
  isPinned: boolean;
  isStarred: boolean;
  /** Set when the newest message came in: announced once. */
  incomingId: string | null;
}

export interface RowContext extends Clock {
  /** The words of a search; empty without one. */
  sought: readonly SoughtWord[];
  /** The list's own parameters, kept when a thread is opened. */
  search: string;
  shortId: (id: string) => string;
}

export function toThreadRow(thread: ThreadSummary, context: RowContext): ThreadRowView {
  const { match, last } = thread;
  const at = match?.at ?? thread.lastMessageAt;
  const { sign, snippet } = lineOf(thread);
  const found = match ? excerptOf(match) : null;
  const id = context.shortId(thread.threadId);
  const title = threadTitle(thread);
  return {
    threadId: id,
    href: `/inbox/${id}${match ? placeIn(context.search, context.shortId(match.messageId)) : context.search}`,
    title,
    address: thread.isGroup ? thread.participants.map(({ address }) => address).join() : (thread.participants[0]?.address ?? ''),
    initialsOf: thread.participants[0]?.name ?? undefined,
    isGroup: thread.isGroup,
    isShortCode: isShortCode(thread),
    badge: thread.isGroup ? `Group of ${thread.participants.length + 1}` : isShortCode(thread) ? 'Short code' : null,
    time: listTime(at, context),
    exact: exactTime(at, context),
    iso: at.toISOString(),
    sign: found ? 'none' : sign,
    snippet: found?.text ?? snippet,
    titleMarks: context.sought.length > 0 ? placesOf(title, context.sought) : [],
    snippetMarks: found?.marks ?? [],
    unreadCount: thread.unreadCount,
    isPinned: thread.isPinned,
    isStarred: thread.isStarred,
    incomingId: last?.direction === 'in' ? last.messageId : null,
  };
}

/** At most one sign, by rank: draft, failed, not yet on their phone, sent by an app, picture, delivered, unknown. */
function lineOf(thread: ThreadSummary): { sign: RowSign; snippet: string } {
  const { last, draft } = thread;
  if (draft) return { sign: 'draft', snippet: draft.replace(/\s+/g, ' ').slice(0, 160) };
  if (!last) return { sign: 'none', snippet: '' };
  const snippet = `${speakerOf(last, thread)}${thread.snippet}`;
  if (last.direction === 'in') return { sign: last.hasParts ? 'picture' : 'none', snippet };
  const { status } = summarizeRecipients(last.statuses);
  if (isFailure(status)) {
    const failures = last.statuses.filter(isFailure).length;
    const words = describeStatus(status, { reason: last.reason }).long;
    return { sign: 'failed', snippet: last.statuses.length > 1 ? `Not delivered to ${failures} of ${last.statuses.length}` : words };
  }
  if (last.origin === 'app') return { sign: status === 'accepted' ? 'on-its-way' : 'app', snippet };
  if (last.origin === 'phone') return { sign: last.hasParts ? 'picture' : 'none', snippet };
  if (status === 'delivered') return { sign: last.hasParts ? 'picture' : 'delivered', snippet };
  return { sign: status === 'unknown' ? 'unknown' : 'on-its-way', snippet };
}

/** The row has one line, and what was said matters more than the app's whole name, which the conversation shows. */
const longestAppName = 14;

function cutName(name: string): string {
  const characters = [...name];
  return characters.length > longestAppName ? `${characters.slice(0, longestAppName - 1).join('').trimEnd()}…` : name;
}

function speakerOf(last: LastMessage, thread: ThreadSummary): string {
  if (last.origin === 'automatic') return 'Handset: ';
  if (last.direction === 'out') return last.origin === 'app' ? `Sent by ${last.clientName ? cutName(last.clientName) : 'an app'}: ` : 'You: ';
  if (!thread.isGroup) return '';
  const speaker = thread.participants.find(({ address }) => address === last.fromAddress);
  return `${firstName(speaker ?? { address: last.fromAddress, name: null })}: `;
}

/** The list's parameters with the message the conversation opens at. */
function placeIn(search: string, messageId: string): string {
  const parameters = new URLSearchParams(search);
  parameters.set('at', messageId);
  return `?${parameters.toString()}`;
}

const excerptLength = 140;

/** A line of the text around the first hit, cut at word edges, with the places of the hits in it. */
function excerptOf({ text, places }: ThreadMatch): { text: string; marks: Place[] } {
  const at = places[0]?.at ?? 0;
  const cut = text.slice(0, Math.max(0, at - 12)).search(/\s\S*$/u);
  const from = at < 24 ? 0 : cut < 0 || at - cut > 60 ? at - 12 : cut + 1;
  const lead = from > 0 ? '… ' : '';
  const line = text.slice(from, from + excerptLength).replace(/\s/gu, ' ').toWellFormed();
  const marks = places.filter((place) => place.at >= from && place.at + place.length <= from + excerptLength).map(({ at: place, length }) => ({ at: lead.length + place - from, length }));
  return { text: `${lead}${line}`, marks };
}
