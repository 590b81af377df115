/** What an app is told of an inbox it may read, and for how long (wire-v2, 2.14). */
export const notificationEvents = ['TEXT', 'MMS'] as const;
export type NotificationEvent = (typeof notificationEvents)[number];

export type EventType = 'add' | 'update' | 'delete';

/** One change, without what the message says: that is read at the moment it is told. */
export interface EventStub {
  messageId: string;
  eventType: EventType;
  event: NotificationEvent;
}

/** Small enough for the 20 kB that Standard Webhooks recommends, with every text at its longest. */
export const maxEventsPerNotification = 20;
const maxNotifiedTextLength = 500;

export const channelFacts = { serviceName: 'MIM', contentType: 'application/json', version: 1, channelType: 'HTTP' } as const;

export const subscriptionTerm = { shortestSeconds: 3_600, longestSeconds: 31_536_000 } as const;
export const maxCallbackDataLength = 50;
/** Live subscriptions of one consent at a time: enough for a program that loses its ids, too few to multiply every message. */
export const maxSubscriptionsPerConsent = 5;

/** The text of an event, cut between characters. */
export function notifiedText(text: string): { text: string; isTextTruncated: boolean } {
  const characters = [...text];
  if (characters.length <= maxNotifiedTextLength) return { text, isTextTruncated: false };
  return { text: characters.slice(0, maxNotifiedTextLength).join(''), isTextTruncated: true };
}

export interface TellingFacts {
  endpointEnabled: boolean;
  clientDisabled: boolean;
  clientScopes: readonly string[];
  grantScopes: readonly string[] | null;
  grantEnded: boolean;
  grantPaused: boolean;
  subscriptionEnded: boolean;
  lineReleased: boolean;
}

/**
 * Whether an app may be told at this moment. `hold` for what may come back by itself (a pause, an app or address that is switched off),
 * `cancel` for what is over: consent, subscription, the permission to read, the line.
 */
export function judgeTelling(facts: TellingFacts): 'tell' | 'hold' | 'cancel' {
  if (facts.grantEnded || facts.subscriptionEnded || facts.lineReleased) return 'cancel';
  if (!facts.grantScopes?.includes('MIM') || !facts.clientScopes.includes('MIM')) return 'cancel';
  return facts.grantPaused || facts.clientDisabled || !facts.endpointEnabled ? 'hold' : 'tell';
}
