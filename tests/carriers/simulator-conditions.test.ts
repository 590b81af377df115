import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Carrier, DeliveryReceipt, Submission, SubmitResult } from '#lib/carriers/carrier.ts';
import { createSimulator } from '#lib/carriers/simulator/simulator.ts';
import { saveConditions } from '#lib/data/simulator/conditions.ts';
import { findInLedger, listLedgerLines } from '#lib/data/simulator/ledger.ts';
import { startSignals, stopSignals } from '#lib/data/signals.ts';
import { calmConditions, type NetworkConditions } from '#lib/domain/network-conditions.ts';
import { newId } from '#lib/ids.ts';
import { watchSimulator } from '#lib/use-cases/operations/watch-signals.ts';
import { eventually } from '#tests/support/eventually.ts';

/** Two workers' carriers over one network. */
const carriers: Carrier[] = [];
const receipts: DeliveryReceipt[] = [];
let capacityNews = 0;

beforeAll(async () => {
  await startSignals();
  for (let at = 0; at < 2; at += 1) {
    const carrier = createSimulator({ ownShortCode: '42637' });
    carriers.push(carrier);
    await carrier.start({
      receipt: async (receipt) => void receipts.push(receipt),
      inbound: async () => undefined,
      inboundSegment: async () => undefined,
      capacity: () => void (capacityNews += 1),
    });
  }
});
afterAll(async () => {
  for (const carrier of carriers) await carrier.stop();
  await stopSignals();
});

const carrierAt = (place: number): Carrier => carriers[place % carriers.length] as Carrier;

/** Resolves when both have read them. */
async function set(conditions: Partial<NetworkConditions>): Promise<void> {
  const before = capacityNews;
  await saveConditions({ ...calmConditions, ...conditions });
  await eventually(() => expect(capacityNews).toBeGreaterThanOrEqual(before + carriers.length));
}

/** With a name the ids are the same each time. */
function submissions(name: string | null, count: number, more: Partial<Submission> = {}): Submission[] {
  return Array.from({ length: count }, (_, at) => ({
    messageId: name === null ? newId() : `00000000-0000-7000-8000-${(name + at.toString(16)).padStart(12, '0')}`, attempt: 1, route: 'SMS', sender: '+14255550171',
    recipient: '+12025550123', group: null, subject: null, text: 'Weather', parts: [], validUntil: new Date(Date.now() + 60_000), segmentsTaken: 0, reference: 1, ...more,
  }));
}

const submitAll = (all: readonly Submission[]): Promise<SubmitResult[]> => Promise.all(all.map((each, at) => carrierAt(at).submit(each)));
const outcomesOf = (results: readonly SubmitResult[]) => results.map(({ outcome }) => outcome);
const countOf = (results: readonly SubmitResult[], outcome: string) => results.filter((each) => each.outcome === outcome).length;

