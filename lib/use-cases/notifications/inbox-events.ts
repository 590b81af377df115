import { readChanges } from '#lib/data/store/delta.ts';
import { findNotifiedMessages } from '#lib/data/store/notified-messages.ts';
import { type EventStub, maxEventsPerNotification, type NotificationEvent, notifiedText } from '#lib/domain/notification.ts';
import { shortId } from '#lib/ids.ts';
import { kindOfChange } from '#lib/domain/delta.ts';

const typeOfKind = { adds: 'add', updates: 'update', deletes: 'delete' } as const;

export interface InboxEvents {
  stubs: EventStub[];
  /** Every change up to here is in `stubs`, or is none that may be told. */
  upTo: number;
  /** More changes lie behind `upTo`. */
  hasMore: boolean;
}

/**
 * The changes of an inbox after `since` as events, by the rules of the delta (I3) and in its order: at most one notification's worth.
 * Codes that Handset itself texted are never among them (E4). `events` empty is all kinds.
 */
export async function readInboxEvents(options: { mailboxId: string; since: number; events: readonly NotificationEvent[] }): Promise<InboxEvents> {
  const { mailboxId, since, events } = options;
  const page = await readChanges(mailboxId, since, maxEventsPerNotification);
  const stubs: EventStub[] = [];
  for (const row of page.rows) {
    const event = row.route === 'MMS' ? 'MMS' : 'TEXT';
    const kind = kindOfChange(row, since);
    if (row.isOwnCode || !kind || (events.length > 0 && !events.includes(event))) continue;
    stubs.push({ messageId: row.messageId, eventType: typeOfKind[kind], event });
  }
  return { stubs, upTo: page.upTo, hasMore: page.upTo < page.modSeq };
}

/** An event of the wire (wire-v2, 2.14). */
export interface WireEvent {
  messageId: string;
  conversationThreadId: string;
  eventType: EventStub['eventType'];
  event: NotificationEvent;
  text?: string;
  isTextTruncated?: boolean;
  isFavorite: boolean;
  isUnread: boolean;
}

/**
 * Events with what the messages say at this moment. A message that was deleted since it was noted is left out unless the event says so:
 * its text is gone, and its deletion is an event of its own.
 */
export async function describeEvents(mailboxId: string, stubs: readonly EventStub[]): Promise<WireEvent[]> {
  const rows = stubs.length === 0 ? [] : await findNotifiedMessages(mailboxId, stubs.map(({ messageId }) => messageId));
  const byId = new Map(rows.map((row) => [row.messageId, row]));
  return stubs.flatMap(({ messageId, eventType, event }) => {
    const row = byId.get(messageId);
    if (!row || (row.isDeleted && eventType !== 'delete')) return [];
    return [{
      messageId: shortId(messageId),
      conversationThreadId: shortId(row.threadId),
      eventType,
      event,
      ...(event === 'TEXT' && eventType !== 'delete' ? notifiedText(row.text ?? '') : {}),
      isFavorite: row.isFavorite,
      isUnread: row.isUnread,
    }];
  });
}

/** The body of a notification, the same for webhooks, queues and streams. */
export function notificationBody(subscription: { subscriptionId: string; callbackData: string } | null, events: readonly WireEvent[]): string {
  const subscriptionNotifications = subscription ? [{ ...subscription, notificationEvents: events }] : [];
  return JSON.stringify({ messageNotifications: { subscriptionNotifications } });
}
