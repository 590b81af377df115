import type { InboundSegment } from '#lib/carriers/carrier.ts';
import { insertSegment, type KeptSegment, listSegments, listUnfinishedTexts, lockText, markAssembled, removeSegments, type SegmentedText } from '#lib/data/inbound-segments.ts';
import { inSqlTransaction, sql, type Sql } from '#lib/data/pool.ts';
import { receiveMessage } from '#lib/use-cases/messages/receive-message.ts';

/** A sender's phone sends the parts of one text within seconds; what has not come after an hour does not come. */
const giveUpAfterSeconds = 3_600;
/** Stands where a part is missing. */
const gap = '[…]';

/**
 * Keeps one part of a text that comes in several, and puts the text into the inbox once the last part is there, whatever their order (I6). A
 * repeated part changes nothing. References are reused after 256 or 65,536 texts: a part whose place is taken by another begins a new text.
 */
export async function receiveSegment(carrier: string, segment: InboundSegment): Promise<void> {
  const text: SegmentedText = { carrier, msisdn: segment.msisdn, sender: segment.from, reference: segment.reference, count: segment.count };
  for (;;) {
    const pushedOut = await inSqlTransaction((tx) => keep(tx, text, segment));
    if (pushedOut.length === 0) break;
    await deliver(text, pushedOut);
  }
  const kept = await listSegments(sql, text);
  const waiting = kept.filter(({ isAssembled }) => !isAssembled);
  // What was given up for lost has come after all: it follows by itself.
  const isLate = waiting.length > 0 && waiting.length < kept.length;
  if (waiting.length === text.count || isLate) await deliver(text, waiting);
}

/** Answers the parts of an older text with the same reference, which are to be delivered before this one takes their place. */
async function keep(tx: Sql, text: SegmentedText, segment: InboundSegment): Promise<KeptSegment[]> {
  await lockText(tx, text);
  const kept = await listSegments(tx, text);
  if (kept.some(({ inboundKey }) => inboundKey === segment.inboundKey)) return [];
  if (kept.some(({ position }) => position === segment.position)) {
    const unfinished = kept.filter(({ isAssembled }) => !isAssembled);
    if (unfinished.length > 0) return unfinished;
    await removeSegments(tx, text);
  }
  await insertSegment(tx, text, segment);
  return [];
}

/** Idempotent: the message's key follows from its parts, and they are marked only once it is stored. */
async function deliver(text: SegmentedText, segments: readonly KeptSegment[]): Promise<void> {
  const [first] = segments;
  if (!first) return;
  const byPosition = new Map(segments.map((each) => [each.position, each.text]));
  const whole = Array.from({ length: text.count }, (_, at) => byPosition.get(at + 1) ?? gap).join('').replaceAll(/(\[…\])+/g, gap);
  await receiveMessage({
    inboundKey: `${first.inboundKey} of ${text.count}`,
    msisdn: text.msisdn,
    direction: 'in',
    from: text.sender,
    to: [text.msisdn],
    text: whole,
    subject: null,
    isGroup: false,
    parts: [],
    sentAt: first.sentAt,
  });
  await markAssembled(sql, text, segments.map(({ inboundKey }) => inboundKey));
}

/** Texts of which a part never came are delivered with what there is: a torn text is better than none. */
export async function deliverUnfinishedTexts(): Promise<void> {
  for (const text of await listUnfinishedTexts(giveUpAfterSeconds, 100)) {
    await deliver(text, (await listSegments(sql, text)).filter(({ isAssembled }) => !isAssembled));
  }
}
