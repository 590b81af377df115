import { describe, expect, it } from 'vitest';
import { describeSign, judgePattern, type LinePattern, mostWithoutSign } from '#lib/domain/consumer-pattern.ts';

const person: LinePattern = { sent: 40, received: 30, recipients: 12, busiestMinute: 8, busiestTenMinutes: 20, repeated: 2 };
const most: LinePattern = { sent: 1000, received: 100, recipients: 100, busiestMinute: 60, busiestTenMinutes: 150, repeated: 25 };

describe('L2: the consumer pattern', () => {
  it.each<[string, Partial<LinePattern>, string[]]>([
    ['a person', {}, []],
    ['nothing at all', { sent: 0, received: 0, recipients: 0, busiestMinute: 0, busiestTenMinutes: 0, repeated: 0 }, []],
    ['exactly the most of everything', most, []],
    ['61 in a minute', { ...most, busiestMinute: 61 }, ['busiestMinute']],
    ['over 15 a minute for ten minutes', { ...most, busiestTenMinutes: 151 }, ['busiestTenMinutes']],
    ['1,001 a day', { ...most, sent: 1001, received: 101 }, ['sent']],
    ['101 recipients', { ...most, recipients: 101 }, ['recipients']],
    ['the same text 26 times', { ...most, repeated: 26 }, ['repeated']],
    ['49 without an answer', { sent: 49, received: 0 }, []],
    ['50 without an answer', { sent: 50, received: 0 }, ['one-sided']],
    ['ten for each answer', { sent: 100, received: 10 }, []],
    ['more than ten for each answer', { sent: 101, received: 10 }, ['one-sided']],
    ['everything at once', { sent: 5000, received: 1, recipients: 4000, busiestMinute: 400, busiestTenMinutes: 900, repeated: 5000 }, ['busiestMinute', 'busiestTenMinutes', 'sent', 'recipients', 'repeated', 'one-sided']],
  ])('%s', (_, change, keys) => {
    expect(judgePattern({ ...person, ...change }).map(({ key }) => key)).toEqual(keys);
  });

  it('so few texts that nothing else is read of a line show no sign, one more may', () => {
    const alike = (texts: number): LinePattern => ({ sent: texts, received: 0, recipients: texts, busiestMinute: texts, busiestTenMinutes: texts, repeated: texts });
    expect(judgePattern(alike(mostWithoutSign))).toEqual([]);
    expect(judgePattern(alike(mostWithoutSign + 1))).not.toEqual([]);
  });

  it('is told with both figures', () => {
    expect(judgePattern({ ...person, busiestMinute: 61, sent: 5000, received: 2 }).map(describeSign)).toEqual([
      'Messages in a minute: 61, usual is up to 60',
      'Messages in 24 hours: 5,000, usual is up to 1,000',
      'Hardly any answers: 5,000 sent, 2 received in 24 hours, usual is at least 1 received for every 10 sent',
    ]);
    expect(describeSign({ key: 'one-sided', value: 60, most: 10 })).toBe('Hardly any answers: 60 sent, few received in 24 hours, usual is at least 1 received for every 10 sent');
  });
});
