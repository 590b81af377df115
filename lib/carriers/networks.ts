import type { RouteNetwork } from '#lib/domain/sms-or-mms.ts';

/** What each carrier's network takes: known without the carrier itself, to judge a draft in pages and the API (S4). Part of its capabilities. */
export const networks = {
  simulator: { mms: true },
  smpp: { mms: false },
  'http:twilio': { mms: true },
} as const satisfies Readonly<Record<string, RouteNetwork>>;
