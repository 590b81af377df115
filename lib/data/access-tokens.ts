import type { Environment } from '#lib/domain/rate-limit.ts';
import type { Scope } from '#lib/domain/scope.ts';

/** Everything that decides whether an access token works, as it stands at this moment. */
export interface AccessTokenFacts {
  scopes: Scope[];
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  /** The key whose proof must come along; null for a bearer token. */
  dpopThumbprint: string | null;
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

/** The columns of AccessTokenFacts, and `tokenHash`. */
export const tokenFactColumns = `t."tokenHash", t.scopes, t."createdAt", t."expiresAt", t."revokedAt", t."dpopThumbprint",
  c.id AS "clientId", c."clientId" AS "publicClientId", p.name AS "clientName", c.environment::text AS environment, c.scopes AS "clientScopes",
  (c."disabledAt" IS NOT NULL OR o."disabledAt" IS NOT NULL) AS "clientDisabled",
  g.id AS "grantId", g.scopes AS "grantScopes", g."endedAt", g."endsAt", g."pausedUntil", g."subscriberId", g."mailboxId",
  b.msisdn, (b."releasedAt" IS NOT NULL) AS released`;

/** The tables of those columns, joined to the access token whose hash is `hash`: token, grant, client, owner and subscriber (T2). */
export const tokenFactTables = (hash: string) => `"Token" t ON t."tokenHash" = ${hash} AND t.kind = 'access'
  JOIN "Client" c ON c.id = t."clientId"
  JOIN "Application" p ON p.id = c."applicationId"
  JOIN "Account" o ON o.id = p."accountId"
  LEFT JOIN "ConsentGrant" g ON g.id = t."grantId"
  LEFT JOIN "Subscriber" b ON b.id = g."subscriberId"`;
