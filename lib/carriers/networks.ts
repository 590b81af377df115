import type { RouteNetwork } from '#lib/domain/sms-or-mms.ts';

/** What each carrier's network takes beside texts: known without the carrier itself, to judge a draft in pages and the API (S4). Part of its capabilities. */
export const networks = {
  simulator: { mms: true, group: true },
  smpp: { mms: false, group: false },
  'http:twilio': { mms: true, group: false },
} as const satisfies Readonly<Record<string, Omit<RouteNetwork, 'segments'>>>;
