/**
 * What an SMS costs on the radio: 140 octets a segment, less a header in each part of a longer one (3GPP TS 23.040, 9.2.3.24), in
 * the cheapest alphabet that holds the whole text. Parts are packed character by character, since a surrogate pair or an escape
 * pair of GSM-7 must not be cut; dividing the length by 153 or 67 gives too few.
 */
import { isLatin1 } from '#lib/domain/latin1.ts';

export type SegmentEncoding = 'GSM-7' | 'LATIN-1' | 'UCS-2';

export interface SegmentOptions {
  /** The link takes data coding 3, so ISO-8859-1 may be used where GSM-7 does not reach. Default false. */
  latin1?: boolean;
  /** The header carries a 16-bit reference and is one octet longer. Default false. */
  wideReference?: boolean;
  /** The link's own alphabet is ISO-8859-1, so characters of GSM-7 that it does not hold (Greek capitals, €) cannot leave in it. Default false. */
  latin1Default?: boolean;
}

export interface SegmentCount {
  encoding: SegmentEncoding;
  /** Septets, octets or 16-bit units of the whole text, without headers. */
  units: number;
  /** At least one: an empty text is one empty segment. */
  count: number;
  /** Units left in the last segment, as the text stands now. */
  remaining: number;
}

interface SegmentLimits {
  single: number;
  part: number;
  widePart: number;
}

const limits: Readonly<Record<SegmentEncoding, SegmentLimits>> = {
  'GSM-7': { single: 160, part: 153, widePart: 152 },
  'LATIN-1': { single: 140, part: 134, widePart: 133 },
  'UCS-2': { single: 70, part: 67, widePart: 66 },
};

/** 3GPP TS 23.038, 6.2.1: the default alphabet without its escape. */
export const gsmBasic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** 3GPP TS 23.038, 6.2.1.1: each takes an escape and a second septet. */
const gsmExtension = '^{}\\[~]|€\f';

/** Septets by UTF-16 unit: both alphabets lie in the basic plane, so a look at each unit is one at each character. */
const gsmSeptets = new Map([...gsmBasic, ...gsmExtension].map((character) => [character.charCodeAt(0), gsmExtension.includes(character) ? 2 : 1]));

/** Whether all characters of a text are in the GSM-7 alphabet, its extension included. */
export function isGsm7(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (!gsmSeptets.has(text.charCodeAt(at))) return false;
  return true;
}

/** Counts the segments of a text without building them. Agrees with `splitSegments` in every case. */
export function countSegments(text: string, options: SegmentOptions = {}): SegmentCount {
  const { encoding, sizes } = pack(text, options);
  const { single, part, widePart } = limits[encoding];
  const capacity = sizes.length === 1 ? single : options.wideReference ? widePart : part;
  return {
    encoding,
    units: sizes.reduce((sum, size) => sum + size.units, 0),
    count: sizes.length,
    remaining: capacity - (sizes.at(-1)?.units ?? 0),
  };
}

/** Splits a text into its segments. Joined they are the text again; none is torn inside a character. */
export function splitSegments(text: string, options: SegmentOptions = {}): { encoding: SegmentEncoding; segments: string[] } {
  const { encoding, sizes } = pack(text, options);
  let start = 0;
  const segments = sizes.map(({ length }) => text.slice(start, (start += length)));
  return { encoding, segments };
}

interface Size {
  /** In units of the encoding. */
  units: number;
  /** In UTF-16 units of the string. */
  length: number;
}

function pack(text: string, options: SegmentOptions): { encoding: SegmentEncoding; sizes: Size[] } {
  const encoding = encodingOf(text, options);
  const { single, part, widePart } = limits[encoding];
  const total = sizeOf(text, encoding);
  if (total.units <= single) return { encoding, sizes: [total] };
  const capacity = options.wideReference ? widePart : part;
  const sizes: Size[] = [];
  let current: Size = { units: 0, length: 0 };
  for (let at = 0; at < text.length; ) {
    // Half of a pair that has lost the other stands alone.
    const length = (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    const units = encoding === 'GSM-7' ? (gsmSeptets.get(text.charCodeAt(at)) ?? 1) : length;
    if (current.units + units > capacity) {
      sizes.push(current);
      current = { units: 0, length: 0 };
    }
    current.units += units;
    current.length += length;
    at += length;
  }
  return { encoding, sizes: [...sizes, current] };
}

function encodingOf(text: string, { latin1, latin1Default }: SegmentOptions): SegmentEncoding {
  if (isGsm7(text) && (!latin1Default || isLatin1(text))) return 'GSM-7';
  return latin1 && isLatin1(text) ? 'LATIN-1' : 'UCS-2';
}

function sizeOf(text: string, encoding: SegmentEncoding): Size {
  let units = text.length;
  if (encoding === 'GSM-7') for (let at = 0; at < text.length; at += 1) units += (gsmSeptets.get(text.charCodeAt(at)) ?? 1) - 1;
  return { units, length: text.length };
}
