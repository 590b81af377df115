import { env } from '#lib/env.ts';

/**
 * What time it is for the program. Deadlines that several machines must agree on use the clock of the database instead.
 * The test clock lies on `globalThis` because Next bundles a second copy of this file into the same process.
 */
const testClock = Symbol.for('handset.testClock');
const holder = globalThis as { [testClock]?: () => Date };

export const clock = {
  now(): Date {
    return holder[testClock]?.() ?? new Date();
  },
};

/** Tests own the clock: a moment to stand still at, a function for a moving one, null for the real one. Throws in production. */
export function setTestClock(source: Date | (() => Date) | null): void {
  if (env.NODE_ENV === 'production') throw new Error('setTestClock is not available in production');
  if (source === null) delete holder[testClock];
  else holder[testClock] = source instanceof Date ? () => new Date(source) : source;
}
