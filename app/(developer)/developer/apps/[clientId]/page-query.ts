import type { LimitName } from '#lib/domain/rate-limit.ts';

export interface UsageQuery {
  limit?: string | string[];
  days?: string | string[];
  request?: string | string[];
}

/** Which request a link asks for. */
export function readTicketNumber({ request }: UsageQuery): number | undefined {
  return typeof request === 'string' && /^\d{1,9}$/.test(request) ? Number(request) : undefined;
}

/** The limits that an app with these scopes can use; an app without scopes still has both. */
function limitsOf(scopes: readonly string[]): LimitName[] {
  const limits: LimitName[] = [...(scopes.includes('IMMN') ? (['sends'] as const) : []), ...(scopes.includes('MIM') ? (['reads'] as const) : [])];
  return limits.length > 0 ? limits : ['sends', 'reads'];
}

/** What the address asks for; what cannot be read falls back. */
export function readUsageQuery(query: UsageQuery, scopes: readonly string[]): { limitName: LimitName; days: number; choices: LimitName[] } {
  const choices = limitsOf(scopes);
  const limitName = choices.find((limit) => limit === query.limit) ?? choices[0] ?? 'sends';
  return { limitName, days: query.days === '7' ? 7 : 28, choices };
}
