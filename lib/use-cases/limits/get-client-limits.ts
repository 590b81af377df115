import { readAccountBucket, readLimits, type LimitStanding } from '#lib/data/limits.ts';
import { accountCap, defaultLimit, emissionIntervalMicros, type Environment, type LimitName } from '#lib/domain/rate-limit.ts';

/** A limit as it stands at this moment. */
export interface LimitNow {
  limitName: LimitName;
  perMinute: number;
  used: number;
  remaining: number;
  /** Whole seconds until everything is available again. */
  resetSeconds: number;
  /** The default applies; otherwise the support team changed it. */
  isDefault: boolean;
  /** When a temporary limit ends. */
  until: Date | null;
}

const limitNames: readonly LimitName[] = ['sends', 'reads'];

/** The limits of some clients, live and without spending: those of one client are in the order sends, reads. */
export async function getClientLimits(clients: readonly { id: string; environment: Environment }[]): Promise<Map<string, LimitNow[]>> {
  const standings = await readLimits(clients.map((client) => client.id));
  return new Map(
    clients.map(({ id, environment }) => [
      id,
      limitNames.flatMap((limitName) => standings.filter((standing) => standing.clientId === id && standing.limitName === limitName)).map((standing) => limitNow(standing, environment)),
    ]),
  );
}

function limitNow(standing: LimitStanding, environment: Environment): LimitNow {
  const { limitName, override, until, tatMs, nowMs } = standing;
  const perMinute = override ?? defaultLimit(limitName, environment);
  return { limitName, perMinute, ...fill(perMinute, tatMs, nowMs), isDefault: override === null, until };
}

function fill(perMinute: number, tatMs: number | null, nowMs: number): Pick<LimitNow, 'used' | 'remaining' | 'resetSeconds'> {
  const intervalMs = emissionIntervalMicros({ count: perMinute, periodSeconds: 60 }) / 1000;
  const usedMs = Math.max(0, (tatMs ?? nowMs) - nowMs);
  // A hair of rounding is no call.
  const used = Math.min(perMinute, usedMs <= 0 ? 0 : Math.ceil(usedMs / intervalMs - 1e-6));
  return { used, remaining: perMinute - used, resetSeconds: Math.ceil(usedMs / 1000) };
}

/** What the account's apps on default limits use together (T21). */
export async function getAccountLimits(options: { accountId: string; environment: Environment }): Promise<LimitNow[]> {
  const { accountId, environment } = options;
  return Promise.all(
    (['sends', 'reads'] as const).map(async (limitName) => {
      const perMinute = accountCap(limitName, environment);
      const { tatMs, nowMs } = await readAccountBucket({ accountId, environment, limitName });
      return { limitName, perMinute, ...fill(perMinute, tatMs, nowMs), isDefault: true, until: null };
    }),
  );
}
