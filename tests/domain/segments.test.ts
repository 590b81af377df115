import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, it } from 'vitest';
import { countSegments, isGsm7, splitSegments } from '#lib/domain/segments.ts';

/** message-segment-calculator#18: brackets cost one unit once an emoji has made the text UCS-2. */
const issue18 = `this is a ${']'.repeat(74)}😘`;

const basic = '@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡AZÄÖÑÜ§¿azäöñüà';
const extension = '^{}\\[~]|€\f';
const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...basic) },
  { weight: 2, arbitrary: fc.constantFrom(...extension) },
  { weight: 1, arbitrary: fc.constantFrom('á', '’', '你', '😎', '🧗') },
);
const gsmText = fc.array(fc.constantFrom(...basic, ...extension), { maxLength: 700 }).map((list) => list.join(''));
const anyText = fc.array(character, { maxLength: 500 }).map((list) => list.join(''));

describe('segments', () => {
  it.each([
    ['a×160', 'a'.repeat(160), 'GSM-7', 160, 1],
    ['a×161', 'a'.repeat(161), 'GSM-7', 161, 2],
    ['a×306', 'a'.repeat(306), 'GSM-7', 306, 2],
    ['a×307', 'a'.repeat(307), 'GSM-7', 307, 3],
    ['a×459', 'a'.repeat(459), 'GSM-7', 459, 3],
    ['a×460', 'a'.repeat(460), 'GSM-7', 460, 4],
    ['[×80', '['.repeat(80), 'GSM-7', 160, 1],
    ['[×81', '['.repeat(81), 'GSM-7', 162, 2],
    ['trap 4: [ straddling 153', `${'a'.repeat(152)}[${'a'.repeat(152)}`, 'GSM-7', 306, 3],
    ['é×160, which is GSM-7', 'é'.repeat(160), 'GSM-7', 160, 1],
    ['á×70', 'á'.repeat(70), 'UCS-2', 70, 1],
    ['á×71', 'á'.repeat(71), 'UCS-2', 71, 2],
    ['trap 1: á×160', 'á'.repeat(160), 'UCS-2', 160, 3],
    ['😎×35', '😎'.repeat(35), 'UCS-2', 70, 1],
    ['😎×36', '😎'.repeat(36), 'UCS-2', 72, 2],
    ['trap 3: 😎×67, straddling 67', '😎'.repeat(67), 'UCS-2', 134, 3],
    ['’ and a×159', `’${'a'.repeat(159)}`, 'UCS-2', 160, 3],
    ['the text of message-segment-calculator#18', issue18, 'UCS-2', 86, 2],
    ['nothing', '', 'GSM-7', 0, 1],
    ['a family of four', '👨‍👩‍👧‍👦', 'UCS-2', 11, 1],
  ])('counts %s', (_name, text, encoding, units, count) => {
    expect(countSegments(text)).toMatchObject({ encoding, units, count });
  });

  it.each([
    ['á×140', 'á'.repeat(140), 'LATIN-1', 140, 1],
    ['á×141', 'á'.repeat(141), 'LATIN-1', 141, 2],
    ['á×160', 'á'.repeat(160), 'LATIN-1', 160, 2],
    ['á×268', 'á'.repeat(268), 'LATIN-1', 268, 2],
    ['á×269', 'á'.repeat(269), 'LATIN-1', 269, 3],
    ['é×160, since GSM-7 is cheaper', 'é'.repeat(160), 'GSM-7', 160, 1],
    ['á and [, which costs one unit there', 'á[', 'LATIN-1', 2, 1],
    ['á and €, which is not Latin-1', 'á€', 'UCS-2', 2, 1],
  ])('counts %s on a link with data coding 3', (_name, text, encoding, units, count) => {
    expect(countSegments(text, { latin1: true })).toMatchObject({ encoding, units, count });
  });

  it('leaves one octet less to a part whose header has a 16-bit reference', () => {
    const wideReference = true;
    expect(countSegments('a'.repeat(304), { wideReference }).count).toBe(2);
    expect(countSegments('a'.repeat(305), { wideReference }).count).toBe(3);
    expect(countSegments('á'.repeat(133), { wideReference }).count).toBe(3);
    expect(countSegments('á'.repeat(266), { wideReference, latin1: true }).count).toBe(2);
    expect(countSegments('á'.repeat(267), { wideReference, latin1: true }).count).toBe(3);
    expect(countSegments('a'.repeat(160), { wideReference }).count).toBe(1);
  });

  it('says what is left in the last segment', () => {
    expect(countSegments('See you at seven.').remaining).toBe(143);
    expect(countSegments('a'.repeat(161)).remaining).toBe(145);
    expect(countSegments('a'.repeat(306)).remaining).toBe(0);
    expect(countSegments('😎'.repeat(67)).remaining).toBe(65);
    expect(countSegments('').remaining).toBe(160);
  });

  it('knows the 137 characters of GSM-7: 127 and ten that cost two', () => {
    const all = Array.from({ length: 0x10000 }, (_, point) => String.fromCharCode(point)).filter(isGsm7);
    expect(all).toHaveLength(137);
    expect(all.filter((each) => countSegments(each).units === 2).join('')).toBe([...extension].sort().join(''));
    expect(isGsm7('\u001b')).toBe(false);
  });

  it('Latin-1 is not GSM-7: of its 191 printable characters 68 are in neither table', () => {
    const printable = Array.from({ length: 256 }, (_, point) => point).filter(
      (point) => (point >= 0x20 && point < 0x7f) || point >= 0xa0,
    );
    const units = printable
      .map((point) => String.fromCodePoint(point))
      .map((each) => (isGsm7(each) ? countSegments(each).units : 0));
    expect(units).toHaveLength(191);
    expect([1, 2, 0].map((cost) => units.filter((each) => each === cost).length)).toEqual([115, 8, 68]);
  });

  it('agrees with sms-segments-calculator', () => {
    fc.assert(
      // It takes a family, or CR LF, for one character, so the comparison keeps to characters of one code point.
      fc.property(fc.oneof(anyText, gsmText), (text) => {
        const oracle = new SegmentedMessage(text);
        expect(countSegments(text)).toMatchObject({ encoding: oracle.encodingName, count: oracle.segmentsCount });
      }),
      { numRuns: 300 },
    );
  });

  const options = fc.record({ latin1: fc.boolean(), wideReference: fc.boolean() });
  const wildText = fc.oneof(
    anyText,
    gsmText,
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
  );

  it('S7 loses nothing: the segments joined are the text, and their number is the count', () => {
    fc.assert(
      fc.property(wildText, options, (text, choice) => {
        const { encoding, segments } = splitSegments(text, choice);
        expect(segments.join('')).toBe(text);
        expect(countSegments(text, choice)).toMatchObject({ encoding, count: segments.length });
      }),
    );
  });

  it('never overfills a segment, and never begins a new one while the next character still fits', () => {
    const capacity = { 'GSM-7': [160, 153, 152], 'LATIN-1': [140, 134, 133], 'UCS-2': [70, 67, 66] } as const;
    fc.assert(
      fc.property(wildText, options, (text, choice) => {
        const { encoding, segments } = splitSegments(text, choice);
        const [single, part, widePart] = capacity[encoding];
        const limit = segments.length === 1 ? single : choice.wideReference ? widePart : part;
        const unitsOf = (piece: string) => (encoding === 'GSM-7' ? countSegments(piece).units : piece.length);
        for (const [index, segment] of segments.entries()) {
          expect(unitsOf(segment)).toBeLessThanOrEqual(limit);
          const [next] = segments[index + 1] ?? '';
          if (next !== undefined) expect(unitsOf(segment) + unitsOf(next)).toBeGreaterThan(limit);
        }
      }),
    );
  });

  it('trap 3: never tears a surrogate pair', () => {
    fc.assert(
      fc.property(wildText, (text) => {
        if (!text.isWellFormed()) return;
        for (const segment of splitSegments(text).segments) expect(segment.isWellFormed()).toBe(true);
      }),
    );
  });
});
