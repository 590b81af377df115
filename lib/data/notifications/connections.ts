import { sql } from '#lib/data/pool.ts';
import type { NotificationEvent } from '#lib/domain/notification.ts';

export interface NewConnection {
  /** Also the user name. */
  id: string;
  passwordHash: string;
  queueId: string;
  event: NotificationEvent;
  tokenHash: string;
  mailboxId: string;
}

/** Stores credentials; changes after this very moment are told through them. */
export async function insertConnection(row: NewConnection): Promise<void> {
  await sql.query(
    `INSERT INTO "NotificationConnection" ("id", "passwordHash", "queueId", "event", "tokenHash", "mailboxId", "sinceModSeq")
     SELECT $1::uuid, $2, $3::uuid, $4, $5, b."id", b."modSeq" FROM "Mailbox" b WHERE b."id" = $6::uuid`,
    [row.id, row.passwordHash, row.queueId, row.event, row.tokenHash, row.mailboxId],
  );
}

export interface OpenConnection {
  id: string;
  queueId: string;
  event: NotificationEvent;
  mailboxId: string;
  sinceModSeq: number;
  clientId: string;
  grantId: string;
  redirectUris: string[];
}

/** Token, consent, app, owner and line as they stand at this moment: the rule of every call of the API (T2), and no pause. */
const standing = `
  JOIN "Token" t ON t."tokenHash" = n."tokenHash" AND t."kind" = 'access' AND t."revokedAt" IS NULL AND t."expiresAt" > clock_timestamp() AND 'MIM' = ANY(t."scopes")
  JOIN "ConsentGrant" g ON g."id" = t."grantId" AND g."endedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > clock_timestamp())
    AND (g."pausedUntil" IS NULL OR g."pausedUntil" <= clock_timestamp()) AND 'MIM' = ANY(g."scopes") AND g."mailboxId" = n."mailboxId"
  JOIN "Client" c ON c."id" = t."clientId" AND c."disabledAt" IS NULL AND 'MIM' = ANY(c."scopes")
  JOIN "Application" p ON p."id" = c."applicationId"
  JOIN "Account" o ON o."id" = p."accountId" AND o."disabledAt" IS NULL
  JOIN "Subscriber" u ON u."id" = g."subscriberId" AND u."releasedAt" IS NULL`;

/**
 * One use: a conditional update, so of two that come at once one is let in. Null for wrong or used credentials, and for those whose token does
 * not stand or is bound to another key than the proven one.
 */
export async function useConnection(id: string, passwordHash: string, provenKey: string | null): Promise<OpenConnection | null> {
  const [row] = await sql.query<Omit<OpenConnection, 'sinceModSeq'> & { sinceModSeq: string }>(
    `WITH good AS (
       SELECT n."id", t."clientId", g."id" AS "grantId", c."redirectUris" FROM "NotificationConnection" n ${standing} 
        WHERE n."id" = $1::uuid AND n."passwordHash" = $2 AND t."dpopThumbprint" IS NOT DISTINCT FROM $3::text
     )
     UPDATE "NotificationConnection" n SET "usedAt" = clock_timestamp() FROM good WHERE n."id" = good."id" AND n."usedAt" IS NULL
     RETURNING n."id", n."queueId", n."event", n."mailboxId", n."sinceModSeq"::text AS "sinceModSeq", good."clientId", good."grantId", good."redirectUris"`,
    [id, passwordHash, provenKey],
  );
  return row ? { ...row, sinceModSeq: Number(row.sinceModSeq) } : null;
}

/** Which of these still stand. One statement for all connections of a process. */
export async function listStandingConnections(ids: readonly string[]): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(`SELECT n."id" FROM "NotificationConnection" n ${standing} WHERE n."id" = ANY($1::uuid[])`, [[...ids]]);
  return rows.map(({ id }) => id);
}
