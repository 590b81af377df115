import { sql } from '#lib/data/pool.ts';
import type { Scope } from '#lib/domain/scope.ts';

interface Pair {
  subscriberId: string;
  clientId: string;
}

export interface FormerGrant {
  scopes: Scope[];
  createdAt: Date;
  overAt: Date;
  /** Somebody ended it; otherwise its term was over. */
  wasEnded: boolean;
}

/** The consent of this subscriber for this app that was over last. */
export async function findFormerGrant({ subscriberId, clientId }: Pair, now: Date): Promise<FormerGrant | null> {
  const [row] = await sql.query<FormerGrant>(
    `SELECT scopes, "createdAt", LEAST("endedAt", "endsAt") AS "overAt", ("endedAt" IS NOT NULL AND ("endsAt" IS NULL OR "endedAt" < "endsAt")) AS "wasEnded"
       FROM "ConsentGrant" WHERE "subscriberId" = $1::uuid AND "clientId" = $2::uuid AND LEAST("endedAt", "endsAt") <= $3 ORDER BY 3 DESC LIMIT 1`,
    [subscriberId, clientId, now],
  );
  return row ?? null;
}

/** The term that this subscriber set for this app last, and when; null where none was noted. */
export async function findLastTerm({ subscriberId, clientId }: Pair): Promise<{ at: Date; endsAt: Date | null } | null> {
  const [row] = await sql.query<{ at: Date; endsAt: Date | null }>(
    `SELECT e.at, e."endsAt" FROM "ConsentEvent" e JOIN "ConsentGrant" g ON g.id = e."grantId"
      WHERE g."subscriberId" = $1::uuid AND g."clientId" = $2::uuid AND e.kind IN ('given', 'changed') AND e."appName" <> '' ORDER BY e.at DESC, e.id DESC LIMIT 1`,
    [subscriberId, clientId],
  );
  return row ?? null;
}

/** How the app and its owner were called when the subscriber decided about it last; null where that was not noted. */
export async function findLastNames({ subscriberId, clientId }: Pair): Promise<{ appName: string; ownerName: string } | null> {
  const [row] = await sql.query<{ appName: string; ownerName: string }>(
    `SELECT e."appName", e."ownerName" FROM "ConsentEvent" e JOIN "ConsentGrant" g ON g.id = e."grantId"
      WHERE g."subscriberId" = $1::uuid AND g."clientId" = $2::uuid AND e."appName" <> '' ORDER BY e.at DESC, e.id DESC LIMIT 1`,
    [subscriberId, clientId],
  );
  return row ?? null;
}
