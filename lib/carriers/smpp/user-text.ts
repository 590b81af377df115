import { decodeGsm, type Shifts } from '#lib/carriers/smpp/gsm-alphabet.ts';
import type { SmppTexts } from '#lib/carriers/smpp/texts.ts';

type Alphabet = 'gsm7' | 'ascii' | 'latin1' | 'ucs2' | 'iso-8859-5' | 'iso-8859-8' | 'iso-2022-jp' | 'euc-kr';

/** SMPP 3.4, 5.2.19, for the values below 16; 2, 4 and 9 are no text, the rest is reserved. */
const smppCodings: Readonly<Record<number, Alphabet>> = { 1: 'ascii', 3: 'latin1', 6: 'iso-8859-5', 7: 'iso-8859-8', 8: 'ucs2', 10: 'iso-2022-jp', 14: 'euc-kr' };

/** The alphabet of a data coding; null for data that is no text. From 16 on it is the coding scheme of 3GPP TS 23.038, 4 and 5. */
function alphabetOf(dataCoding: number, texts: SmppTexts): Alphabet | null {
  if (dataCoding === 0) return texts.defaultAlphabet;
  if (dataCoding < 0x10) return smppCodings[dataCoding] ?? null;
  const group = dataCoding >> 4;
  // Compressed, or marked for deletion and compressed.
  if (group < 8 && (dataCoding & 0x20) !== 0) return null;
  if (group < 8) return ([texts.defaultAlphabet, null, 'ucs2', null] as const)[(dataCoding >> 2) & 3] ?? null;
  // Message waiting: discard, store, store as UCS-2.
  if (group === 0xc || group === 0xd) return texts.defaultAlphabet;
  if (group === 0xe) return 'ucs2';
  // With a class, such as a text that flashes up and is not kept.
  if (group === 0xf) return (dataCoding & 4) === 0 ? texts.defaultAlphabet : null;
  return null;
}

/** Reads the text of an incoming message; null when it is none. Never throws. What PostgreSQL cannot keep, U+0000, is left out. */
export function decodeUserText(octets: Buffer, dataCoding: number, shifts: Shifts, texts: SmppTexts): string | null {
  const isShifted = shifts.single !== 0 || shifts.locking !== 0;
  const alphabet = isShifted && dataCoding === 0 ? 'gsm7' : alphabetOf(dataCoding, texts);
  return alphabet && decode(octets, alphabet, shifts).replaceAll('\u0000', '');
}

function decode(octets: Buffer, alphabet: Alphabet, shifts: Shifts): string {
  switch (alphabet) {
    case 'gsm7':
      return decodeGsm(octets, shifts);
    case 'ascii':
    case 'latin1':
      // Not a text decoder: those take the label ISO-8859-1 for windows-1252.
      return octets.toString(alphabet);
    case 'ucs2':
      return decodeUtf16(octets);
    default:
      return new TextDecoder(alphabet).decode(octets);
  }
}

/** Big-endian unless a byte order mark says otherwise. Half a unit at the end is dropped, half a surrogate pair becomes U+FFFD. */
function decodeUtf16(octets: Buffer): string {
  const units = Buffer.from(octets.subarray(0, octets.length & ~1));
  if (units.length > 1 && units.readUInt16LE(0) !== 0xfeff) units.swap16();
  return units.toString('utf16le').replace(/^\ufeff/, '').toWellFormed();
}
