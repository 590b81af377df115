/** What a subscriber reads: threads, and the messages in them, as the store hands them over. Facts only; words are the page's. */
import type { RouteReason } from '#lib/domain/sms-or-mms.ts';
import type { KeywordEffect } from '#lib/domain/keyword-answer.ts';
import type { RecipientStatus } from '#lib/domain/message-status.ts';
import type { Place, SoughtWord } from '#lib/domain/search-words.ts';
import type { Waiting } from '#lib/domain/waiting.ts';

export const threadFilters = ['all', 'unread', 'favorites', 'groups', 'apps'] as const;
export type ThreadFilter = (typeof threadFilters)[number];

export type MessageOriginName = 'phone' | 'web' | 'app' | 'carrier' | 'automatic';

export interface ThreadParticipant {
  address: string;
  /** From the subscriber's contacts. */
  name: string | null;
}

/** What became of the newest message, for one line in a list. */
export interface LastMessage {
  messageId: string;
  direction: 'in' | 'out';
  origin: MessageOriginName;
  clientName: string | null;
  fromAddress: string;
  hasParts: boolean;
  statuses: RecipientStatus[];
  /** Of the first recipient it failed for. */
  reason: string | null;
}

export interface ThreadSummary {
  threadId: string;
  isGroup: boolean;
  title: string | null;
  participants: ThreadParticipant[];
  lastMessageAt: Date;
  snippet: string;
  unreadCount: number;
  isPinned: boolean;
  isStarred: boolean;
  draft: string | null;
  last: LastMessage | null;
  /** The newest message that a search found here. */
  match: ThreadMatch | null;
}

export interface ThreadMatch {
  messageId: string;
  /** The beginning of its text, its subject or the name of a file: where the words stand. */
  text: string;
  places: Place[];
  at: Date;
}

export interface ThreadPage {
  threads: ThreadSummary[];
  /** Opaque; null on the last page. */
  nextCursor: string | null;
}

/** Without a finished index, and for signs that are no words, a search of the pages reads so many of the newest messages. */
export const newestSearched = 5_000;

export interface ThreadSearch extends ThreadPage {
  /** Whether every message was searched, or the newest only, and then why. */
  reach: 'all' | 'preparing' | 'failed' | 'no-words';
  /** How far the index is; null unless it is being built. */
  progress: { done: number; of: number } | null;
  sought: SoughtWord[];
}

export interface MessageRecipient {
  position: number;
  address: string;
  name: string | null;
  status: RecipientStatus;
  reason: string | null;
  roaming: boolean;
  statusAt: Date;
  /** Null once the carrier has it for certain, and for what never was to be sent from here. */
  waiting: Waiting | null;
}

export interface MessagePart {
  position: number;
  name: string;
  contentType: string;
  sizeBytes: number;
  width: number | null;
  height: number | null;
}

export interface ThreadMessage {
  messageId: string;
  direction: 'in' | 'out';
  origin: MessageOriginName;
  clientName: string | null;
  route: 'SMS' | 'MMS';
  fromAddress: string;
  fromName: string | null;
  isGroup: boolean;
  subject: string | null;
  text: string;
  reasons: RouteReason[];
  segmentCount: number;
  sizeBytes: number;
  isUnread: boolean;
  isFavorite: boolean;
  /** What came of it, where it was STOP, HELP or START to apps. */
  keyword: KeywordEffect | null;
  /** When it reached the inbox; lists go by it. */
  at: Date;
  recipients: MessageRecipient[];
  parts: MessagePart[];
}

export interface MessagePage {
  /** Oldest first, for reading. */
  messages: ThreadMessage[];
  hasEarlier: boolean;
}

/** One learned fact about one recipient. */
export interface TimelineEntry {
  position: number;
  status: RecipientStatus;
  reason: string | null;
  segment: number | null;
  source: string;
  at: Date;
}

export interface Draft {
  slot: string;
  addresses: string[];
  text: string;
  isGroup: boolean;
}

export interface TrafficDay {
  /** How many days ago: 0 is the last 24 hours. */
  daysAgo: number;
  inbound: number;
  outbound: number;
}

export interface Traffic {
  lastInboundAt: Date | null;
  lastOutboundAt: Date | null;
  /** Days without any message are left out. */
  days: TrafficDay[];
}
