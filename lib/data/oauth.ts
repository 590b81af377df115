import { type Sql, inSqlTransaction, sql } from '#lib/data/pool.ts';
import { holdLiveGrant } from '#lib/data/store/grant-hold.ts';
import type { Environment } from '#lib/domain/rate-limit.ts';
import type { Scope } from '#lib/domain/scope.ts';

export interface OAuthClient {
  /** Row id. */
  id: string;
  /** The public `client_id`. */
  clientId: string;
  name: string;
  environment: Environment;
  profile: 'modern' | 'classic';
  redirectUris: string[];
  scopes: Scope[];
  /** May ask for devices without a browser. */
  deviceGrant: boolean;
  /** Disabled itself, or its owner is. */
  disabled: boolean;
  /** Authorization requests must be pushed (RFC 9126). */
  requirePar: boolean;
  /** Tokens must be bound to a key (RFC 9449). */
  requireDpop: boolean;
}

export interface ClientSecretRow {
  id: string;
  secretHash: string;
}

const clientColumns = `c.id, c."clientId", p.name, c.environment::text AS environment, c.profile::text AS profile, c."redirectUris", c.scopes, c."requirePar", c."requireDpop", c."deviceGrant",
  (c."disabledAt" IS NOT NULL OR o."disabledAt" IS NOT NULL) AS disabled`;
const clientTables = `"Client" c JOIN "Application" p ON p.id = c."applicationId" JOIN "Account" o ON o.id = p."accountId"`;

export async function findClient(publicId: string): Promise<OAuthClient | null> {
  const rows = await sql.prepared<OAuthClient>('oauth-client', `SELECT ${clientColumns} FROM ${clientTables} WHERE c."clientId" = $1`, [publicId]);
  return rows[0] ?? null;
}

/**
 * A client with the hashes of the secrets that count at this moment: two may live while one is rotated out. For an unknown id some other
 * client's row is read, taken apart and left out of the answer's `client`, so that the time does not tell who is registered (T8).
 */
export async function findClientWithSecrets(publicId: string, now: Date): Promise<{ client: OAuthClient | null; secrets: ClientSecretRow[] }> {
  const rows = await sql.prepared<OAuthClient & { secrets: ClientSecretRow[] }>(
    'oauth-client-secrets',
    `SELECT ${clientColumns}, COALESCE((SELECT json_agg(json_build_object('id', s.id, 'secretHash', s."secretHash")) FROM "ClientSecret" s
       WHERE s."clientId" = c.id AND s."revokedAt" IS NULL AND (s."expiresAt" IS NULL OR s."expiresAt" > $2)), '[]') AS secrets
     FROM ${clientTables} WHERE c.id = COALESCE((SELECT id FROM "Client" WHERE "clientId" = $1), (SELECT id FROM "Client" ORDER BY id LIMIT 1))`,
    [publicId, now],
  );
  const [row] = rows;
  if (!row) return { client: null, secrets: [] };
  const { secrets, ...client } = row;
  return { client: client.clientId === publicId ? client : null, secrets };
}

/** For the list of keys; a minute's precision is enough. */
export async function touchSecret(secretId: string, now: Date): Promise<void> {
  await sql.query(
    `UPDATE "ClientSecret" SET "lastUsedAt" = $2 WHERE id = $1 AND ("lastUsedAt" IS NULL OR "lastUsedAt" < $2::timestamptz - interval '1 minute')`,
    [secretId, now],
  );
}

export interface CodeRow {
  codeHash: string;
  grantId: string;
  clientId: string;
  redirectUri: string;
  redirectUriGiven: boolean;
  scopes: Scope[];
  codeChallenge: string | null;
  /** The key that its tokens will be bound to (RFC 9449, 10). */
  dpopThumbprint: string | null;
  familyId: string;
  expiresAt: Date;
  usedAt: Date | null;
  msisdn: string;
}

export async function findCode(codeHash: string): Promise<CodeRow | null> {
  const rows = await sql.query<CodeRow>(
    `SELECT k."codeHash", k."grantId", k."clientId", k."redirectUri", k."redirectUriGiven", k.scopes, k."codeChallenge", k."dpopThumbprint", k."familyId", k."expiresAt", k."usedAt", b.msisdn
       FROM "AuthorizationCode" k JOIN "ConsentGrant" g ON g.id = k."grantId" JOIN "Subscriber" b ON b.id = g."subscriberId" WHERE k."codeHash" = $1`,
    [codeHash],
  );
  return rows[0] ?? null;
}

export interface TokenRow {
  tokenHash: string;
  kind: 'access' | 'refresh';
  clientId: string;
  grantId: string | null;
  familyId: string;
  scopes: Scope[];
  /** The key that it is bound to; null for a bearer token. */
  dpopThumbprint: string | null;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  rotatedAt: Date | null;
}

const tokenColumns = `"tokenHash", kind::text AS kind, "clientId", "grantId", "familyId", scopes, "dpopThumbprint", "createdAt", "expiresAt", "revokedAt", "rotatedAt"`;

export async function findToken(tokenHash: string): Promise<TokenRow | null> {
  const rows = await sql.query<TokenRow>(`SELECT ${tokenColumns} FROM "Token" WHERE "tokenHash" = $1`, [tokenHash]);
  return rows[0] ?? null;
}

