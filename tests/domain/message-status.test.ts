import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  describeStatus,
  describeStep,
  failureReasons,
  findFailureReason,
  foldRecipientStatuses,
  foldSegmentFacts,
  isFailure,
  isFinal,
  mayReplace,
  mergeStatus,
  recipientStatuses,
  statusRank,
  summarizeRecipients,
} from '#lib/domain/message-status.ts';
import type { RecipientStatus } from '#lib/domain/message-status.ts';

const status = fc.constantFrom(...recipientStatuses);
const realFinals = recipientStatuses.filter((each) => isFinal(each) && each !== 'unknown');

function permutations<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((head, index) => permutations(list.toSpliced(index, 1)).map((tail) => [head, ...tail]));
}

describe('the status of a recipient', () => {
  it('M5 trap 10: sent after delivered is ignored', () => {
    expect(mergeStatus('delivered', 'submitted')).toBe('delivered');
    expect(mergeStatus('delivered', 'accepted')).toBe('delivered');
  });

  it('M5 never goes backwards, whatever arrives', () => {
    fc.assert(
      fc.property(status, fc.array(status), (first, receipts) => {
        let current = first;
        for (const receipt of receipts) {
          const next = mergeStatus(current, receipt);
          expect(statusRank(next)).toBeGreaterThanOrEqual(statusRank(current));
          current = next;
        }
      }),
    );
  });

  it('M5 follows the message: held, queued, submitted, accepted, and then a final', () => {
    const path: RecipientStatus[] = ['held', 'queued', 'submitted', 'accepted'];
    for (const [index, later] of path.entries()) {
      for (const earlier of path.slice(0, index)) expect(mayReplace(earlier, later)).toBe(true);
      for (const final of realFinals) expect([mayReplace(later, final), mayReplace(final, later)]).toEqual([true, false]);
    }
  });

  it('M5 unknown is a soft final: any real final replaces it, nothing else does, and it replaces none', () => {
    expect(isFinal('unknown')).toBe(true);
    expect(isFailure('unknown')).toBe(false);
    for (const each of recipientStatuses) {
      expect(mayReplace('unknown', each), each).toBe(realFinals.includes(each));
      expect(mayReplace(each, 'unknown'), each).toBe(!isFinal(each));
    }
  });

  it('I4 ranks delivered above undeliverable above expired above all that is under way', () => {
    for (const each of recipientStatuses) expect(mergeStatus(each, 'delivered')).toBe('delivered');
    expect(mergeStatus('expired', 'undeliverable')).toBe('undeliverable');
    expect(mergeStatus('undeliverable', 'expired')).toBe('undeliverable');
    for (const each of ['held', 'queued', 'submitted', 'accepted'] as const) expect(mergeStatus('expired', each)).toBe('expired');
  });

  it('I4 the outcome is a function of the set of receipts: every order of every five gives the same', () => {
    fc.assert(
      fc.property(fc.array(status, { minLength: 1, maxLength: 5 }), (receipts) => {
        const outcomes = permutations(receipts).map((order) => order.reduce(mergeStatus, 'queued'));
        expect(new Set(outcomes).size).toBe(1);
      }),
    );
  });

  it('I4 merging is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(status, status, status, (a, b, c) => {
        expect(mergeStatus(a, b)).toBe(mergeStatus(b, a));
        expect(mergeStatus(mergeStatus(a, b), c)).toBe(mergeStatus(a, mergeStatus(b, c)));
        expect(mergeStatus(a, a)).toBe(a);
      }),
    );
  });

  it('M5 a doubled receipt replaces nothing', () => {
    for (const each of recipientStatuses) expect(mayReplace(each, each)).toBe(false);
  });

  it('M5 gives every status a rank of its own', () => {
    expect(new Set(recipientStatuses.map(statusRank)).size).toBe(recipientStatuses.length);
  });
});

describe('a message of several segments', () => {
  it.each([
    ['M5 trap 11: part 2 failed and part 1 delivered is not delivered', [['delivered'], ['undeliverable']], 'undeliverable'],
    ['nothing told of a part: it is submitted', [['accepted', 'delivered'], []], 'submitted'],
    ['a failure that was contradicted counts until all are delivered', [['undeliverable', 'delivered'], ['accepted']], 'undeliverable'],
    ['and then no more', [['undeliverable', 'delivered'], ['accepted', 'delivered']], 'delivered'],
    ['one part: the best of what was told', [['undeliverable', 'delivered', 'accepted']], 'delivered'],
  ] as const)('%s', (_name, segments, whole) => {
    expect(foldSegmentFacts(segments)).toBe(whole);
  });

  it('I4 M5: a further fact about any part never lowers the whole, and the order of facts does not matter', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), status), { maxLength: 10 }), (facts) => {
        const fold = (told: typeof facts) => foldSegmentFacts([0, 1, 2].map((part) => told.filter(([at]) => at === part).map(([, each]) => each)));
        facts.forEach((_, at) => expect(statusRank(fold(facts.slice(0, at + 1)))).toBeGreaterThanOrEqual(statusRank(fold(facts.slice(0, at)))));
        expect(fold([...facts].reverse())).toBe(fold(facts));
      }),
    );
  });
});

