import { spendAppLimit } from '#lib/data/limits.ts';
import type { BucketRow } from '#lib/data/rate-bucket.ts';
import { recordUsage } from '#lib/data/usage.ts';
import { emissionIntervalMicros, type GcraResult, type LimitName } from '#lib/domain/rate-limit.ts';
import { AppError } from '#lib/errors.ts';

/** What became of one call against a limit. `perMinute` is the limit in force; `refusedBy` names the bucket that was full. */
export type ConsumedLimit = GcraResult & { perMinute: number; refusedBy: BucketRow['bucket'] | null };

/**
 * Spends one call of an app's limit; atomic over all processes and by the clock of the database (L1, T20, T22). An app on the default
 * limit also spends from its account's cap, so that copying an app gains nothing (T21). A refusal is an answer, not an error.
 * Throws `invalid-token` when the client is gone.
 */
export async function consumeLimit({ clientId, limitName }: { clientId: string; limitName: LimitName }): Promise<ConsumedLimit> {
  return noteLimit({ clientId, limitName, rows: await spendAppLimit({ clientId, limitName }) });
}

/** What the buckets say of a call that was spent of them, noted for meters and charts. */
export function noteLimit({ clientId, limitName, rows }: { clientId: string; limitName: LimitName; rows: readonly BucketRow[] }): ConsumedLimit {
  const [app] = rows;
  if (!app) throw new AppError('invalid-token', 'The app of this token is no longer registered.');
  const result = judge(rows);
  recordUsage({ clientId, limitName, nowMs: app.nowMs, allowed: result.allowed, perMinute: app.limit });
  return { ...result, perMinute: app.limit };
}

/** The bucket that refused speaks; when none did, the one with the least left. */
export function judge(rows: readonly BucketRow[]): Omit<ConsumedLimit, 'perMinute'> {
  const answers = rows.map((row) => ({ row, result: resultOf(row) }));
  const refused = answers.find((answer) => !answer.row.granted);
  const tightest = answers.reduce((least, answer) => (answer.result.remaining < least.result.remaining ? answer : least));
  return { ...(refused ?? tightest).result, refusedBy: refused?.row.bucket ?? null };
}

/** The answer of consumeGcra to a step that the database has taken. */
function resultOf({ granted, cost = 1, limit, periodSeconds, tatMs, nowMs }: BucketRow): GcraResult {
  const intervalMs = emissionIntervalMicros({ count: limit, periodSeconds }) / 1000;
  const usedMs = Math.max(0, tatMs - nowMs);
  const freeMs = intervalMs * limit - usedMs;
  return {
    allowed: granted,
    remaining: Math.max(0, Math.floor(freeMs / intervalMs + 1e-6)),
    retryAfterSeconds: granted ? 0 : Math.max(1, Math.ceil((cost * intervalMs - freeMs) / 1000)),
    resetSeconds: Math.ceil(usedMs / 1000),
    tatMs,
  };
}
