import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Pool } from 'pg';
import { getPool } from '#lib/data/pool.ts';

/** One counter: how many in which time. Points of different names never meet. */
export interface AbuseRule {
  name: string;
  points: number;
  seconds: number;
}

const limiters = new WeakMap<Pool, Map<string, RateLimiterPostgres>>();

function limiterOf(rule: AbuseRule): RateLimiterPostgres {
  const pool = getPool();
  const ofPool = limiters.get(pool) ?? new Map<string, RateLimiterPostgres>();
  limiters.set(pool, ofPool);
  let limiter = ofPool.get(rule.name);
  if (!limiter) {
    limiter = new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'pool',
      tableName: 'AbuseLimit',
      tableCreated: true,
      keyPrefix: rule.name,
      points: rule.points,
      duration: rule.seconds,
    });
    ofPool.set(rule.name, limiter);
  }
  return limiter;
}

/**
 * Spends one point, in one statement, so that parallel calls cannot share a point. Answers 0 when allowed, else the whole seconds until
 * it may be tried again. A database that is away throws: no answer is not a yes (I10).
 */
export async function spendAbusePoint(rule: AbuseRule, key: string): Promise<number> {
  try {
    await limiterOf(rule).consume(key);
    return 0;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw refusal;
  }
}

/** A point of a rule, and whose it is. */
export type AbuseSpend = readonly [AbuseRule, string];

/** Spends a point of each rule, in their order, until one refuses; answers its wait, or 0. What was spent before stays spent. */
export async function spendAbusePoints(spends: readonly AbuseSpend[]): Promise<number> {
  for (const [rule, key] of spends) {
    const waitSeconds = await spendAbusePoint(rule, key);
    if (waitSeconds > 0) return waitSeconds;
  }
  return 0;
}

/** Gives one spent point back, where only failures count: it was spent before anybody knew how it would end. */
export async function returnAbusePoint(rule: AbuseRule, key: string): Promise<void> {
  await limiterOf(rule).reward(key);
}

export async function clearAbusePoints(rule: AbuseRule, key: string): Promise<void> {
  await limiterOf(rule).delete(key);
}
