/** The header that may stand before a text: information elements (3GPP TS 23.040, 9.2.3.24). */

/** The place of one part within a text. */
export interface Place {
  reference: number;
  position: number;
  count: number;
}

export interface UserDataHeader {
  place: Place | null;
  /** National language identifiers, 0 for none. */
  shifts: { single: number; locking: number };
  /** Addressed to a port: data for a program on the phone, such as a visiting card. */
  isForProgram: boolean;
}

const element = { concatenated8: 0x00, port8: 0x04, port16: 0x05, concatenated16: 0x08, singleShift: 0x24, lockingShift: 0x25 };

/** A place that can be meant; null for part 0, part 4 of 3 and the like, which the standard says to overlook. */
export function placeOf(reference: number | undefined, count: number | undefined, position: number | undefined): Place | null {
  if (reference === undefined || !count || !position || position > count) return null;
  return { reference, position, count };
}

/** Parts the header from what follows it. Null when the header claims more than there is. */
export function splitUserData(octets: Buffer): { header: UserDataHeader; rest: Buffer } | null {
  const length = octets[0];
  if (length === undefined || length + 1 > octets.length) return null;
  const header: UserDataHeader = { place: null, shifts: { single: 0, locking: 0 }, isForProgram: false };
  const end = length + 1;
  for (let at = 1; at + 2 <= end; ) {
    const id = octets[at] ?? 0;
    const size = octets[at + 1] ?? 0;
    const data = octets.subarray(at + 2, at + 2 + size);
    at += 2 + size;
    // Torn: the element runs beyond the header.
    if (at > end) break;
    readElement(header, id, data);
  }
  return { header, rest: octets.subarray(end) };
}

function readElement(header: UserDataHeader, id: number, data: Buffer): void {
  if (id === element.concatenated8 && data.length === 3) header.place = placeOf(data[0], data[1], data[2]);
  else if (id === element.concatenated16 && data.length === 4) header.place = placeOf(data.readUInt16BE(0), data[2], data[3]);
  else if (id === element.singleShift && data.length === 1) header.shifts.single = data[0] ?? 0;
  else if (id === element.lockingShift && data.length === 1) header.shifts.locking = data[0] ?? 0;
  else if (id === element.port8 || id === element.port16) header.isForProgram = true;
}

/** The header of one part, with a reference of 8 or 16 bits. */
export function concatenationHeader({ reference, position, count }: Place, wide: boolean): Buffer {
  if (!wide) return Buffer.from([5, element.concatenated8, 3, reference & 0xff, count, position]);
  return Buffer.from([6, element.concatenated16, 4, (reference >> 8) & 0xff, reference & 0xff, count, position]);
}
