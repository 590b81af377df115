import type { NetworkConditions } from '#lib/domain/network-conditions.ts';

export type Control = Exclude<keyof NetworkConditions, 'seed' | 'isLinkDown'>;

export interface ControlLook {
  key: Control;
  label: string;
  /** Where the slider stops; null is no limit. */
  stops: readonly (number | null)[];
  /** The value in figures. */
  figure: (value: number | null) => string;
  /** What will be seen, in a sentence. */
  sees: (value: number | null) => string;
}

const shares = [0, 1, 2, 3, 5, 8, 10, 15, 20, 25, 33, 50, 75, 100];
const times = [0, 50, 100, 150, 200, 300, 500, 700, 900, 1_000, 1_500, 2_000, 3_000, 5_000];
const milliseconds = (value: number | null) => `${(value ?? 0).toLocaleString('en-US')} ms`;
const percent = (value: number | null) => `${value ?? 0} %`;
/** `none` at 0, `all` at 100, else how many of a hundred. */
const share = (none: string, all: string, some: (ofHundred: string) => string) => (value: number | null) =>
  value === 0 || value === null ? none : value === 100 ? all : some(`${value} of 100`);

export const controls: readonly ControlLook[] = [
  { key: 'latencyMs', label: 'Latency', stops: times, figure: milliseconds, sees: (value) => (value ? `An answer takes ${milliseconds(value)}, a receipt as long again.` : 'Answers come at once.') },
  { key: 'jitterMs', label: 'Jitter', stops: times, figure: (value) => `± ${milliseconds(value)}`, sees: (value) => (value ? 'Some sooner, some later. Receipts may overtake each other.' : 'Each takes as long as the others.') },
  {
    key: 'throttlePerSecond', label: 'Throttle', stops: [1, 2, 5, 10, 20, 40, 60, 100, 200, 500, null], figure: (value) => (value === null ? 'no limit' : `${value} segments/s`),
    sees: (value) => (value === null ? 'Takes whatever comes.' : 'The rest is told how long to wait, and the pace sinks to what gets through.'),
  },
  { key: 'errorPercent', label: 'Errors', stops: shares, figure: percent, sees: share('No submit fails.', 'Every submit fails. Five in a row break the circuit.', (some) => `${some} submits fail for the moment and are tried again.`) },
  { key: 'submitLossPercent', label: 'Submits lost', stops: shares, figure: percent, sees: share('Every submit arrives.', 'No submit arrives. Each is in doubt, then honestly failed.', (some) => `${some} never arrive: in doubt, then honestly failed.`) },
  { key: 'answerLossPercent', label: 'Answers lost', stops: shares, figure: percent, sees: share('Every answer comes back.', 'No answer comes back. Each is in doubt until asked about.', (some) => `${some} are taken without a word: in doubt until asked about.`) },
  { key: 'receiptLossPercent', label: 'Receipts lost', stops: shares, figure: percent, sees: share('Every receipt comes.', 'No receipt comes. Handset asks after a quarter of an hour.', (some) => `${some} get lost. Handset asks after a quarter of an hour.`) },
];

/** The stop at or before a value, for one that was set by a script between two. */
export function stopOf({ stops }: ControlLook, value: number | null): number {
  if (value === null) return stops.length - 1;
  return Math.max(0, stops.findLastIndex((stop) => stop !== null && stop <= value));
}
