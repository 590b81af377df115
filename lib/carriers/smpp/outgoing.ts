import type { Submission } from '#lib/carriers/carrier.ts';
import { toSmppAddress } from '#lib/carriers/smpp/addresses.ts';
import { encodeGsm } from '#lib/carriers/smpp/gsm-alphabet.ts';
import type { PduFields } from '#lib/carriers/smpp/pdu.ts';
import type { SmppSettings } from '#lib/carriers/smpp/settings.ts';
import { smppSegments, type SmppTexts } from '#lib/carriers/smpp/texts.ts';
import { validityPeriod } from '#lib/carriers/smpp/times.ts';
import { concatenationHeader } from '#lib/carriers/smpp/user-data-header.ts';
import { splitSegments, type SegmentEncoding } from '#lib/domain/segments.ts';

/** One submit_sm. */
export interface OutgoingPdu {
  fields: PduFields;
  /** What it costs on the radio. */
  segments: number;
}

const headerIndicator = 0x40;
/** SMPP 3.4, 5.2.17: a receipt of success and of failure. */
const receiptPlease = 1;
/** Of message_payload, so that the PDU stays within what `smpp` and most centres take. */
const longestPayload = 4_096;

/** Why a submission cannot leave by SMS, as a public reason; null when it can. */
export function refusalOf(submission: Submission): string | null {
  if (submission.group) return 'no-group';
  if (submission.parts.length > 0 || submission.recipient.includes('@')) return 'no-mms';
  return null;
}

/** The PDUs of a message in their order, the same at every attempt; null when it has more segments than the link takes. */
export function outgoingPdus(submission: Submission, settings: SmppSettings, now: Date): OutgoingPdu[] | null {
  const { texts } = settings;
  // One that another carrier was to send as MMS.
  const text = submission.subject ? `${submission.subject}\n${submission.text}` : submission.text;
  const { encoding, segments } = splitSegments(text, smppSegments(texts));
  if (segments.length > texts.maxSegments) return null;
  const common = { ...envelope(submission, settings, now), data_coding: dataCodings[encoding] };
  const encode = encoderOf(encoding, texts);
  const [only] = segments;
  if (segments.length === 1 && only !== undefined) return [{ fields: { ...common, short_message: encode(only) }, segments: 1 }];
  if (texts.concatenation === 'payload') {
    const payload = encode(text);
    return payload.length > longestPayload ? null : [{ fields: { ...common, short_message: Buffer.alloc(0), message_payload: payload }, segments: segments.length }];
  }
  return segments.map((segment, at) => ({ fields: { ...common, ...inItsPlace(encode(segment), submission.reference, at + 1, segments.length, texts) }, segments: 1 }));
}

/** 3GPP TS 23.038 by way of SMPP 3.4, 5.2.19. */
const dataCodings: Readonly<Record<SegmentEncoding, number>> = { 'GSM-7': 0, 'LATIN-1': 3, 'UCS-2': 8 };

function encoderOf(encoding: SegmentEncoding, { defaultAlphabet }: SmppTexts): (text: string) => Buffer {
  if (encoding === 'UCS-2') return (text) => Buffer.from(text, 'utf16le').swap16();
  if (encoding === 'LATIN-1' || defaultAlphabet === 'latin1') return (text) => Buffer.from(text, 'latin1');
  return encodeGsm;
}

function inItsPlace(octets: Buffer, reference: number, position: number, count: number, { concatenation }: SmppTexts): PduFields {
  if (concatenation === 'sar') return { short_message: octets, sar_msg_ref_num: reference, sar_total_segments: count, sar_segment_seqnum: position };
  const header = concatenationHeader({ reference, position, count }, concatenation === 'udh16');
  return { esm_class: headerIndicator, short_message: Buffer.concat([header, octets]) };
}

function envelope(submission: Submission, settings: SmppSettings, now: Date): PduFields {
  const sender = toSmppAddress(submission.sender, settings.shortCode);
  const recipient = toSmppAddress(submission.recipient, settings.shortCode);
  return {
    service_type: settings.serviceType,
    source_addr_ton: sender.ton, source_addr_npi: sender.npi, source_addr: sender.digits,
    dest_addr_ton: recipient.ton, dest_addr_npi: recipient.npi, destination_addr: recipient.digits,
    registered_delivery: receiptPlease,
    validity_period: validityPeriod(submission.validUntil, now, settings.validity),
    ...(settings.reference ? { user_message_reference: submission.reference } : {}),
  };
}
