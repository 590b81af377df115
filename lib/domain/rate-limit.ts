/**
 * Transaction limits (L1) as arithmetic: GCRA, the leaky bucket that keeps one number. The statement in `lib/data` does the same with
 * the database's clock. Up to `count` requests may come at once; then one more for each interval.
 * So a window of one period never sees more than twice the count, and there is no edge at which everything starts anew (T22).
 */
export type LimitName = 'sends' | 'reads';
export type Environment = 'sandbox' | 'production';

export interface LimitDefault {
  limit: LimitName;
  environment: Environment;
  perMinute: number;
  reason: string;
}

export const limitDefaults: readonly LimitDefault[] = [
  {
    limit: 'sends',
    environment: 'sandbox',
    perMinute: 60,
    reason: 'What one line may send by hand: a test that passes here passes in production.',
  },
  {
    limit: 'sends',
    environment: 'production',
    perMinute: 60,
    reason: 'New apps start low (T21); the support team raises it on a ticket.',
  },
  {
    limit: 'reads',
    environment: 'sandbox',
    perMinute: 240,
    reason: 'Four reads to a send: a delta, a message, its parts, the index.',
  },
  {
    limit: 'reads',
    environment: 'production',
    perMinute: 240,
    reason: 'The same four to one; notifications make polling unnecessary.',
  },
];

/** The limit a minute that an app has before anybody changes it. */
export function defaultLimit(limit: LimitName, environment: Environment): number {
  const row = limitDefaults.find((each) => each.limit === limit && each.environment === environment);
  if (row === undefined) throw new RangeError(`No default for ${limit} in ${environment}`);
  return row.perMinute;
}

export interface AccountCap {
  limit: LimitName;
  perMinute: number;
  reason: string;
}

/** What all apps of one account may do together while they are on the defaults, so that copying an app gains nothing (T21). */
export const accountCaps: readonly AccountCap[] = [
  { limit: 'sends', perMinute: 300, reason: 'Five apps at their default: a handful of apps, not twenty copies of one.' },
  { limit: 'reads', perMinute: 1200, reason: 'The same five apps, at four reads to a send.' },
];

/** The cap a minute of one account in one environment; sandbox and production are counted apart, by the same figures. */
export function accountCap(limit: LimitName, environment: Environment): number {
  const row = accountCaps.find((each) => each.limit === limit);
  if (row === undefined) throw new RangeError(`No account cap for ${limit} in ${environment}`);
  return row.perMinute;
}

/** What one line may send over all apps, whatever their own limits: carriers take more for bulk traffic (L2). */
export const lineLimits = {
  perMinute: 60,
  perDay: 1000,
  reasons: {
    perMinute: 'CTIA: a person sends 15 to 60 messages a minute.',
    perDay: 'CTIA: a person sends about 1,000 messages a day.',
  },
} as const;

export interface Limit {
  count: number;
  periodSeconds: number;
}

/** What is told about a limit after a call, whoever did the arithmetic. */
export interface LimitAnswer {
  allowed: boolean;
  /** Requests that would pass right now, after this one. */
  remaining: number;
  /** 0 when allowed; otherwise whole seconds after which this very request passes, if nobody else comes first. */
  retryAfterSeconds: number;
  /** Whole seconds until everything is available again. */
  resetSeconds: number;
}

export interface GcraState {
  /** The theoretical arrival time: when everything is available again, in milliseconds of the epoch, exact to the microsecond. */
  tatMs: number;
}

export interface GcraResult extends LimitAnswer, GcraState {}

/**
 * Microseconds between two requests at the limit's rate. Rounded up, so that no rate, however odd, lets more through than it says;
 * PostgreSQL's clock has the same resolution.
 */
export function emissionIntervalMicros(limit: Limit): number {
  return Math.ceil((limit.periodSeconds * 1_000_000) / limit.count);
}

/**
 * Spends `cost` of a limit, or refuses and spends nothing. `tatMs` is what the last call returned, null for the first. A limit of
 * zero refuses everything for a period; a cost above the count never passes, however long one waits.
 */
export function consumeGcra(tatMs: number | null, nowMs: number, limit: Limit, cost: number = 1): GcraResult {
  if (limit.count < 1) {
    return {
      allowed: false,
      remaining: 0,
      retryAfterSeconds: limit.periodSeconds,
      resetSeconds: limit.periodSeconds,
      tatMs: tatMs ?? nowMs,
    };
  }
  const interval = emissionIntervalMicros(limit);
  const capacity = interval * limit.count;
  const now = Math.round(nowMs * 1000);
  const before = Math.max(tatMs === null ? now : Math.round(tatMs * 1000), now);
  const asked = before + interval * cost;
  const excess = asked - capacity - now;
  const allowed = excess <= 0;
  const after = allowed ? asked : before;
  return {
    allowed,
    remaining: Math.max(0, Math.floor((capacity - (after - now)) / interval)),
    retryAfterSeconds: allowed ? 0 : wholeSeconds(excess),
    resetSeconds: wholeSeconds(after - now),
    tatMs: after / 1000,
  };
}

function wholeSeconds(micros: number): number {
  return Math.ceil(micros / 1_000_000);
}

/** The most that `consumeGcra` lets through within a span that begins with everything available, however it is asked. */
export function mostWithin(limit: Limit, spanMicros: number): number {
  return limit.count < 1 ? 0 : limit.count + Math.floor(spanMicros / emissionIntervalMicros(limit));
}

/** The shortest span in which `consumeGcra` can have let that many through: none for what fits into the burst. */
export function shortestSpanMicros(limit: Limit, passed: number): number {
  return Math.max(0, passed - limit.count) * emissionIntervalMicros(limit);
}

/**
 * The header fields of an answer, refusals included (IETF draft-ietf-httpapi-ratelimit-headers): the policy, what is left of it, and
 * `Retry-After` on a refusal, which then equals `t`, since it must not be earlier.
 */
export function rateLimitHeaders(policyName: string, limit: Limit, result: LimitAnswer): Record<string, string> {
  const name = `"${policyName.replace(/[^\x20-\x7e]/g, '').replace(/["\\]/g, '\\$&')}"`;
  const seconds = result.allowed ? result.resetSeconds : result.retryAfterSeconds;
  return {
    'RateLimit-Policy': `${name};q=${limit.count};w=${limit.periodSeconds}`,
    RateLimit: `${name};r=${result.remaining};t=${seconds}`,
    ...(result.allowed ? {} : { 'Retry-After': String(result.retryAfterSeconds) }),
  };
}
