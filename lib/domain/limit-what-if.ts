/** An app's own minutes, folded into days for charts and replayed against another limit: the ticket's justification. */
import { mostWithin, shortestSpanMicros } from '#lib/domain/rate-limit.ts';

/** What was asked in a minute and what became of it. */
export interface AskedMinute {
  passed: number;
  refused: number;
  /** The limit in force then; null where it was not recorded. */
  perMinute: number | null;
}

export interface CallMinute extends AskedMinute {
  atMs: number;
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

/**
 * How many calls of a minute another limit would have let through. The minute is replayed with the running limiter's own rule, a burst up
 * to the limit and then a steady refill: what passed tells over how long the calls came, and what was missing from the burst when it began.
 * So the limit that was in force answers exactly what was recorded, and a higher limit never lets less through.
 */
export function passedAt(minute: AskedMinute, perMinute: number): number {
  const { passed, refused } = minute;
  const then = { count: Math.max(1, minute.perMinute ?? passed), periodSeconds: 60 };
  const missing = refused > 0 && minute.perMinute !== null ? Math.max(0, then.count - passed) : 0;
  const most = mostWithin({ count: perMinute, periodSeconds: 60 }, shortestSpanMicros(then, passed)) - missing;
  return Math.min(passed + refused, Math.max(0, most));
}

/** Minutes that went alike, and how many there were: all that a replay needs, in little space. Ascending by what was asked. */
export type LoadCurve = readonly (AskedMinute & { minutes: number })[];

export function loadCurve(minutes: readonly AskedMinute[]): LoadCurve {
  const alike = new Map<string, AskedMinute & { minutes: number }>();
  for (const { passed, refused, perMinute } of minutes) {
    const key = `${passed} ${refused} ${perMinute}`;
    alike.set(key, { passed, refused, perMinute, minutes: (alike.get(key)?.minutes ?? 0) + 1 });
  }
  return [...alike.values()].sort((left, right) => askedOf(left) - askedOf(right));
}

const askedOf = ({ passed, refused }: AskedMinute): number => passed + refused;

/** The most that was asked in a minute. 0 without calls. */
export function mostAsked(curve: LoadCurve): number {
  const busiest = curve.at(-1);
  return busiest ? askedOf(busiest) : 0;
}

/** How many calls this limit would have refused. */
export function refusedAt(curve: LoadCurve, perMinute: number): number {
  return curve.reduce((sum, minute) => sum + (askedOf(minute) - passedAt(minute, perMinute)) * minute.minutes, 0);
}

/** The smallest limit at which nothing would have been refused. 0 without calls. */
export function noneRefusedFrom(curve: LoadCurve): number {
  let low = 0;
  // Enough for the busiest minute, had it come at once on an empty burst.
  let high = curve.reduce((most, minute) => Math.max(most, askedOf(minute) + (minute.perMinute ?? 0)), 0);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (refusedAt(curve, middle) === 0) high = middle;
    else low = middle + 1;
  }
  return low;
}
