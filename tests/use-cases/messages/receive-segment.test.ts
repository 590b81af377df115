import { beforeEach, describe, expect, it } from 'vitest';
import type { InboundSegment } from '#lib/carriers/carrier.ts';
import { sql } from '#lib/data/pool.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { deliverUnfinishedTexts, receiveSegment } from '#lib/use-cases/messages/receive-segment.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let actor: SubscriberActor;
beforeEach(async () => {
  await sql.query(`DELETE FROM "InboundSegment"`);
  actor = await createSubscriber();
});

const from = '+12025550123';
const segment = (position: number, text: string, more: Partial<InboundSegment> = {}): InboundSegment => ({
  inboundKey: `k${more.reference ?? 7} ${position} ${text}`, msisdn: actor.msisdn, from, reference: 7, position, count: 3, text, sentAt: new Date('2026-11-01T10:00:00Z'), ...more,
});
const receive = async (...segments: InboundSegment[]) => {
  for (const each of segments) await receiveSegment('fake', each);
};
const texts = async () =>
  (await sql.query<{ text: string }>(`SELECT "text" FROM "Message" WHERE "mailboxId" = $1::uuid AND "direction" = 'in' ORDER BY "id"`, [actor.mailboxId])).map(({ text }) => text);
const later = () => sql.query(`UPDATE "InboundSegment" SET "receivedAt" = "receivedAt" - interval '2 hours'`);

describe('I6: a text that comes in segments', () => {
  it.each([[[1, 2, 3]], [[3, 2, 1]], [[2, 3, 1]]])('is one message whatever the order: %j', async (order) => {
    await receive(...order.map((position) => segment(position, `part ${position}. `)));
    expect(await texts()).toEqual(['part 1. part 2. part 3. ']);
  });

  it('is stored once under repeats of every part, at any time', async () => {
    const parts = [segment(1, 'a'), segment(2, 'b'), segment(3, 'c')];
    await receive(...parts, ...parts);
    await Promise.all([...parts, ...parts].map((each) => receiveSegment('fake', each)));
    expect(await texts()).toEqual(['abc']);
  });

  it('is stored once when all parts come at the same moment', async () => {
    await Promise.all([segment(1, 'a'), segment(2, 'b'), segment(3, 'c'), segment(2, 'b')].map((each) => receiveSegment('fake', each)));
    expect(await texts()).toEqual(['abc']);
  });

  it('is not mixed with another of the same reference from another sender, link or length', async () => {
    await receive(segment(1, 'a'), segment(2, 'x', { from: '+12025550124' }), segment(2, 'y', { count: 2 }), segment(2, 'b'), segment(3, 'c'));
    expect(await texts()).toEqual(['abc']);
  });

  it('a reference used again begins a new text, after the old one was complete', async () => {
    await receive(segment(1, 'a'), segment(2, 'b'), segment(3, 'c'), segment(1, 'A'), segment(2, 'B'), segment(3, 'C'));
    expect(await texts()).toEqual(['abc', 'ABC']);
  });

  it('a reference used again before the old text was complete: the old one is delivered with its gap', async () => {
    await receive(segment(1, 'a'), segment(3, 'c'), segment(1, 'A'), segment(2, 'B'), segment(3, 'C'));
    expect(await texts()).toEqual(['a[…]c', 'ABC']);
  });

  it('whose part never comes is delivered after an hour with its gap, and the late part follows by itself', async () => {
    await receive(segment(2, 'b'));
    await deliverUnfinishedTexts();
    expect(await texts()).toEqual([]);
    await later();
    await deliverUnfinishedTexts();
    await deliverUnfinishedTexts();
    expect(await texts()).toEqual(['[…]b[…]']);
    await receive(segment(1, 'a'), segment(1, 'a'));
    expect(await texts()).toEqual(['[…]b[…]', 'a[…]']);
  });

  it('keeps no text of a part once the whole is in the inbox', async () => {
    await receive(segment(1, 'a'), segment(2, 'b'), segment(3, 'c'));
    expect(await sql.query(`SELECT 1 FROM "InboundSegment" WHERE "text" <> ''`)).toEqual([]);
  });
});
