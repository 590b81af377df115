/**
 * How fast one link takes submits, learned from its own answers (F23). No centre tells its rate: it answers "throttled" beyond it. Counted in
 * segments, which is what centres count.
 *
 * About twice a second the pace is set anew. Without throttling it rises; with it, it falls to a little above what was taken, so that a rise of the
 * centre's rate is found again. If a slower pace only got less through, that share of throttling has nothing to do with the pace (some centres
 * throttle one in n whatever comes) and is taken as usual.
 */
export interface Pace {
  /** Segments that may leave now. */
  free(): number;
  /** Milliseconds until one may. */
  waitMs(): number;
  /** So many segments leave; may go below zero for a text of several, which is waited off afterwards. */
  spend(segments: number): void;
  took(segments: number): void;
  throttled(segments: number): void;
  /** Segments a second, as learned so far. */
  perSecond(): number;
}

export interface PaceOptions {
  /** Segments a second to begin with, and the most that was agreed with the carrier. */
  startPerSecond: number;
  mostPerSecond: number;
  /** Milliseconds of a clock that never goes back. */
  now?: () => number;
}

const shortestIntervalMs = 500;
const longestIntervalMs = 5_000;
/** Below so many answers a share is an accident. */
const fewAnswers = 20;
const slowestPerSecond = 1;
/** A share of throttled answers beyond the usual that calls for a slower pace. */
const noticeable = 0.08;
/** Room above what was taken, to find a rise of the centre's rate. */
const headroom = 1.05;
/** Until the centre's rate is met, and afterwards. */
const firstRise = 1.5;
const rise = 1.1;
const steepestFall = 0.6;

export function createPace({ startPerSecond, mostPerSecond, now = () => performance.now() }: PaceOptions): Pace {
  let perSecond = Math.min(startPerSecond, mostPerSecond);
  let room = burstOf(perSecond);
  let filledAt = now();
  let interval = { since: now(), spent: 0, took: 0, throttled: 0 };
  let before: { perSecond: number; tookPerSecond: number } | null = null;
  /** The share that is throttled at any pace. Forgotten slowly, and found again. */
  let usualShare = 0;
  /** The centre's rate has been met: from here on in small steps. */
  let isKnown = false;

  function burstOf(rate: number): number {
    return Math.max(1, rate / 20);
  }

  function fill(): void {
    const at = now();
    room = Math.min(burstOf(perSecond), room + ((at - filledAt) / 1_000) * perSecond);
    filledAt = at;
    const age = at - interval.since;
    if (age >= longestIntervalMs || (age >= shortestIntervalMs && interval.took + interval.throttled >= fewAnswers)) adjust(age / 1_000, at);
  }

  function adjust(seconds: number, at: number): void {
    const { spent, took, throttled } = interval;
    interval = { since: at, spent: 0, took: 0, throttled: 0 };
    if (took + throttled === 0) return;
    const tookPerSecond = took / seconds;
    const share = throttled / (took + throttled);
    const fellInVain = before !== null && perSecond < before.perSecond * 0.9 && tookPerSecond < before.tookPerSecond * 0.85;
    before = { perSecond, tookPerSecond };
    if (fellInVain) {
      usualShare = share;
      isKnown = false;
    } else if (share < usualShare) usualShare += (share - usualShare) * 0.05;
    const chance = 2 * Math.sqrt((usualShare * (1 - usualShare)) / (took + throttled));
    if (share > usualShare + noticeable + chance) {
      isKnown = true;
      perSecond = Math.max(tookPerSecond * headroom, perSecond * steepestFall);
    } else if (spent >= perSecond * seconds * 0.8) {
      // What was not used says nothing about what could be.
      perSecond *= isKnown ? rise : firstRise;
    }
    perSecond = Math.min(mostPerSecond, Math.max(slowestPerSecond, perSecond));
  }

  return {
    free() {
      fill();
      return Math.max(0, Math.floor(room));
    },
    waitMs() {
      fill();
      return room >= 1 ? 0 : Math.ceil(((1 - room) / perSecond) * 1_000);
    },
    spend(segments) {
      fill();
      room -= segments;
      interval.spent += segments;
    },
    took(segments) {
      interval.took += segments;
    },
    throttled(segments) {
      interval.throttled += segments;
    },
    perSecond: () => perSecond,
  };
}
