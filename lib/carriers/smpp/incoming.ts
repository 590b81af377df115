import { createHash } from 'node:crypto';
import type { DeliveryReceipt, InboundMessage, InboundSegment } from '#lib/carriers/carrier.ts';
import { fromSmppAddress } from '#lib/carriers/smpp/addresses.ts';
import type { Pdu } from '#lib/carriers/smpp/pdu.ts';
import { readReceipt } from '#lib/carriers/smpp/receipt.ts';
import type { SmppSettings } from '#lib/carriers/smpp/settings.ts';
import { placeOf, splitUserData, type Place, type UserDataHeader } from '#lib/carriers/smpp/user-data-header.ts';
import { decodeUserText } from '#lib/carriers/smpp/user-text.ts';

type Told<Kind extends InboundMessage | InboundSegment> = Omit<Kind, 'inboundKey'>;

/** What a deliver_sm or data_sm says. `digest` stands for the content of a message, whenever it comes. */
export type Incoming =
  | { kind: 'receipt'; receipt: DeliveryReceipt }
  | { kind: 'message'; message: Told<InboundMessage>; digest: string }
  | { kind: 'segment'; segment: Told<InboundSegment>; digest: string }
  /** Nothing that could be stored: an unreadable receipt, an acknowledgement by a phone's program. */
  | { kind: 'nothing'; why: 'unreadable-receipt' | 'acknowledgement' };

/** esm_class (SMPP 3.4, 5.2.12): bits of three meanings, so it is masked and never compared. */
const typeMask = 0x3c;
const types = { receipt: 0x04, intermediate: 0x20, message: 0 };
const headerIndicator = 0x40;

const noHeader: UserDataHeader = { place: null, shifts: { single: 0, locking: 0 }, isForProgram: false };

/** Reads what the centre delivers. Never throws, whatever the PDU holds. */
export function readIncoming(pdu: Pdu, { texts, timeZone, ownShortCode }: SmppSettings, now: Date): Incoming {
  const esmClass = pdu.esm_class ?? 0;
  const type = esmClass & typeMask;
  const isIntermediate = type === types.intermediate;
  // Some centres send receipts as ordinary messages; nobody but a centre can send this field.
  if (type === types.receipt || isIntermediate || pdu.receipted_message_id !== undefined) {
    const receipt = readReceipt(pdu, { timeZone, now, isIntermediate });
    return receipt ? { kind: 'receipt', receipt } : { kind: 'nothing', why: 'unreadable-receipt' };
  }
  if (type !== types.message) return { kind: 'nothing', why: 'acknowledgement' };
  const octets = pdu.message_payload?.length ? pdu.message_payload : (pdu.short_message ?? Buffer.alloc(0));
  const split = (esmClass & headerIndicator) === 0 ? { header: noHeader, rest: octets } : splitUserData(octets);
  const place = split?.header.place ?? placeOf(pdu.sar_msg_ref_num, pdu.sar_total_segments, pdu.sar_segment_seqnum);
  const from = fromSmppAddress(pdu.source_addr_ton, pdu.source_addr);
  const to = fromSmppAddress(pdu.dest_addr_ton, pdu.destination_addr);
  const text = textOf(split, octets, pdu.data_coding ?? 0, texts);
  const digest = digestOf([from, to, placeKey(place), String(pdu.data_coding ?? 0)], octets);
  if (place && place.count > 1) return { kind: 'segment', segment: { msisdn: to, from, ...place, text, sentAt: now }, digest };
  // Whatever type of number the centre gives a short code.
  const isToUs = to.replace(/^\+/, '') === ownShortCode;
  const whose = isToUs ? ({ msisdn: from, direction: 'out', to: [ownShortCode] } as const) : ({ msisdn: to, direction: 'in', to: [to] } as const);
  return { kind: 'message', message: { ...whose, from, text, subject: null, isGroup: false, parts: [], sentAt: now }, digest };
}

function textOf(split: { header: UserDataHeader; rest: Buffer } | null, octets: Buffer, dataCoding: number, texts: SmppSettings['texts']): string {
  const { header, rest } = split ?? { header: noHeader, rest: octets };
  const text = split && !header.isForProgram ? decodeUserText(rest, dataCoding, header.shifts, texts) : null;
  return text ?? `[Data for a program on the phone, ${rest.length} bytes: it is no text and cannot be shown.]`;
}

function placeKey(place: Place | null): string {
  return place ? `${place.reference} ${place.position} ${place.count}` : '';
}

function digestOf(fields: readonly string[], octets: Buffer): string {
  return createHash('sha256').update(JSON.stringify(fields)).update(octets).digest('base64url');
}