describe('the controls of the simulated network, through the port', () => {
  it('strikes the same submits under the same seed, others under another', async () => {
    const faults = { submitLossPercent: 20, answerLossPercent: 20, errorPercent: 20 };
    const all = submissions('a', 60);
    await set({ seed: 7, ...faults });
    const first = outcomesOf(await submitAll(all));
    expect(new Set(first)).toEqual(new Set(['accepted', 'in-doubt', 'failed']));
    expect(outcomesOf(await submitAll(all))).toEqual(first);
    await set({ seed: 8, ...faults });
    expect(outcomesOf(await submitAll(all))).not.toEqual(first);
  });

  it('a lost submit reached nobody, and a query says so: nothing stays unknown', async () => {
    await set({ submitLossPercent: 100 });
    const [lost] = submissions(null, 1) as [Submission];
    expect(await carrierAt(0).submit(lost)).toMatchObject({ outcome: 'in-doubt' });
    expect(await findInLedger(lost.messageId, lost.recipient)).toEqual([]);
    expect(await carrierAt(1).query(lost, [])).toEqual({ submit: { outcome: 'refused', reason: 'link-lost' }, receipts: [] });
    expect(await carrierAt(1).query({ ...lost, attempt: 2 }, [])).toBeNull();
  });

  it('a lost answer leaves the submit in the ledger, once, and a query finds it', async () => {
    await set({ answerLossPercent: 100 });
    const [doubtful] = submissions(null, 1) as [Submission];
    expect(await carrierAt(0).submit(doubtful)).toMatchObject({ outcome: 'in-doubt' });
    const rows = await findInLedger(doubtful.messageId, doubtful.recipient);
    expect(rows).toHaveLength(1);
    expect(await carrierAt(1).query(doubtful, [])).toMatchObject({ submit: { outcome: 'accepted', taken: { carrierMessageIds: [rows[0]?.carrierMessageId] } } });
  });

  it('a lost receipt is never handed over, and a query tells it', async () => {
    await set({ receiptLossPercent: 100 });
    const [silent] = submissions(null, 1, { text: 'a'.repeat(200) }) as [Submission];
    const result = await carrierAt(0).submit(silent);
    const ids = result.outcome === 'accepted' ? result.taken.carrierMessageIds : [];
    await eventually(async () => {
      const answer = await carrierAt(1).query(silent, ids);
      expect(answer?.receipts.map(({ status, carrierMessageIds }) => [status, carrierMessageIds[0]])).toEqual(ids.map((id) => ['delivered', id]));
    });
    expect(receipts.filter(({ carrierMessageIds }) => ids.includes(carrierMessageIds[0]))).toEqual([]);
  });

  it('an error is a failure that may pass; five in a row break the circuit, and an answer mends it', async () => {
    await set({ errorPercent: 100 });
    const broken = carrierAt(0);
    for (const each of submissions(null, 5)) expect(await broken.submit(each)).toMatchObject({ outcome: 'failed', retryAfterMs: expect.any(Number) });
    expect(broken.health()).toMatchObject([{ state: 'broken' }]);
    expect(broken.capacity().free).toBe(0);
    await set({});
    await eventually(() => expect(broken.capacity().free).toBe(1));
    expect(await broken.submit(submissions(null, 1)[0] as Submission)).toMatchObject({ outcome: 'accepted' });
    expect(broken.health()).toMatchObject([{ state: 'open' }]);
  });

  it('F23 the throttle holds over all workers, and its wait is true', async () => {
    await set({ throttlePerSecond: 20 });
    const all = submissions(null, 60);
    const began = performance.now();
    const results = await submitAll(all);
    const seconds = (performance.now() - began) / 1_000;
    expect(countOf(results, 'accepted')).toBeGreaterThanOrEqual(20);
    expect(countOf(results, 'accepted')).toBeLessThanOrEqual(21 + Math.ceil(seconds * 20));
    const late = results.findIndex(({ outcome }) => outcome === 'throttled');
    const result = results[late];
    const waitMs = result?.outcome === 'throttled' ? result.retryAfterMs : 0;
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(1_000);
    const toldAt = performance.now();
    await eventually(() => expect(performance.now() - toldAt).toBeGreaterThanOrEqual(waitMs));
    expect(await carrierAt(0).submit({ ...(all[late] as Submission), attempt: 2 })).toMatchObject({ outcome: 'accepted' });
  });

  it('a text longer than a second’s worth passes a throttle once it is idle', async () => {
    await set({ throttlePerSecond: 1 });
    const [long] = submissions(null, 1, { text: 'a'.repeat(500) });
    await eventually(async () => expect(await carrierAt(0).submit(long as Submission)).toMatchObject({ outcome: 'accepted' }));
  });

  it('latency delays the answer, by as much under the same seed', async () => {
    await set({ seed: 3, latencyMs: 300, jitterMs: 200 });
    const took: number[][] = [];
    const all = submissions('b', 4);
    for (let run = 0; run < 2; run += 1) {
      took.push(await Promise.all(all.map(async (each) => {
        const began = performance.now();
        await carrierAt(0).submit(each);
        return performance.now() - began;
      })));
    }
    for (const ms of took.flat()) expect(ms).toBeGreaterThanOrEqual(99);
    const byLength = (run: number[] = []) => run.map((_, at) => at).sort((a, b) => (run[a] ?? 0) - (run[b] ?? 0));
    expect(byLength(took[0])).toEqual(byLength(took[1]));
  });

  it('link down: no places, health says so, what is under way is in doubt, and all of it is back when it is up', async () => {
    await set({ latencyMs: 5_000 });
    const all = submissions(null, 3);
    const underWay = submitAll(all);
    await set({ latencyMs: 5_000, isLinkDown: true });
    expect(outcomesOf(await underWay)).toEqual(['in-doubt', 'in-doubt', 'in-doubt']);
    for (const carrier of carriers) {
      expect(carrier.capacity().free).toBe(0);
      expect(carrier.health()).toMatchObject([{ state: 'down', detail: expect.stringMatching(/./) }]);
      expect(await carrier.submit(submissions(null, 1)[0] as Submission)).toMatchObject({ outcome: 'not-sent' });
      expect(await carrier.query(all[0] as Submission, [])).toBeNull();
    }
    await set({});
    for (const carrier of carriers) expect(carrier.capacity().free).toBeGreaterThan(0);
    expect(await carrierAt(0).query(all[0] as Submission, [])).toMatchObject({ submit: { outcome: 'refused', reason: 'link-lost' } });
  });

  it.each([
    ['lost', { submitLossPercent: 100 }, '+12025550126'],
    ['failed', { errorPercent: 100 }, '+12025550124'],
    ['throttled', { throttlePerSecond: 1 }, '+12025550125'],
  ] as const)('whoever looks at the ledger hears of a submit that was %s', async (answer, faults, recipient) => {
    await set(faults);
    // As many as it takes: the throttle lets the first one pass.
    const all = submissions(null, 3, { sender: '+14255550172', recipient });
    const heard: string[] = [];
    const stop = watchSimulator({ tell: (msisdn) => heard.push(msisdn) });
    await submitAll(all);
    const misses = (await listLedgerLines(1_000)).filter((line) => line.recipient === recipient && line.answer === answer);
    expect(misses.length).toBeGreaterThan(0);
    await eventually(() => expect(heard.filter((msisdn) => msisdn === '+14255550172').length).toBeGreaterThanOrEqual(misses.length));
    stop();
  });

  it('the ledger for people tells what was taken and what was not', async () => {
    const answers = new Set((await listLedgerLines(1_000)).map(({ answer }) => answer));
    expect(answers).toEqual(new Set(['taken', 'answer-lost', 'throttled', 'failed', 'lost']));
  });
});
