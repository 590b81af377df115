import { describe, expect, it } from 'vitest';
import { clockTime, writeDay, writeEnd, writeFullMoment, writeMoment, zonedTime } from '#lib/domain/time-words.ts';
import { product, sourceFiles } from '#tests/architecture/source-files.ts';

const at = new Date('2026-11-24T05:41:00Z');
const zone = 'America/Los_Angeles';

describe('times are written in one form everywhere', () => {
  it('am and pm small, the zone behind, the year with the day', () => {
    expect(clockTime(at, zone)).toBe('9:41 pm');
    expect(zonedTime(at, zone)).toBe('9:41 pm PST');
    expect(writeDay(at, zone)).toBe('Nov 23, 2026');
    expect(writeMoment(at, zone)).toBe('Nov 23, 9:41 pm PST');
    expect(writeFullMoment(at, zone)).toBe('Nov 23, 2026, 9:41 pm PST');
    expect(clockTime(new Date('2026-11-24T00:05:00Z'), 'UTC')).toBe('12:05 am');
  });

  it.each([
    ['the end of a day that was chosen', '2026-12-02T00:00:00Z', 'Dec 1, 2026 (UTC)'],
    ['30 days from a moment', '2026-12-01T18:30:00Z', 'Dec 1, 2026 (UTC)'],
    ['the end of a year', '2027-01-01T00:00:00Z', 'Dec 31, 2026 (UTC)'],
  ])('an end is its last day: %s', (_, end, words) => {
    expect(writeEnd(new Date(end))).toBe(words);
  });

  it('no other file writes an hour', () => {
    const writesHours = /\bhour: '|timeStyle|toLocaleTimeString|toLocaleString\(\)/;
    const files = sourceFiles(...product).filter(({ text }) => writesHours.test(text)).map(({ path }) => path);
    // The second is the clock of a protocol, not a reader's.
    expect(files.toSorted()).toEqual(['lib/carriers/smpp/times.ts', 'lib/domain/time-words.ts']);
  });
});
