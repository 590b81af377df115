/** An app's own minutes, folded into days for charts and replayed against another limit: the ticket's justification. */
export interface CallMinute {
  atMs: number;
  passed: number;
  refused: number;
}

export interface BusiestMinute extends CallMinute {
  asked: number;
}

export interface CallDay {
  /** `2026-11-22`, UTC. */
  day: string;
  passed: number;
  refused: number;
  /** The minute in which most was asked; null for a day without calls. */
  busiest: BusiestMinute | null;
}

const dayMs = 86_400_000;

/** The last `days` days up to today, oldest first, each with its sums and its busiest minute; days without calls are there too. */
export function foldDays(minutes: readonly CallMinute[], options: { nowMs: number; days: number }): CallDay[] {
  const today = Math.floor(options.nowMs / dayMs);
  const first = today - options.days + 1;
  const folded: CallDay[] = Array.from({ length: options.days }, (_, place) => ({
    day: new Date((first + place) * dayMs).toISOString().slice(0, 10),
    passed: 0,
    refused: 0,
    busiest: null,
  }));
  for (const minute of minutes) {
    const day = folded[Math.floor(minute.atMs / dayMs) - first];
    if (!day) continue;
    day.passed += minute.passed;
    day.refused += minute.refused;
    const asked = minute.passed + minute.refused;
    if (day.busiest === null || asked > day.busiest.asked) day.busiest = { ...minute, asked };
  }
  return folded;
}

/** How many minutes asked for how much: all that a replay needs, in little space. Ascending by what was asked. */
export type LoadCurve = readonly (readonly [asked: number, minutes: number])[];

export function loadCurve(minutes: readonly CallMinute[]): LoadCurve {
  const counts = new Map<number, number>();
  for (const { passed, refused } of minutes) counts.set(passed + refused, (counts.get(passed + refused) ?? 0) + 1);
  return [...counts].sort(([left], [right]) => left - right);
}

/**
 * How many calls this limit would have refused, minute by minute. It counts whole minutes, so it never promises less than what the
 * running limit, which also lets a burst through, would have refused.
 */
export function refusedAt(curve: LoadCurve, perMinute: number): number {
  return curve.reduce((sum, [asked, minutes]) => sum + Math.max(0, asked - perMinute) * minutes, 0);
}

/** The smallest limit at which nothing would have been refused: the busiest minute. 0 without calls. */
export function noneRefusedFrom(curve: LoadCurve): number {
  return curve.at(-1)?.[0] ?? 0;
}
