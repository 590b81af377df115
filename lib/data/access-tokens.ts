import { gather } from '#lib/data/gather.ts';
import { sql } from '#lib/data/pool.ts';
import type { Environment } from '#lib/domain/rate-limit.ts';
import type { Scope } from '#lib/domain/scope.ts';

/** Everything that decides whether an access token works, as it stands at this moment. */
export interface AccessTokenFacts {
  scopes: Scope[];
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  clientId: string;
  publicClientId: string;
  clientName: string;
  environment: Environment;
  clientScopes: Scope[];
  clientDisabled: boolean;
  grantId: string | null;
  grantScopes: Scope[] | null;
  endedAt: Date | null;
  endsAt: Date | null;
  pausedUntil: Date | null;
  subscriberId: string | null;
  mailboxId: string | null;
  msisdn: string | null;
  released: boolean;
}

/** One prepared statement for the calls of the API that come together: token, grant, client, owner and subscriber (T2). */
export const findAccessToken: (tokenHash: string) => Promise<AccessTokenFacts | null> = gather(async (tokenHashes) => {
  const rows = await sql.prepared<AccessTokenFacts & { tokenHash: string }>(
    'access-token',
    `SELECT t."tokenHash", t.scopes, t."createdAt", t."expiresAt", t."revokedAt",
            c.id AS "clientId", c."clientId" AS "publicClientId", p.name AS "clientName", c.environment::text AS environment, c.scopes AS "clientScopes",
            (c."disabledAt" IS NOT NULL OR o."disabledAt" IS NOT NULL) AS "clientDisabled",
            g.id AS "grantId", g.scopes AS "grantScopes", g."endedAt", g."endsAt", g."pausedUntil", g."subscriberId", g."mailboxId",
            b.msisdn, (b."releasedAt" IS NOT NULL) AS released
       FROM "Token" t
       JOIN "Client" c ON c.id = t."clientId"
       JOIN "Application" p ON p.id = c."applicationId"
       JOIN "Account" o ON o.id = p."accountId"
       LEFT JOIN "ConsentGrant" g ON g.id = t."grantId"
       LEFT JOIN "Subscriber" b ON b.id = g."subscriberId"
      WHERE t."tokenHash" = ANY($1::text[]) AND t.kind = 'access'`,
    [[...new Set(tokenHashes)]],
  );
  const facts = new Map(rows.map(({ tokenHash, ...row }) => [tokenHash, row]));
  return tokenHashes.map((tokenHash) => facts.get(tokenHash) ?? null);
});

/** For *last used* in Connected apps; a minute's precision is enough. */
export async function touchGrant(grantId: string, now: Date): Promise<void> {
  await sql.query(
    `UPDATE "ConsentGrant" SET "lastUsedAt" = $2 WHERE id = $1 AND ("lastUsedAt" IS NULL OR "lastUsedAt" < $2::timestamptz - interval '1 minute')`,
    [grantId, now],
  );
}
