import { describe, expect, it } from 'vitest';
import { answerOf, outcomesOf, receiptOf } from '#components/simulator/ledger-words.ts';
import type { LedgerLine } from '#lib/domain/virtual-phone.ts';

const line: LedgerLine = {
  key: 't1', at: new Date(0), messageId: 'm', sender: '+14255550101', recipient: '+12065550199', attempt: 1, segments: 1, answer: 'taken', detail: null, status: null, reason: null,
  roaming: false, receiptLost: false,
};

describe('the ledger in words', () => {
  it.each([
    [{}, 'Taken', null, ['under-way']],
    [{ status: 'delivered' }, 'Taken', 'Delivered', ['delivered']],
    [{ status: 'delivered', receiptLost: true }, 'Taken', 'Delivered, receipt lost', ['delivered', 'lost']],
    [{ answer: 'answer-lost', status: 'accepted' }, 'Taken, answer lost', 'Sent to their carrier', ['under-way', 'lost']],
    [{ status: 'undeliverable', reason: 'sms-off' }, 'Taken', 'Not delivered', ['failed']],
    [{ answer: 'throttled', detail: '300 ms' }, 'Throttled, wait 300 ms', null, ['throttled']],
    [{ answer: 'refused', detail: 'landline' }, 'Refused: landline', null, ['failed']],
    [{ answer: 'failed', detail: 'system-error' }, 'Error', null, ['failed']],
    [{ answer: 'lost', detail: 'link-lost' }, 'Never arrived', null, ['lost']],
  ] as const)('%j', (fact, answer, receipt, outcomes) => {
    const told = { ...line, ...fact } as LedgerLine;
    expect(answerOf(told).words).toBe(answer);
    expect(receiptOf(told)?.words ?? null).toBe(receipt);
    expect(outcomesOf(told)).toEqual(outcomes);
  });
});
