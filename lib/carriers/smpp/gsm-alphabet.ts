/**
 * The GSM 7-bit alphabets (3GPP TS 23.038, 6.2.1 and annex A) in the unpacked form that message centres speak: one septet an octet. What the national
 * tables leave empty falls back on the default ones.
 */
import { gsmBasic } from '#lib/domain/segments.ts';

const escape = 0x1b;
/** `gsmBasic` leaves the escape out. */
const basic: readonly string[] = [...gsmBasic.slice(0, escape), '\u001b', ...gsmBasic.slice(escape)];

type Septets = Readonly<Record<number, string>>;

/** 6.2.1.1 */
const extension: Septets = { 0x0a: '\f', 0x14: '^', 0x28: '{', 0x29: '}', 0x2f: '\\', 0x3c: '[', 0x3d: '~', 0x3e: ']', 0x40: '|', 0x65: '€' };

/** A.2.1 to A.2.3: after an escape. */
const singleShifts: Readonly<Record<number, Septets>> = {
  1: { ...extension, 0x47: 'Ğ', 0x49: 'İ', 0x53: 'Ş', 0x63: 'ç', 0x67: 'ğ', 0x69: 'ı', 0x73: 'ş' },
  2: { ...extension, 0x09: 'ç', 0x41: 'Á', 0x49: 'Í', 0x4f: 'Ó', 0x55: 'Ú', 0x61: 'á', 0x69: 'í', 0x6f: 'ó', 0x75: 'ú' },
  3: {
    ...extension, 0x05: 'ê', 0x09: 'ç', 0x0b: 'Ô', 0x0c: 'ô', 0x0e: 'Á', 0x0f: 'á', 0x12: 'Φ', 0x13: 'Γ', 0x15: 'Ω', 0x16: 'Π', 0x17: 'Ψ', 0x18: 'Σ', 0x19: 'Θ',
    0x1f: 'Ê', 0x41: 'À', 0x49: 'Í', 0x4f: 'Ó', 0x55: 'Ú', 0x5b: 'Ã', 0x5c: 'Õ', 0x61: 'Â', 0x69: 'í', 0x6f: 'ó', 0x75: 'ú', 0x7b: 'ã', 0x7c: 'õ', 0x7f: 'â',
  },
};

/** A.3.1 and A.3.3, as far as they differ from the default; Spanish (A.3.2) has none. */
const lockingShifts: Readonly<Record<number, Septets>> = {
  1: { 0x04: '€', 0x07: 'ı', 0x0b: 'Ğ', 0x0c: 'ğ', 0x1c: 'Ş', 0x1d: 'ş', 0x40: 'İ', 0x60: 'ç' },
  3: {
    0x04: 'ê', 0x06: 'ú', 0x07: 'í', 0x08: 'ó', 0x09: 'ç', 0x0b: 'Ô', 0x0c: 'ô', 0x0e: 'Á', 0x0f: 'á', 0x12: 'ª', 0x13: 'Ç', 0x14: 'À', 0x15: '∞', 0x16: '^', 0x17: '\\',
    0x18: '€', 0x19: 'Ó', 0x1a: '|', 0x1c: 'Â', 0x1d: 'â', 0x1e: 'Ê', 0x24: 'º', 0x40: 'Í', 0x5b: 'Ã', 0x5c: 'Õ', 0x5d: 'Ú', 0x60: '~', 0x7b: 'ã', 0x7c: 'õ', 0x7d: '`',
  },
};

/** National language identifiers of a user data header (3GPP TS 23.040, 9.2.3.24.15 and 16); 0 is the default alphabet. */
export interface Shifts {
  single: number;
  locking: number;
}

/** Reads septets. An escape before what no table holds is a space (6.2.1.1), and so is one at the end. */
export function decodeGsm(octets: Uint8Array, { single, locking }: Shifts = { single: 0, locking: 0 }): string {
  const locked = lockingShifts[locking] ?? {};
  const shifted = singleShifts[single] ?? extension;
  let text = '';
  for (let at = 0; at < octets.length; at += 1) {
    const septet = (octets[at] ?? 0) & 0x7f;
    if (septet === escape) {
      at += 1;
      const next = (octets[at] ?? escape) & 0x7f;
      // What this table leaves empty is the character of the main one.
      text += next === escape ? ' ' : (shifted[next] ?? locked[next] ?? basic[next] ?? ' ');
    } else text += locked[septet] ?? basic[septet] ?? ' ';
  }
  return text;
}

const septetsOf = new Map<string, readonly number[]>([
  ...basic.map((character, septet): [string, readonly number[]] => [character, [septet]]),
  ...Object.entries(extension).map(([septet, character]): [string, readonly number[]] => [character, [escape, Number(septet)]]),
]);
const questionMark: readonly number[] = [0x3f];

/** Writes a text of the default alphabet and its extension. */
export function encodeGsm(text: string): Buffer {
  return Buffer.from([...text].flatMap((character) => septetsOf.get(character) ?? questionMark));
}
