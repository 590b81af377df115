/** Protocol data units of SMPP 3.4 (and the fields of 5.0 that centres send along), encoded and decoded by the package `smpp`. */
import smpp from 'smpp';
import { isTornDelivery } from '#lib/carriers/smpp/torn-delivery.ts';

/** The fields that are read here. Any may be absent: centres leave out what they like, and a torn one is cut off. */
export interface Pdu {
  command: string;
  command_status: number;
  sequence_number: number;
  /** The header could be read and the rest could not. */
  isMalformed?: boolean;
  message_id?: string;
  source_addr_ton?: number;
  source_addr?: string;
  dest_addr_ton?: number;
  destination_addr?: string;
  esm_class?: number;
  data_coding?: number;
  short_message?: Buffer;
  message_payload?: Buffer;
  message_state?: number;
  /** Of query_sm_resp. */
  error_code?: number;
  final_date?: string;
  receipted_message_id?: string;
  network_error_code?: Buffer;
  user_message_reference?: number;
  sar_msg_ref_num?: number;
  sar_total_segments?: number;
  sar_segment_seqnum?: number;
}

export type PduFields = Readonly<Record<string, string | number | Buffer>>;

export const headerBytes = 16;
/** What the package takes. A message of 64 kB in one PDU exists in the standard alone. */
export const largestPdu = 16_384;
const responseBit = 0x8000_0000;

/** The package translates texts and times by rules of its own, which lose octets: here they stay as they came, and `user-data.ts` reads them. */
class RawPdu extends smpp.PDU {
  override _filter(): void {
    // Nothing is translated.
  }
}

// The package reads the text of an optional field up to its NUL, into the next field where a centre leaves the NUL out.
for (const name of ['receipted_message_id']) {
  const tlv = smpp.tlvs[name];
  if (tlv) tlv.type = { ...tlv.type, read: (buffer, offset, length = 0) => textUntilNul(buffer.subarray(offset, offset + length)) };
}

function textUntilNul(octets: Buffer): string {
  const end = octets.indexOf(0);
  return octets.toString('latin1', 0, end < 0 ? octets.length : end);
}

export function encodePdu(command: string, sequence: number, fields: PduFields = {}, status = 0): Buffer {
  return new RawPdu(command, { ...fields, command_status: status, sequence_number: sequence }).toBuffer();
}

/**
 * Reads one whole frame. Never throws: of what cannot be read the header remains. Texts of fields come without control characters, which no store and no
 * log wants.
 */
export function decodePdu(frame: Buffer): Pdu {
  try {
    if (isTornDelivery(frame)) return malformed(frame);
    const pdu = new RawPdu(frame);
    for (const [field, value] of Object.entries(pdu)) if (typeof value === 'string') pdu[field] = value.replaceAll(/\p{Cc}/gu, '');
    return pdu as Pdu;
  } catch {
    return malformed(frame);
  }
}

const malformed = (frame: Buffer): Pdu => ({ command: commandOf(frame), command_status: frame.readUInt32BE(8), sequence_number: frame.readUInt32BE(12), isMalformed: true });

function commandOf(frame: Buffer): string {
  const id = frame.readUInt32BE(4);
  return Object.entries(smpp.commands).find(([, command]) => command.id === id)?.[0] ?? 'unknown';
}

/** Whether a frame answers a request of ours. Told by the header, so that it is known of commands that nobody knows. */
export function isResponse(frame: Buffer): boolean {
  return (frame.readUInt32BE(4) & responseBit) !== 0;
}
