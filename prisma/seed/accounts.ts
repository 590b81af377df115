import { hashPassword } from '#lib/crypto.ts';
import type { Sql } from '#lib/data/pool.ts';
import { newId, newToken } from '#lib/ids.ts';
import { clientSecretHash } from '#lib/use-cases/clients/new-secret.ts';
import { newPublicClientId } from '#lib/use-cases/clients/public-client-id.ts';
import { newPassword } from '#prisma/seed/credentials.ts';
import { insertRows } from '#prisma/seed/rows.ts';

export const redirectUri = 'http://127.0.0.1:8912/callback';
const scopes = ['IMMN', 'MIM'];

export const accounts = {
  developer: { email: 'mira@fjordfield.example', name: 'Mira Lund', organisation: 'Fjord & Field Software', role: 'developer' },
  support: { email: 'sol@handset.example', name: 'Sol Brandt', organisation: null, role: 'support' },
  neighbour: { email: 'teo@oddlanterns.example', name: 'Teo Marsh', organisation: 'Odd Lanterns Studio', role: 'developer' },
} as const;

export type AccountName = keyof typeof accounts;

interface AppPlan {
  owner: AccountName;
  description: string;
  /** Its site and its privacy text, where it has them. */
  links?: { siteUrl: string; privacyUrl: string };
  profile: 'modern' | 'classic';
  environment: 'sandbox' | 'production';
  scopes: string[];
  daysOld: number;
  deviceGrant?: boolean;
}

const linksOf = (host: string) => ({ siteUrl: `https://${host}`, privacyUrl: `https://${host}/privacy` });

/** The first two are the ones that `demo.json` names. */
export const apps = {
  Desk: { owner: 'developer', description: 'Your messages beside your work, on any computer.', links: linksOf('desk.fjordfield.example'), profile: 'modern', environment: 'sandbox', scopes, daysOld: 164, deviceGrant: true },
  Classic: { owner: 'developer', description: 'The first client of ours, still going.', links: linksOf('classic.fjordfield.example'), profile: 'classic', environment: 'production', scopes, daysOld: 402 },
  Porchlight: { owner: 'neighbour', description: 'Tells the family when somebody is home.', profile: 'modern', environment: 'sandbox', scopes, daysOld: 58 },
  'Choir Call': { owner: 'neighbour', description: 'One singer texts the others when practice moves.', profile: 'classic', environment: 'production', scopes: ['IMMN'], daysOld: 231 },
} as const satisfies Record<string, AppPlan>;

export type AppName = keyof typeof apps;

interface MadeApp {
  /** Row id. */
  id: string;
  clientId: string;
  clientSecret: string;
}

export interface MadeAccounts {
  ids: Readonly<Record<AccountName, string>>;
  passwords: Readonly<Record<AccountName, string>>;
  apps: Readonly<Record<AppName, MadeApp>>;
}

/** Ids, passwords and secrets of the accounts and apps, decided before anything is stored. */
export function decideAccounts(): MadeAccounts {
  const each = <Name extends string, Value>(names: Record<Name, unknown>, make: (name: Name) => Value) =>
    Object.fromEntries((Object.keys(names) as Name[]).map((name) => [name, make(name)])) as Record<Name, Value>;
  return {
    ids: each(accounts, newId),
    passwords: each(accounts, newPassword),
    apps: each(apps, (name) => ({ id: newId(), clientId: newPublicClientId(), clientSecret: newClientSecret(apps[name].environment) })),
  };
}

export const newClientSecret = (environment: 'sandbox' | 'production'): string => newToken(secretPrefix(environment));
const secretPrefix = (environment: 'sandbox' | 'production'): string => (environment === 'production' ? 'hs_live' : 'hs_test');

/** Argon2 takes its time: asked for before the transaction begins. */
export async function hashPasswords({ passwords }: MadeAccounts): Promise<Record<AccountName, string>> {
  const hashed = await Promise.all(Object.entries(passwords).map(async ([name, password]) => [name, await hashPassword(password)]));
  return Object.fromEntries(hashed) as Record<AccountName, string>;
}

export async function storeAccounts(tx: Sql, made: MadeAccounts, options: { hashes: Record<AccountName, string>; now: Date }): Promise<void> {
  const daysAgo = (days: number) => new Date(options.now.getTime() - days * 86_400_000);
  const names = Object.keys(accounts) as AccountName[];
  await insertRows(
    tx,
    'Account',
    names.map((name) => ({
      id: made.ids[name], email: accounts[name].email, name: accounts[name].name, organisation: accounts[name].organisation, verifiedAt: daysAgo(400),
      passwordHash: options.hashes[name], role: accounts[name].role, createdAt: daysAgo(410),
    })),
  );
  for (const name of Object.keys(apps) as AppName[]) {
    const { owner, description, environment, profile, daysOld, deviceGrant = false, links = { siteUrl: '', privacyUrl: '' } }: AppPlan = apps[name];
    const { id, clientId, clientSecret } = made.apps[name];
    const applicationId = newId();
    const createdAt = daysAgo(daysOld);
    await insertRows(tx, 'Application', [{ id: applicationId, accountId: made.ids[owner], name, description, ...links, createdAt }]);
    await insertRows(tx, 'Client', [{ id, applicationId, clientId, environment, profile, redirectUris: [redirectUri], scopes: apps[name].scopes, deviceGrant, createdAt }]);
    await storeSecret(tx, { clientRowId: id, environment, clientSecret, createdAt });
    await insertRows(tx, 'AuditEntry', [
      { id: newId(), at: createdAt, actorKind: 'developer', actorId: made.ids[owner], action: 'client.registered', subjectKind: 'client', subjectId: id, detail: { environment, profile, scopes: apps[name].scopes } },
    ]);
  }
}

export async function storeSecret(tx: Sql, secret: { clientRowId: string; environment: 'sandbox' | 'production'; clientSecret: string; createdAt: Date }): Promise<void> {
  const { clientRowId, environment, clientSecret, createdAt } = secret;
  await insertRows(tx, 'ClientSecret', [
    { id: newId(), clientId: clientRowId, secretHash: clientSecretHash(clientSecret), start: `${secretPrefix(environment)}_`, lastFour: clientSecret.slice(-4), createdAt },
  ]);
}
