import type { LineFacts } from '#lib/domain/eligibility.ts';
import type { RecipientStatus } from '#lib/domain/message-status.ts';
import type { RouteNetwork } from '#lib/domain/sms-or-mms.ts';

/** What a carrier can do. The dispatcher asks; it never asks which carrier it is. */
export interface CarrierCapabilities extends Omit<RouteNetwork, 'segments'> {
  receipts: boolean;
  /** What `query` needs to know: the message alone, or the carrier's own ids of its segments. */
  query: 'by-message' | 'by-id' | 'none';
  /** Segments of one text. */
  maxSegments: number;
  /** All parts of one message together; 0 when the carrier takes none. */
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
  /** The first segments that earlier attempts got taken: this one goes on behind them. */
  segmentsTaken: number;
  /** 16 bits of our own that travel with the submit where the carrier has a field for it, and come back in its receipts. */
  reference: number;
}

/** The segments that one attempt got taken, in order, by the carrier's ids. */
export interface TakenSegments {
  carrierMessageIds: readonly string[];
  /** Segments of the whole message, those of earlier attempts included. */
  segmentCount: number;
}

/**
 * The ordinary outcomes of a submit. `in-doubt`: bytes may have left and no answer came; the dispatcher never submits
 * again on that. `throttled`: not now. `not-sent`: certain that nothing left, such as without a link. `failed`: the carrier answered with an error that
 * may pass; counted, unlike the two before it, up to the message's end, unless it was a try of a link that fails at everything (`isTry`). `taken` tells of
 * the segments before the one that the outcome is about.
 */
export type SubmitResult =
  | { outcome: 'accepted'; taken: TakenSegments }
  | { outcome: 'throttled'; retryAfterMs: number; taken?: TakenSegments }
  | { outcome: 'refused'; reason: string; taken?: TakenSegments }
  | { outcome: 'not-sent'; reason: string; retryAfterMs: number; taken?: TakenSegments }
  | { outcome: 'failed'; reason: string; retryAfterMs: number; isTry?: boolean; taken?: TakenSegments }
  | { outcome: 'in-doubt'; reason: string; taken?: TakenSegments };

/** A fact about one submitted segment. `eventKey` is the same for a repeated receipt. */
export interface DeliveryReceipt {
  /** The forms in which the submit's answer may have told the id, the likeliest first: some centres answer in hex and report in decimal. */
  carrierMessageIds: readonly [string, ...string[]];
  /** Whom the receipt says it is about, for one whose id is not ours or was lost; null when it does not say. */
  about: { sender: string; recipient: string; reference: number | null } | null;
  status: RecipientStatus;
  reason: string | null;
  roaming: boolean;
  eventKey: string;
  at: Date;
}

/** What a query brought: whether the carrier took the submit, and how its segments stand. */
export interface QueryAnswer {
  /** Null when the carrier does not say, or it was known. */
  submit: Extract<SubmitResult, { outcome: 'accepted' | 'refused' }> | null;
  receipts: readonly DeliveryReceipt[];
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

/** One part of a text that came in several (3GPP TS 23.040, 9.2.3.24.1): acknowledged part by part, so stored part by part. */
export interface InboundSegment {
  /** The same for a repeated delivery (I6). */
  inboundKey: string;
  msisdn: string;
  from: string;
  /** The sender's number for the whole text. */
  reference: number;
  /** 1 to `count`. */
  position: number;
  count: number;
  text: string;
  sentAt: Date;
}

/** What a carrier tells us. Each resolves when the fact is stored; only then may the carrier be acknowledged (F10, F11). */
export interface CarrierEvents {
  receipt(receipt: DeliveryReceipt): Promise<void>;
  inbound(message: InboundMessage): Promise<void>;
  inboundSegment(segment: InboundSegment): Promise<void>;
  /** Capacity came back: a link is up again or an answer freed a place. */
  capacity(): void;
}

/** One connection of the carrier, for people: operators see all, customers read that messages wait. */
export interface LinkHealth {
  name: string;
  /**
   * `open`: takes submits. `broken`: the circuit is open after failures, and is tried now and then. `down`: not connected. `refused`: the carrier does not
   * take our account, which people have to mend; it is tried now and then.
   */
  state: 'open' | 'broken' | 'down' | 'refused';
  /** A sentence for the operator, without numbers of subscribers or secrets. */
  detail: string;
}

/** What could leave now. `againInMs` tells, when nothing can, when to ask again. */
export interface Capacity {
  free: number;
  againInMs: number;
}

/** The port to a telephone network. */
export interface Carrier {
  readonly name: string;
  readonly capabilities: CarrierCapabilities;
  /** Free places over all links, after window, pace and circuit. The dispatcher claims no more than that. Answers at once. */
  capacity(): Capacity;
  submit(submission: Submission): Promise<SubmitResult>;
  /**
   * What became of a submit without an answer, or of one that no receipt came for. `carrierMessageIds` are those we know, in order of the
   * segments. Null when the carrier knows nothing of it.
   */
  query(submission: Submission, carrierMessageIds: readonly string[]): Promise<QueryAnswer | null>;
  /** Facts about a line of this carrier; null when the number is none of its lines. May be seconds old, unless `isFresh` asks for what is so now. */
  findLine(msisdn: string, options?: { isFresh: boolean }): Promise<LineFacts | null>;
  /** Every link, at least one. Answers at once. */
  health(): readonly LinkHealth[];
  /** Begins to hand over events; resolves when ready. Only the worker calls it. */
  start(events: CarrierEvents): Promise<void>;
  /** Resolves when no event is being handed over and every outstanding submit has its answer. */
  stop(): Promise<void>;
}

/** The half that pages and the API need: facts about a line. */
export interface LineDirectory extends Pick<Carrier, 'findLine'> {
  /**
   * Begins to tell which lines have another owner, from a directory that learns of it by itself; one that only answers has no such method, and changes
   * are found when a line is asked about. Told after `findLine` answers with the new owner.
   */
  watchOwners?(changed: (msisdn: string) => Promise<void>): void;
}

/** One call of a carrier that tells its facts by calling us over HTTP. */
export interface CarrierCall {
  kind: 'status' | 'inbound';
  /** The address's query as it came, with its question mark; empty without one. */
  query: string;
  signature: string;
  /** Fields of the form in their order. */
  fields: readonly (readonly [name: string, value: string])[];
}

/** A file of an inbound message that lies with the carrier. */
export interface RemoteMedia {
  url: string;
  contentType: string;
}

/** What a call told. `isLastCall`: the carrier does not repeat it. */
export type CarrierFact =
  | { kind: 'receipt'; receipt: DeliveryReceipt }
  | { kind: 'inbound'; message: Omit<InboundMessage, 'parts'>; media: readonly RemoteMedia[]; isLastCall: boolean }
  | { kind: 'nothing' };

/** The half that the API needs of such a carrier. */
export interface CarrierCallbacks {
  /** Whose ids its facts name: `Carrier.name`. */
  readonly carrier: string;
  /** In which header it signs its calls. */
  readonly signatureHeader: string;
  /** Null when the signature is not the carrier's; nothing else is looked at before. */
  read(call: CarrierCall): CarrierFact | null;
  /** The bytes of a file, from the carrier's own hosts alone. `later`: asking again may help. */
  fetchMedia(media: RemoteMedia): Promise<{ bytes: Buffer } | { missing: 'later' | 'for-good' }>;
}
