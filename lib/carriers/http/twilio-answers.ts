import type { RecipientStatus } from '#lib/domain/message-status.ts';

/**
 * What the provider's error codes mean in public reasons (`failureReasons`). The same code may come with the answer of a submit or with a later
 * status. `rejected`: nothing was tried at the far end; `undeliverable`: it was. A null reason says no more than that.
 */
const meanings = new Map<number, { status: 'rejected' | 'undeliverable'; reason: string | null }>([
  [11200, { status: 'rejected', reason: 'media-refused' }], // our media could not be fetched
  [12300, { status: 'rejected', reason: 'media-refused' }], // content type
  [21211, { status: 'rejected', reason: 'recipient-refused' }], // To is no valid number
  [21214, { status: 'rejected', reason: 'unreachable' }],
  [21217, { status: 'rejected', reason: 'recipient-refused' }], // likewise
  [21265, { status: 'rejected', reason: 'not-a-mobile' }], // To is a short code
  [21610, { status: 'rejected', reason: 'stopped-at-carrier' }], // the provider's own list: it refuses people as well as apps
  [21612, { status: 'rejected', reason: 'unreachable' }], // no route from this sender
  [21614, { status: 'rejected', reason: 'not-a-mobile' }],
  [21617, { status: 'rejected', reason: 'too-large' }], // text over 1,600 characters
  [21620, { status: 'rejected', reason: 'media-refused' }],
  [21623, { status: 'rejected', reason: 'too-large' }], // too many media
  [21635, { status: 'rejected', reason: 'landline' }],
  [21658, { status: 'rejected', reason: 'too-large' }],
  [30003, { status: 'undeliverable', reason: 'unreachable' }],
  [30004, { status: 'rejected', reason: 'blocked' }],
  [30005, { status: 'undeliverable', reason: 'unreachable' }],
  [30006, { status: 'undeliverable', reason: 'landline' }],
  [30007, { status: 'rejected', reason: 'blocked' }],
  [30008, { status: 'undeliverable', reason: null }],
  [30011, { status: 'rejected', reason: 'media-refused' }], // no MMS where they are
  [30012, { status: 'rejected', reason: 'expired' }],
  [30019, { status: 'rejected', reason: 'too-large' }],
  [30036, { status: 'rejected', reason: 'expired' }], // waited too long at the provider
  [63038, { status: 'rejected', reason: 'carrier-refused' }], // the account's messages of the day are used up
]);

/** The public reason for an answer that refuses a submit. */
export function refusalReason(errorCode: number | null): string {
  return (errorCode !== null && meanings.get(errorCode)?.reason) || 'carrier-refused';
}

export interface LearnedStatus {
  status: RecipientStatus;
  reason: string | null;
}

/** What a status of the provider says of the recipient; null for those that say nothing beyond "it is being worked on". */
export function recipientStatusOf(messageStatus: string, errorCode: number | null): LearnedStatus | null {
  switch (messageStatus) {
    case 'sent':
      return { status: 'accepted', reason: null };
    case 'delivered':
    case 'read':
      return { status: 'delivered', reason: null };
    case 'undelivered':
      return (errorCode !== null && meanings.get(errorCode)) || { status: 'undeliverable', reason: null };
    case 'failed':
      return (errorCode !== null && meanings.get(errorCode)) || { status: 'rejected', reason: 'carrier-refused' };
    case 'canceled':
      return { status: 'rejected', reason: 'carrier-refused' };
    default:
      return null;
  }
}

/** An error code as the provider writes it in JSON (a number) or in a form (digits). */
export function errorCodeOf(value: unknown): number | null {
  const code = typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : value;
  return typeof code === 'number' && Number.isInteger(code) && code > 0 ? code : null;
}
