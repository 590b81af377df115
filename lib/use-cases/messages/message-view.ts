import type { MessageRow, RecipientFailure } from '#lib/data/store/messages-read.ts';
import { mediaKindOf } from '#lib/domain/media-type.ts';

export interface MessagePartView {
  /** From 0 on. */
  partId: number;
  name: string;
  contentType: string;
  sizeBytes: number;
  kind: 'TEXT' | 'IMAGE' | 'AUDIO' | 'VIDEO';
}

export interface MessageView {
  messageId: string;
  /** When it was stored: the time of its id, by which lists are ordered. */
  storedAt: Date;
  isIncoming: boolean;
  route: 'SMS' | 'MMS';
  from: string;
  recipients: string[];
  /** Known of a message that is read alone. */
  failures: RecipientFailure[];
  isGroup: boolean;
  subject: string | null;
  text: string | null;
  isUnread: boolean;
  isFavorite: boolean;
  parts: MessagePartView[];
}

const textPartType = 'text/plain; charset=UTF-8';

/** The time field of a UUIDv7 (RFC 9562, 5.7). */
function storedAtOf(messageId: string): Date {
  return new Date(Number.parseInt(messageId.replace('-', '').slice(0, 12), 16));
}

/**
 * A stored message as a reader sees it. The text of an MMS is one more part, after the attachments: clients of the original look for
 * it there, and the attachments keep their places.
 */
export function viewOf(row: MessageRow, failures: RecipientFailure[] = []): MessageView {
  const parts = row.parts.map(({ position, ...part }) => ({ partId: position, ...part, kind: mediaKindOf(part.contentType) }));
  if (row.route === 'MMS' && row.text) {
    parts.push({ partId: parts.length, name: 'text.txt', contentType: textPartType, sizeBytes: Buffer.byteLength(row.text), kind: 'TEXT' });
  }
  return {
    messageId: row.messageId,
    storedAt: storedAtOf(row.messageId),
    isIncoming: row.direction === 'in',
    route: row.route,
    from: row.fromAddress,
    recipients: row.recipients,
    failures,
    isGroup: row.isGroup,
    subject: row.subject,
    text: row.text,
    isUnread: row.isUnread,
    isFavorite: row.isFavorite,
    parts,
  };
}
