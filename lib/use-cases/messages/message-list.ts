import type { IndexStatus } from '#lib/domain/message-index.ts';
import type { Place } from '#lib/domain/search-words.ts';
import type { MessageView } from '#lib/use-cases/messages/message-view.ts';

/** Where the words of a query stand, in UTF-16 units. */
export interface Highlights {
  text: Place[];
  subject: Place[];
}

export interface MessageList {
  messages: MessageView[];
  offset: number;
  limit: number;
  state: string;
  cacheStatus: IndexStatus;
  /** Null at the end of the list. */
  nextCursor: string | null;
  failedIds: string[] | null;
  /** By message id (row id); only for a search. */
  highlights: ReadonlyMap<string, Highlights> | null;
}
