/**
 * The status of one recipient (M5): ranked, so that it only ever rises. Receipts may be late, doubled or out of order; the outcome
 * is the highest of them, whatever came first (security.md I4). "unknown" is a soft final: a deadline passed, and any real final
 * that still comes replaces it.
 */
export const recipientStatuses = [
  'held',
  'queued',
  'submitted',
  'accepted',
  'delivered',
  'undeliverable',
  'rejected',
  'expired',
  'cancelled',
  'unknown',
] as const;

export type RecipientStatus = (typeof recipientStatuses)[number];

/**
 * One total order, so that merging is a maximum and needs no history. Finals are ordered by how much they prove: a delivery
 * that was confirmed happened, a refusal by the far end says more than a clock that ran out.
 */
const ranks: Readonly<Record<RecipientStatus, number>> = {
  held: 1, // undo time or quiet hours
  queued: 2,
  submitted: 3, // the adapter has handed it over
  accepted: 4, // the carrier's messaging system has it: all that can be said of a roaming phone (M4)
  unknown: 5,
  cancelled: 6,
  expired: 7,
  rejected: 8,
  undeliverable: 9,
  delivered: 10,
};

/** The rank of a status; a higher one proves more. Mirrored by the SQL of `lib/data`. */
export function statusRank(status: RecipientStatus): number {
  return ranks[status];
}

/** Whether nothing more is awaited. True for "unknown" too, although a late receipt may still replace it. */
export function isFinal(status: RecipientStatus): boolean {
  return ranks[status] >= ranks.unknown;
}

/** Whether a final status says that the message did not get through. */
export function isFailure(status: RecipientStatus): boolean {
  return isFinal(status) && status !== 'unknown' && status !== 'delivered';
}

/** Whether `next` may take the place of `current`: only upwards, never for an equal. */
export function mayReplace(current: RecipientStatus, next: RecipientStatus): boolean {
  return ranks[next] > ranks[current];
}

/** The higher of two statuses. Commutative, associative and idempotent, so the order of receipts cannot matter. */
export function mergeStatus(current: RecipientStatus, next: RecipientStatus): RecipientStatus {
  return mayReplace(current, next) ? next : current;
}

/**
 * One status for all recipients of a message: delivered only if all are; one that failed speaks for the message, for it needs attention; otherwise
 * the slowest, and "unknown" only when none is still under way. Without recipients it is queued. A function of the set, not of the order.
 */
export function foldRecipientStatuses(recipients: readonly RecipientStatus[]): RecipientStatus {
  const failed = recipients.filter(isFailure);
  if (failed.length > 0) return failed.reduce(mergeStatus);
  return recipients.reduce<RecipientStatus | null>(lower, null) ?? 'queued';
}

/**
 * The status of a recipient from everything that was told of each segment of the message; a segment of which nothing was told is submitted. Delivered
 * once every segment was; until then a failure of any segment, even one that was contradicted since, fails the message; otherwise the slowest segment
 * speaks. A function of the set of facts, and it only rises when facts are added: contradictory receipts end alike in any order (I4, M5).
 */
export function foldSegmentFacts(segments: readonly (readonly RecipientStatus[])[]): RecipientStatus {
  const best = segments.map((facts) => facts.reduce(mergeStatus, 'submitted'));
  if (best.every((status) => status === 'delivered')) return 'delivered';
  const failed = segments.flat().filter(isFailure);
  return failed.length > 0 ? failed.reduce(mergeStatus) : best.reduce(lower, 'delivered');
}

function lower(current: RecipientStatus | null, next: RecipientStatus): RecipientStatus {
  return current === null || ranks[next] < ranks[current] ? next : current;
}

export interface StatusWords {
  short: string;
  long: string;
  tone: 'neutral' | 'ok' | 'bad' | 'warn';
}

export interface StatusDetails {
  /** A public code of `failureReasons`; an unknown one is never shown raw. */
  reason?: string | null;
  /** The carrier has said that the phone is roaming; never a guess. */
  roaming?: boolean;
}

/** A status in the voice of the inbox. "Accepted" and "delivered" are kept apart (M4), and a failure says why in words. */
export function describeStatus(status: RecipientStatus, details: StatusDetails = {}): StatusWords {
  switch (status) {
    case 'held':
      return { short: 'Held', long: 'Held, not sent yet', tone: 'neutral' };
    case 'queued':
    case 'submitted':
      return { short: 'Sending', long: 'Sending', tone: 'neutral' };
    case 'accepted': {
      const long = `Sent to their carrier, not yet on their phone${details.roaming === true ? ' (roaming)' : ''}`;
      return { short: 'Sent to their carrier', long, tone: 'neutral' };
    }
    case 'delivered':
      return { short: 'Delivered', long: 'Delivered', tone: 'ok' };
    case 'unknown':
      return { short: 'Unknown', long: 'Unknown: their carrier has not said whether it arrived', tone: 'warn' };
    case 'cancelled':
      return { short: 'Cancelled', long: `Cancelled: ${reasonText(details, 'it was not sent')}`, tone: 'neutral' };
    case 'expired':
      return notDelivered(reasonText(details, 'their phone was not reached in time'));
    case 'rejected':
      return notDelivered(reasonText(details, 'the carrier refused it'));
    case 'undeliverable':
      return notDelivered(reasonText(details, 'their carrier could not deliver it'));
  }
}

