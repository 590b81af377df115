import { hashPassword, verifyPassword } from '#lib/crypto.ts';
import type { Sql } from '#lib/data/pool.ts';
import { newId } from '#lib/ids.ts';
import { clientSecretHash } from '#lib/use-cases/clients/new-secret.ts';
import { accounts, apps, newClientSecret, redirectUri, storeSecret } from '#prisma/seed/accounts.ts';
import { newPassword } from '#prisma/seed/credentials.ts';
import type { DemoClient, DemoFile } from '#prisma/seed/demo-file.ts';
import { lines } from '#prisma/seed/people.ts';
import { insertRows } from '#prisma/seed/rows.ts';

export const demoClients = ['Desk', 'Classic'] as const;

export interface Repaired {
  content: DemoFile;
  /** What had to be issued anew, in words; empty when a file fits the database. */
  issued: string[];
}

/**
 * Makes file and database agree. Whatever one of the candidates still knows rightly is kept; what none knows (the file was lost, or is of
 * another database) gets a new password or a further secret. Throws when the demo's accounts or apps are gone.
 */
export async function repairCredentials(tx: Sql, options: { candidates: readonly DemoFile[]; baseUrl: string; now: Date }): Promise<Repaired> {
  const { candidates, baseUrl, now } = options;
  const issued: string[] = [];
  const developer = await repairAccount(tx, 'developer', candidates.map((file) => file.developer.password), issued);
  const support = await repairAccount(tx, 'support', candidates.map((file) => file.support.password), issued);
  const clients: DemoClient[] = [];
  for (const name of demoClients) {
    const client = await repairClient(tx, name, { candidates, now, issued });
    if (client) clients.push(client);
  }
  return { content: { baseUrl, subscribers: lines.map(({ msisdn, name, note }) => ({ msisdn, name, note })), developer, support, clients }, issued };
}

async function repairAccount(tx: Sql, name: 'developer' | 'support', known: readonly string[], issued: string[]): Promise<{ email: string; password: string }> {
  const { email } = accounts[name];
  const [row] = await tx.query<{ id: string; passwordHash: string }>(`SELECT "id", "passwordHash" FROM "Account" WHERE "email" = $1`, [email]);
  if (!row) throw new Error(`The demo account ${email} is gone. Begin again with an empty database.`);
  for (const password of known) if (await verifyPassword(row.passwordHash, password)) return { email, password };
  const password = newPassword();
  await tx.query(`UPDATE "Account" SET "passwordHash" = $2 WHERE "id" = $1::uuid`, [row.id, await hashPassword(password)]);
  await insertRows(tx, 'AuditEntry', [{ id: newId(), actorKind: 'system', action: 'account.password-reset', subjectKind: 'account', subjectId: row.id, detail: { by: 'seed' } }]);
  issued.push(`a password for ${email}`);
  return { email, password };
}

/** Null for an app that somebody deleted: the demo goes on without it. */
async function repairClient(tx: Sql, name: (typeof demoClients)[number], options: { candidates: readonly DemoFile[]; now: Date; issued: string[] }): Promise<DemoClient | null> {
  const { profile, environment } = apps[name];
  const [row] = await tx.query<{ id: string; clientId: string; scopes: string[]; redirectUris: string[]; hashes: string[] | null }>(
    `SELECT c."id", c."clientId", c."scopes", c."redirectUris",
       (SELECT array_agg(s."secretHash") FROM "ClientSecret" s WHERE s."clientId" = c."id" AND s."revokedAt" IS NULL AND (s."expiresAt" IS NULL OR s."expiresAt" > $4::timestamptz)) AS hashes
     FROM "Client" c JOIN "Application" p ON p."id" = c."applicationId" JOIN "Account" o ON o."id" = p."accountId"
     WHERE p."name" = $1 AND o."email" = $2 AND c."environment" = $3::"Environment"`,
    [name, accounts.developer.email, environment, options.now],
  );
  if (!row) return null;
  const known = options.candidates.flatMap(({ clients }) => clients.filter(({ clientId }) => clientId === row.clientId).map(({ clientSecret }) => clientSecret));
  let clientSecret = known.find((secret) => row.hashes?.includes(clientSecretHash(secret)));
  if (clientSecret === undefined) {
    clientSecret = newClientSecret(environment);
    await storeSecret(tx, { clientRowId: row.id, environment, clientSecret, createdAt: options.now });
    await insertRows(tx, 'AuditEntry', [{ id: newId(), actorKind: 'system', action: 'client.secret-rotated', subjectKind: 'client', subjectId: row.id, detail: { by: 'seed' } }]);
    options.issued.push(`a secret for ${name}`);
  }
  return { name, profile, environment, clientId: row.clientId, clientSecret, redirectUri: row.redirectUris[0] ?? redirectUri, scopes: row.scopes };
}