export type NewToken = Omit<TokenRow, 'revokedAt' | 'rotatedAt'>;

export async function insertTokens(tx: Sql, tokens: readonly NewToken[]): Promise<void> {
  for (const token of tokens) {
    await tx.query(
      `INSERT INTO "Token" ("tokenHash", kind, "clientId", "grantId", "familyId", scopes, "dpopThumbprint", "createdAt", "expiresAt")
       VALUES ($1, $2::"TokenKind", $3::uuid, $4::uuid, $5::uuid, $6, $7, $8, $9)`,
      [token.tokenHash, token.kind, token.clientId, token.grantId, token.familyId, token.scopes, token.dpopThumbprint, token.createdAt, token.expiresAt],
    );
  }
}

/**
 * One writer a family until the transaction ends. Without it an end does not see the pair that a rotation inserts at the same moment, and
 * that pair lives on (T5, T6). Taken after the grant and before the rows, always, so that nobody waits in a circle.
 */
async function lockFamily(tx: Sql, familyId: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('token-family:' || $1, 0))`, [familyId]);
}

export async function endFamily(tx: Sql, familyId: string, now: Date): Promise<void> {
  await lockFamily(tx, familyId);
  await tx.query(`UPDATE "Token" SET "revokedAt" = $2 WHERE "familyId" = $1 AND "revokedAt" IS NULL`, [familyId, now]);
}

/** What a device or a browser brings back is used up alike: its table, the column of its hash, and what must be so besides. */
const codeTables = {
  authorization: { table: '"AuthorizationCode"', hash: '"codeHash"', ready: 'true' },
  device: { table: '"DeviceAuthorization"', hash: '"deviceCodeHash"', ready: `state = 'allowed'` },
} as const;

interface UsedCode {
  kind: keyof typeof codeTables;
  codeHash: string;
  clientId: string;
  now: Date;
}

/**
 * One use of a code (T5): the conditional update and the new tokens are one transaction. Whoever comes second waits for the first, finds the
 * code used, and ends what the first made. Answers false when nothing was given out.
 */
export async function exchangeCode(options: UsedCode & { tokens: (familyId: string) => readonly NewToken[] }): Promise<boolean> {
  const { table, hash, ready } = codeTables[options.kind];
  return inSqlTransaction(async (tx) => {
    const [code] = await tx.query<{ familyId: string; grantId: string }>(
      `SELECT "familyId", "grantId" FROM ${table} WHERE ${hash} = $1 AND "clientId" = $2 AND ${ready}`,
      [options.codeHash, options.clientId],
    );
    if (!code) return false;
    const live = await holdLiveGrant(tx, code.grantId);
    await lockFamily(tx, code.familyId);
    const used = await tx.query(
      `UPDATE ${table} SET "usedAt" = $2 WHERE ${hash} = $1 AND "usedAt" IS NULL AND "expiresAt" > $2 AND ${ready} RETURNING 1`,
      [options.codeHash, options.now],
    );
    if (used.length === 0) {
      await endFamilyOfUsedCode(tx, options);
      return false;
    }
    if (live) await insertTokens(tx, options.tokens(code.familyId));
    return live;
  });
}

/** Only the client that the code was made for can end its family: a stranger's replay must not (T5). */
export async function endFamilyOfUsedCode(tx: Sql, options: UsedCode): Promise<void> {
  const { table, hash } = codeTables[options.kind];
  const [code] = await tx.query<{ familyId: string }>(
    `SELECT "familyId" FROM ${table} WHERE ${hash} = $1 AND "clientId" = $2 AND "usedAt" IS NOT NULL`,
    [options.codeHash, options.clientId],
  );
  if (code) await endFamily(tx, code.familyId, options.now);
}

/** One use of a refresh token (T6), the same way: a second use ends the family. */
export async function rotateRefreshToken(options: { tokenHash: string; clientId: string; now: Date; tokens: readonly NewToken[] }): Promise<boolean> {
  return inSqlTransaction(async (tx) => {
    const [token] = await tx.query<{ familyId: string; grantId: string | null }>(
      `SELECT "familyId", "grantId" FROM "Token" WHERE "tokenHash" = $1 AND "clientId" = $2 AND kind = 'refresh'`,
      [options.tokenHash, options.clientId],
    );
    if (!token) return false;
    const live = token.grantId === null || (await holdLiveGrant(tx, token.grantId));
    await lockFamily(tx, token.familyId);
    const rotated = await tx.query(
      `UPDATE "Token" SET "rotatedAt" = $2 WHERE "tokenHash" = $1 AND "rotatedAt" IS NULL AND "revokedAt" IS NULL AND "expiresAt" > $2 RETURNING 1`,
      [options.tokenHash, options.now],
    );
    if (rotated.length === 0) {
      const spent = await tx.query(`SELECT 1 FROM "Token" WHERE "tokenHash" = $1 AND "rotatedAt" IS NOT NULL`, [options.tokenHash]);
      if (spent.length > 0) await endFamily(tx, token.familyId, options.now);
      return false;
    }
    if (live) await insertTokens(tx, options.tokens);
    return live;
  });
}

export async function revokeToken(tokenHash: string, now: Date): Promise<void> {
  await sql.query(`UPDATE "Token" SET "revokedAt" = $2 WHERE "tokenHash" = $1 AND "revokedAt" IS NULL`, [tokenHash, now]);
}
