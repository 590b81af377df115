import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameReader, FrameProblem, type ParsedInput, writeFrame } from '#lib/api/stomp/frames.ts';

const headerText = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => !text.includes('\0') && text.isWellFormed());
const headers = fc.dictionary(headerText.filter((name) => name !== '' && name !== 'content-length'), headerText, { maxKeys: 8, noNullPrototype: true });

/** The input in pieces, cut anywhere. */
function readInPieces(bytes: Buffer, cuts: number[]): ParsedInput[] {
  const reader = createFrameReader();
  const at = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].toSorted((left, right) => left - right);
  return [...at, bytes.length].flatMap((end, index) => reader.read(bytes.subarray(at[index - 1] ?? 0, end)));
}

describe('frames', () => {
  it('what is written is read back, however the bytes are cut, with heart-beats between', () => {
    fc.assert(
      fc.property(headers, fc.string({ unit: 'grapheme', maxLength: 200 }), fc.array(fc.nat()), (fields, body, cuts) => {
        const bytes = Buffer.from(`\n${writeFrame('MESSAGE', fields, body.toWellFormed())}\r\n${writeFrame('MESSAGE', fields)}`);
        const read = readInPieces(bytes, cuts);
        const frames = read.flatMap((input) => (input.kind === 'frame' ? [input.frame] : []));
        expect(frames.map((frame) => frame.body)).toEqual([body.toWellFormed(), '']);
        for (const frame of frames) for (const [name, value] of Object.entries(fields)) expect(frame.headers.get(name)).toBe(value);
        expect(read.filter(({ kind }) => kind === 'heart-beat')).toHaveLength(2);
      }),
    );
  });

  it('T28, fuzz: whatever comes in, it is frames or a FrameProblem, and never more kept than the cap', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      fc.constantFrom('CONNECT\n', 'SUBSCRIBE\r\n', 'id:1\n', ':\n', '\n', '\r\n', '\0', 'content-length:5\n', 'content-length:99999999\n', '\\', '\\n', 'a'.repeat(9_000)).map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const reader = createFrameReader();
        try {
          for (const bytes of pieces) for (const input of reader.read(bytes)) expect(['frame', 'heart-beat']).toContain(input.kind);
        } catch (error) {
          expect(error).toBeInstanceOf(FrameProblem);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('refuses too many headers, a header that is too long, a frame that never ends, bytes that are no UTF-8', () => {
    const read = (text: string | Buffer) => () => createFrameReader().read(Buffer.from(text as string));
    expect(read(`CONNECT\n${'a:1\n'.repeat(33)}\n\0`)).toThrow(FrameProblem);
    expect(read(`CONNECT\na:${'x'.repeat(1_100)}\n\n\0`)).toThrow(FrameProblem);
    expect(read(`CONNECT\ndpop:${'x'.repeat(4_097)}\n\n\0`)).toThrow(FrameProblem);
    expect(read(`CONNECT\na:1\n\n${'x'.repeat(9_000)}`)).toThrow(FrameProblem);
    expect(read('x'.repeat(9_000))).toThrow(FrameProblem);
    expect(read(Buffer.from([0x43, 0x4f, 0x4e, 0x0a, 0x61, 0x3a, 0xff, 0x0a, 0x0a, 0x00]))).toThrow(FrameProblem);
    expect(read('CONNECT\0')).toThrow(FrameProblem);
  });

  it('of a repeated header the first counts; CONNECT is not unescaped', () => {
    const [input] = createFrameReader().read(Buffer.from('CONNECT\na:1\na:2\nb:x\\cy\n\n\0'));
    expect(input).toMatchObject({ kind: 'frame', frame: { command: 'CONNECT', headers: new Map([['a', '1'], ['b', 'x\\cy']]) } });
  });
});
