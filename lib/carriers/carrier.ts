import type { LineFacts } from '#lib/domain/eligibility.ts';
import type { RecipientStatus } from '#lib/domain/message-status.ts';

/** What a carrier can do. The dispatcher asks; it never asks which carrier it is. */
export interface CarrierCapabilities {
  mms: boolean;
  /** Group MMS in which everybody sees everybody. */
  group: boolean;
  receipts: boolean;
  /** `query` can tell what became of a submit without an answer. */
  query: boolean;
  maxMediaBytes: number;
}

export interface SubmitPart {
  name: string;
  contentType: string;
  contentHash: string;
  sizeBytes: number;
}

/** One recipient of one message; the carrier adapter divides the text into segments itself. */
export interface Submission {
  messageId: string;
  /** 1 for the first attempt. */
  attempt: number;
  route: 'SMS' | 'MMS';
  sender: string;
  recipient: string;
  /** Everybody in the conversation but the sender, when it is a group message. */
  group: readonly string[] | null;
  subject: string | null;
  text: string;
  parts: readonly SubmitPart[];
  validUntil: Date;
}

/**
 * The ordinary outcomes of a submit. `in-doubt`: bytes may have left and no answer came; the dispatcher never submits
 * again on that. `not-sent`: certain that nothing left.
 */
export type SubmitResult =
  | { outcome: 'accepted'; carrierMessageIds: readonly string[] }
  | { outcome: 'throttled'; retryAfterMs: number }
  | { outcome: 'refused'; reason: string }
  | { outcome: 'not-sent'; reason: string; retryAfterMs: number }
  | { outcome: 'in-doubt'; reason: string };

/** A fact about one submitted segment. `eventKey` is the same for a repeated receipt. */
export interface DeliveryReceipt {
  carrierMessageId: string;
  status: RecipientStatus;
  reason: string | null;
  roaming: boolean;
  eventKey: string;
  at: Date;
}

/** A message from the network to one of our lines, or a copy of one that the line's own phone sent (M1). */
export interface InboundMessage {
  /** The same for a repeated delivery (I6). */
  inboundKey: string;
  /** Our line. */
  msisdn: string;
  direction: 'in' | 'out';
  from: string;
  to: readonly string[];
  text: string;
  subject: string | null;
  isGroup: boolean;
  parts: readonly SubmitPart[];
  sentAt: Date;
}

/** What a carrier tells us. Each resolves when the fact is stored; only then may the carrier be acknowledged (F10, F11). */
export interface CarrierEvents {
  receipt(receipt: DeliveryReceipt): Promise<void>;
  inbound(message: InboundMessage): Promise<void>;
}

export interface CarrierHealth {
  up: boolean;
  detail: string;
}

/** The port to a telephone network. */
export interface Carrier {
  readonly name: string;
  readonly capabilities: CarrierCapabilities;
  submit(submission: Submission): Promise<SubmitResult>;
  /** What became of a submit that got no answer; null when the carrier does not know it. */
  query(submission: Submission): Promise<SubmitResult | null>;
  /** Facts about a line of this carrier; null when the number is none of its lines. */
  findLine(msisdn: string): Promise<LineFacts | null>;
  health(): Promise<CarrierHealth>;
  /** Begins to hand over events; resolves when ready. Only the worker calls it. */
  start(events: CarrierEvents): Promise<void>;
  /** Resolves when no event is being handed over and every outstanding submit has its answer. */
  stop(): Promise<void>;
}

/** The half that pages and the API need: facts about a line. */
export type LineDirectory = Pick<Carrier, 'findLine'>;