/** A step of the timeline, where the first two are told apart; everywhere else both are “Sending”. */
export function describeStep(status: RecipientStatus, details: StatusDetails = {}): string {
  if (status === 'queued') return 'Waiting to be sent';
  if (status === 'submitted') return details.reason === 'no-answer' ? 'Handed to the network, whose answer was lost' : 'Handed to the network';
  return describeStatus(status, details).long;
}

function notDelivered(why: string): StatusWords {
  return { short: 'Not delivered', long: `Not delivered: ${why}`, tone: 'bad' };
}

function reasonText(details: StatusDetails, otherwise: string): string {
  return findFailureReason(details.reason)?.text ?? otherwise;
}

/**
 * One line for all recipients of a message: "Delivered to 5 of 6". The status is the one that needs attention most: a failure, else
 * the slowest. One recipient is told as itself.
 */
export function summarizeRecipients(statuses: readonly RecipientStatus[]): { status: RecipientStatus; words: string } {
  const status = foldRecipientStatuses(statuses);
  const total = statuses.length;
  if (total < 2) return { status, words: describeStatus(status).short };
  const delivered = statuses.filter((each) => each === 'delivered').length;
  if (delivered === total) return { status, words: `Delivered to all ${total}` };
  if (delivered > 0) return { status, words: `Delivered to ${delivered} of ${total}` };
  const { short } = describeStatus(status);
  const alike = statuses.filter((each) => describeStatus(each).short === short).length;
  return { status, words: alike === total ? short : `${short}: ${alike} of ${total}` };
}

export interface FailureReason {
  /** Completes "Not delivered: …". */
  text: string;
  /** The one thing that can help; empty when nothing can. */
  action: string;
}

/**
 * Public reason codes of recipients that did not get the message. Carriers' own codes are translated into these by their adapters.
 * None claims that a number does not exist: no carrier says so reliably.
 */
export const failureReasons: Readonly<Record<string, FailureReason>> = {
  'no-messaging-plan': { text: 'no messaging plan', action: 'Call them instead. Their carrier can add messaging to the line.' },
  'not-a-mobile': { text: 'this number is not a mobile line', action: 'Ask them for a mobile number.' },
  landline: { text: 'this is a landline', action: 'Call them, or ask for a mobile number.' },
  'sms-off': { text: 'messages are switched off for this line', action: 'Ask them to switch messages on with their carrier.' },
  unreachable: { text: 'their phone could not be reached', action: 'Try again later.' },
  'roaming-plan': { text: 'their plan has no messages while roaming', action: 'Try again when they are back, or call them.' },
  expired: { text: 'their phone was not reached in time', action: 'Send it again.' },
  'too-large': { text: 'it is too large for their carrier', action: 'Send smaller pictures, or fewer at a time.' },
  'media-refused': { text: 'their carrier does not take this kind of file', action: 'Send it as a picture or a link.' },
  'no-group': { text: 'this carrier has no group messages', action: 'Write to each of them separately.' },
  'part-failed': { text: 'a part of the message did not arrive', action: 'Send it again, in shorter messages.' },
  'carrier-refused': { text: 'the carrier refused it', action: 'Change the text and try again, or call them.' },
  'message-gone': { text: 'it was deleted before it was sent', action: '' },
  'no-mms': { text: 'this carrier sends texts alone, no pictures and no mail', action: 'Send a text to their number.' },
  'too-long': { text: 'it is too long for the carrier', action: 'Send it in shorter messages.' },
  'recipient-refused': { text: 'the carrier does not send to this number', action: 'Check the number, or call them.' },
  'sender-refused': { text: 'the carrier does not let your line send', action: 'Ask your carrier about text messages on your line.' },
  blocked: { text: 'the carrier took it for spam', action: 'Write it differently, without links.' },
  'opted-out': { text: 'they texted STOP to your apps', action: 'Write to them yourself, from your inbox.' },
  'stopped-at-carrier': { text: 'they texted STOP to your number, and the carrier sends them nothing from it', action: 'Only they can undo it, by texting START to your number.' },
  'gave-up': { text: 'the carrier failed at every attempt', action: 'Try again later, or call them.' },
  'link-lost': { text: 'we lost the connection to the carrier', action: 'Send it again.' },
  'not-eligible': { text: 'your line may not send at the moment', action: 'See in your account what is missing.' },
  'consent-ended': { text: 'you ended this app before it was sent', action: 'Send it yourself, from your inbox.' },
  'cancelled-by-sender': { text: 'you took it back before it was sent', action: '' },
};

/** The words for a reason code; null for a code that has none, such as a carrier's own. */
export function findFailureReason(code: string | null | undefined): FailureReason | null {
  if (code === null || code === undefined || !Object.hasOwn(failureReasons, code)) return null;
  return failureReasons[code] ?? null;
}