describe('a message to several recipients', () => {

  it.each([
    [['delivered', 'delivered'], 'delivered'],
    [['delivered', 'accepted'], 'accepted'],
    [['delivered', 'queued', 'accepted'], 'queued'],
    [['delivered', 'unknown'], 'unknown'],
    [['unknown', 'accepted'], 'accepted'],
    [['unknown', 'expired'], 'expired'],
    [['accepted', 'rejected'], 'rejected'],
    [['cancelled', 'undeliverable', 'delivered'], 'undeliverable'],
    [[], 'queued'],
  ] as const)('M5 %j is %s', (segments, whole) => {
    expect(foldRecipientStatuses(segments)).toBe(whole);
  });

  it('M5 is delivered exactly when every segment is, in any order', () => {
    fc.assert(
      fc.property(fc.array(status, { minLength: 1, maxLength: 5 }), (segments) => {
        const whole = foldRecipientStatuses(segments);
        expect(whole === 'delivered').toBe(segments.every((each) => each === 'delivered'));
        expect(isFailure(whole)).toBe(segments.some(isFailure));
        for (const order of permutations(segments)) expect(foldRecipientStatuses(order)).toBe(whole);
      }),
    );
  });

  it('M5 while nothing has failed, a rising segment never lowers the whole', () => {
    const soFar = fc.constantFrom(...recipientStatuses.filter((each) => !isFailure(each)));
    fc.assert(
      fc.property(fc.array(soFar, { minLength: 1, maxLength: 5 }), fc.nat(4), status, (segments, index, receipt) => {
        const later = segments.map((each, place) => (place === index % segments.length ? mergeStatus(each, receipt) : each));
        expect(statusRank(foldRecipientStatuses(later))).toBeGreaterThanOrEqual(statusRank(foldRecipientStatuses(segments)));
      }),
    );
  });
});

describe('the words of a status', () => {
  it('M4 keeps accepted apart from delivered', () => {
    expect(describeStatus('accepted').long).toBe('Sent to their carrier, not yet on their phone');
    expect(describeStatus('accepted', { roaming: true }).long).toBe('Sent to their carrier, not yet on their phone (roaming)');
    expect(describeStatus('delivered')).toEqual({ short: 'Delivered', long: 'Delivered', tone: 'ok' });
  });

  it('tells a STOP at the carrier apart from one to apps: nobody is told to write once more what the carrier refuses', () => {
    expect(findFailureReason('stopped-at-carrier')?.action).toBe('Only they can undo it, by texting START to your number.');
    expect(describeStatus('rejected', { reason: 'stopped-at-carrier' }).long).not.toContain('your apps');
  });

  it('M4 says in words why a recipient did not get it', () => {
    expect(describeStatus('undeliverable', { reason: 'no-messaging-plan' }).long).toBe('Not delivered: no messaging plan');
    expect(describeStatus('rejected').long).toBe('Not delivered: the carrier refused it');
  });

  it.each(['0x58', 'constructor', '__proto__', 'toString', ''])('M4 never shows the raw reason %j', (reason) => {
    expect(findFailureReason(reason)).toBeNull();
    expect(describeStatus('undeliverable', { reason }).long).toBe('Not delivered: their carrier could not deliver it');
  });

  it('tells the steps of a timeline apart, and what is in doubt from what was taken', () => {
    expect(describeStep('queued')).toBe('Waiting to be sent');
    expect(describeStep('submitted')).toBe('Handed to the network');
    expect(describeStep('submitted', { reason: 'no-answer' })).toBe('Handed to the network, whose answer was lost');
    expect(describeStep('rejected', { reason: 'link-lost' })).toBe('Not delivered: we lost the connection to the carrier');
  });

  it('M5 calls what has no answer unknown, not failed', () => {
    expect(describeStatus('unknown')).toMatchObject({ short: 'Unknown', tone: 'warn' });
  });

  it('gives every status and every reason words without a final stop or an exclamation mark', () => {
    const words = recipientStatuses.flatMap((each) => [describeStatus(each).short, describeStatus(each).long]);
    const texts = Object.values(failureReasons).map(({ text }) => text);
    for (const each of [...words, ...texts]) expect(each).toMatch(/^[^!]*[^!.\s]$/);
    for (const { text } of Object.values(failureReasons)) expect(text).not.toMatch(/does not exist|invalid/);
  });
});

describe('all recipients in one line', () => {
  const of = (count: number, each: RecipientStatus) => Array.from({ length: count }, () => each);

  it.each([
    [of(1, 'delivered'), 'delivered', 'Delivered'],
    [of(6, 'delivered'), 'delivered', 'Delivered to all 6'],
    [[...of(5, 'delivered'), 'accepted'], 'accepted', 'Delivered to 5 of 6'],
    [[...of(5, 'delivered'), 'undeliverable'], 'undeliverable', 'Delivered to 5 of 6'],
    [[...of(2, 'accepted'), 'undeliverable'], 'undeliverable', 'Not delivered: 1 of 3'],
    [of(3, 'queued'), 'queued', 'Sending'],
    [['queued', 'submitted'], 'queued', 'Sending'],
    [['accepted', 'queued'], 'queued', 'Sending: 1 of 2'],
    [of(2, 'unknown'), 'unknown', 'Unknown'],
  ] as const)('M5 %j is %s: %s', (statuses, whole, words) => {
    expect(summarizeRecipients(statuses)).toEqual({ status: whole, words });
  });
});
