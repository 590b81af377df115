import { defaultLimit, type Environment, type LimitName } from '#lib/domain/rate-limit.ts';

/** How many default apps' worth of calls one developer account has in an environment: a handful of apps, not twenty copies of one. */
const appsWorth = 5;

/**
 * What all apps of one account may do together a minute (T21). Apps whose limit the support team has raised are judged by their ticket
 * and do not count.
 */
export function accountCap(environment: Environment, limitName: LimitName): number {
  return appsWorth * defaultLimit(limitName, environment);
}
