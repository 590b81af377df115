import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Carrier, CarrierEvents, DeliveryReceipt, InboundMessage, InboundSegment, Submission } from '#lib/carriers/carrier.ts';
import { newId } from '#lib/ids.ts';
import { eventually } from '#tests/support/eventually.ts';

/** What a carrier's own test file supplies: the adapter and the numbers that provoke each outcome. */
export interface CarrierFixture {
  carrier: Carrier;
  /** A line of this carrier. */
  line: string;
  /** A number that is none of its lines. */
  stranger: string;
  /** The carrier's ids of a text of two segments: one each, unless it names the whole. */
  idsOfTwoSegments?: 1 | 2;
  delivers: string;
  refuses: string;
  throttlesFirst: string;
  /** The link drops between the submit and its answer. */
  losesAnswer: string;
  /** Makes the outside world send a text to `line`. Resolves when it is on its way. */
  sendFromOutside(text: string): Promise<void>;
}

function submission(from: string, recipient: string, more: Partial<Submission> = {}): Submission {
  return {
    messageId: newId(), attempt: 1, route: 'SMS', sender: from, recipient, group: null, subject: null, text: 'Contract', parts: [],
    validUntil: new Date(Date.now() + 60_000), segmentsTaken: 0, reference: 1, ...more,
  };
}

/** Every carrier passes these. Adding one takes a fixture and one call. */
export function describeCarrier(name: string, makeFixture: () => Promise<CarrierFixture>): void {
  describe(`carrier contract: ${name}`, () => {
    let fixture: CarrierFixture;
    const receipts: DeliveryReceipt[] = [];
    const inbound: InboundMessage[] = [];
    const segments: InboundSegment[] = [];
    const events: CarrierEvents = {
      receipt: async (receipt) => void receipts.push(receipt),
      inbound: async (message) => void inbound.push(message),
      inboundSegment: async (segment) => void segments.push(segment),
      capacity: () => undefined,
    };
    beforeAll(async () => {
      fixture = await makeFixture();
      await fixture.carrier.start(events);
    });
    afterAll(() => fixture.carrier.stop());

    it('accepts a submit with an id for each segment, or one for all, and reports each delivered', async () => {
      const result = await fixture.carrier.submit(submission(fixture.line, fixture.delivers, { text: 'a'.repeat(200) }));
      expect(result).toMatchObject({ outcome: 'accepted' });
      const ids = result.outcome === 'accepted' ? result.taken.carrierMessageIds : [];
      expect([new Set(ids).size, result.outcome === 'accepted' && result.taken.segmentCount]).toEqual([fixture.idsOfTwoSegments ?? 2, fixture.idsOfTwoSegments ?? 2]);
      await eventually(() => {
        for (const id of ids) expect(receipts.some((receipt) => receipt.carrierMessageIds.includes(id) && receipt.status === 'delivered')).toBe(true);
      });
    });

    it('refuses for good with a reason', async () => {
      const result = await fixture.carrier.submit(submission(fixture.line, fixture.refuses));
      expect(result).toMatchObject({ outcome: 'refused', reason: expect.stringMatching(/./) });
    });

    it('throttles with a time to wait and takes a later attempt', async () => {
      const first = submission(fixture.line, fixture.throttlesFirst);
      const outcomes = [];
      for (let attempt = 1; attempt <= 5 && outcomes.at(-1) !== 'accepted'; attempt += 1) {
        const result = await fixture.carrier.submit({ ...first, attempt });
        if (result.outcome === 'throttled') expect(result.retryAfterMs).toBeGreaterThan(0);
        outcomes.push(result.outcome);
      }
      expect(outcomes[0]).toBe('throttled');
      expect(outcomes.at(-1)).toBe('accepted');
    });

    it('F20 calls a lost answer in doubt, and a query settles it without a second submit where the carrier can tell', async () => {
      const lost = submission(fixture.line, fixture.losesAnswer);
      expect(await fixture.carrier.submit(lost)).toMatchObject({ outcome: 'in-doubt' });
      const isTold = fixture.carrier.capabilities.query === 'by-message';
      expect(await fixture.carrier.query(lost, [])).toEqual(isTold ? expect.objectContaining({ submit: expect.objectContaining({ outcome: 'accepted' }) }) : null);
      expect(await fixture.carrier.query(submission(fixture.line, fixture.losesAnswer), [])).toBeNull();
    });

    it('hands over an inbound message with a key of its own', async () => {
      const text = `From outside ${newId()}`;
      await fixture.sendFromOutside(text);
      const arrived = () => inbound.filter((message) => message.text === text && message.msisdn === fixture.line);
      await eventually(() => expect(arrived()).toHaveLength(1));
      expect(arrived()[0]).toMatchObject({ direction: 'in', inboundKey: expect.stringMatching(/./) });
    });

    it('E1 knows its own lines and no others', async () => {
      expect(await fixture.carrier.findLine(fixture.line)).toMatchObject({ msisdn: fixture.line });
      expect(await fixture.carrier.findLine(fixture.stranger)).toBeNull();
    });

    it('says how its links are, and has places while one is open', async () => {
      expect(fixture.carrier.health()).toContainEqual(expect.objectContaining({ name: expect.stringMatching(/./), state: 'open', detail: expect.stringMatching(/./) }));
      await eventually(() => expect(fixture.carrier.capacity().free).toBeGreaterThan(0));
    });
  });
}
