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

/**
 * One prepared statement for the calls of the API that come together: token, grant, client, owner and subscriber (T2). `length` says nothing new
 * of an HMAC-SHA-256 in hex; it lets the planner count on one row, whatever the length of the array, and so keep its plan.
 */
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
      WHERE t."tokenHash" IN (SELECT h FROM unnest($1::text[]) AS h WHERE length(h) = 64) AND t.kind = 'access'`,
    [[...new Set(tokenHashes)]],
  );
  const facts = new Map(rows.map(({ tokenHash, ...row }) => [tokenHash, row]));
  return tokenHashes.map((tokenHash) => facts.get(tokenHash) ?? null);
});
