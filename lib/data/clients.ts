import { getPrisma, type PrismaTransaction } from '#lib/data/prisma.ts';
import type { Prisma } from '#lib/data/generated/client.ts';
import type { Environment } from '#lib/domain/rate-limit.ts';
import type { Scope } from '#lib/domain/scope.ts';

export type ClientProfile = 'modern' | 'classic';

export interface ClientView {
  /** Row id. */
  id: string;
  /** The public `client_id`, which is also its address. */
  clientId: string;
  applicationId: string;
  name: string;
  description: string;
  /** Empty where the app has none. */
  siteUrl: string;
  privacyUrl: string;
  ownerAccountId: string;
  ownerName: string;
  environment: Environment;
  profile: ClientProfile;
  redirectUris: string[];
  scopes: Scope[];
  requirePar: boolean;
  requireDpop: boolean;
  deviceGrant: boolean;
  createdAt: Date;
  state: 'live' | 'disabled' | 'suspended';
  disabledReason: string | null;
}

const clientSelect = {
  id: true,
  clientId: true,
  applicationId: true,
  environment: true,
  profile: true,
  redirectUris: true,
  scopes: true,
  requirePar: true,
  requireDpop: true,
  deviceGrant: true,
  createdAt: true,
  disabledAt: true,
  disabledByStaff: true,
  disabledReason: true,
  application: { select: { name: true, description: true, siteUrl: true, privacyUrl: true, accountId: true, account: { select: { name: true, organisation: true } } } },
} satisfies Prisma.ClientSelect;

type ClientRow = Prisma.ClientGetPayload<{ select: typeof clientSelect }>;

function toView(row: ClientRow): ClientView {
  const { application } = row;
  return {
    id: row.id,
    clientId: row.clientId,
    applicationId: row.applicationId,
    name: application.name,
    description: application.description,
    siteUrl: application.siteUrl,
    privacyUrl: application.privacyUrl,
    ownerAccountId: application.accountId,
    ownerName: application.account.organisation ?? application.account.name,
    environment: row.environment,
    profile: row.profile,
    redirectUris: row.redirectUris,
    scopes: row.scopes as Scope[],
    requirePar: row.requirePar,
    requireDpop: row.requireDpop,
    deviceGrant: row.deviceGrant,
    createdAt: row.createdAt,
    state: row.disabledAt === null ? 'live' : row.disabledByStaff ? 'suspended' : 'disabled',
    disabledReason: row.disabledReason,
  };
}

/** The client under its public id if this account owns it; somebody else's and none are the same null. */
export async function findOwnClient(accountId: string, clientId: string): Promise<ClientView | null> {
  const row = await getPrisma().client.findFirst({ where: { clientId, application: { accountId } }, select: clientSelect });
  return row && toView(row);
}

export async function listOwnClients(accountId: string): Promise<ClientView[]> {
  const rows = await getPrisma().client.findMany({ where: { application: { accountId } }, select: clientSelect, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  return rows.map(toView);
}

/** The clients of one application, sandbox first. */
export async function listSiblings(applicationId: string): Promise<ClientView[]> {
  const rows = await getPrisma().client.findMany({ where: { applicationId }, select: clientSelect, orderBy: { environment: 'asc' } });
  return rows.map(toView);
}

/** For staff: every client. */
export async function findAnyClient(clientId: string): Promise<ClientView | null> {
  const row = await getPrisma().client.findUnique({ where: { clientId }, select: clientSelect });
  return row && toView(row);
}

export async function listAllClients(options: { search: string; skip: number; take: number }): Promise<{ clients: ClientView[]; total: number }> {
  const { search, skip, take } = options;
  const contains = { contains: search, mode: 'insensitive' } as const;
  const where: Prisma.ClientWhereInput = search
    ? { OR: [{ clientId: contains }, { application: { name: contains } }, { application: { account: { organisation: contains } } }, { application: { account: { name: contains } } }] }
    : {};
  const [rows, total] = await Promise.all([
    getPrisma().client.findMany({ where, select: clientSelect, orderBy: [{ application: { name: 'asc' } }, { environment: 'asc' }], skip, take }),
    getPrisma().client.count({ where }),
  ]);
  return { clients: rows.map(toView), total };
}

export interface NewClient {
  id: string;
  applicationId: string;
  clientId: string;
  environment: Environment;
  profile: ClientProfile;
  redirectUris: readonly string[];
  scopes: readonly Scope[];
}

/** Where people read about an app; empty where it has none. */
interface AppLinks {
  siteUrl: string;
  privacyUrl: string;
}

export async function insertApplication(tx: PrismaTransaction, row: { id: string; accountId: string; name: string; description: string } & AppLinks): Promise<void> {
  await tx.application.create({ data: row, select: { id: true } });
}

export async function updateAppLinks(tx: PrismaTransaction, applicationId: string, { siteUrl, privacyUrl }: AppLinks): Promise<void> {
  await tx.application.update({ where: { id: applicationId }, data: { siteUrl, privacyUrl }, select: { id: true } });
}

export async function insertClient(tx: PrismaTransaction, row: NewClient): Promise<void> {
  await tx.client.create({ data: { ...row, redirectUris: [...row.redirectUris], scopes: [...row.scopes] }, select: { id: true } });
}

export interface SecretView {
  id: string;
  start: string;
  lastFour: string;
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
}

const secretSelect = { id: true, start: true, lastFour: true, createdAt: true, expiresAt: true, revokedAt: true, lastUsedAt: true } satisfies Prisma.ClientSecretSelect;

export function listSecrets(clientRowId: string): Promise<SecretView[]> {
  return getPrisma().clientSecret.findMany({ where: { clientId: clientRowId }, select: secretSelect, orderBy: { createdAt: 'desc' } });
}

export async function insertSecret(tx: PrismaTransaction, row: { id: string; clientId: string; secretHash: string; start: string; lastFour: string; createdAt: Date }): Promise<void> {
  await tx.clientSecret.create({ data: row, select: { id: true } });
}

/** Two rotations of one client follow each other; without this both could leave a secret alive. */
export async function lockClient(tx: PrismaTransaction, clientRowId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Client" WHERE id = ${clientRowId}::uuid FOR UPDATE`;
}

/** Lets the newest live secret run out at `expiresAt` and ends every older one now. Gives the number of secrets that go on until then. */
export async function retireSecrets(tx: PrismaTransaction, options: { clientRowId: string; now: Date; expiresAt: Date }): Promise<void> {
  const { clientRowId, now, expiresAt } = options;
  const live = { clientId: clientRowId, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
  await tx.clientSecret.updateMany({ where: { ...live, NOT: { expiresAt: null } }, data: { revokedAt: now } });
  await tx.clientSecret.updateMany({ where: live, data: expiresAt > now ? { expiresAt } : { expiresAt: now, revokedAt: now } });
}

/** One conditional update: false when it was no live secret of this client. */
export async function revokeSecretRow(tx: PrismaTransaction, options: { clientRowId: string; secretId: string; now: Date }): Promise<boolean> {
  const { clientRowId, secretId, now } = options;
  const { count } = await tx.clientSecret.updateMany({ where: { id: secretId, clientId: clientRowId, revokedAt: null }, data: { revokedAt: now } });
  return count === 1;
}

export async function updateClientRow(tx: PrismaTransaction, clientRowId: string, data: { redirectUris: string[]; scopes: string[] }): Promise<void> {
  await tx.client.update({ where: { id: clientRowId }, data, select: { id: true } });
}

/** Conditional on the present state; false when it is so already. */
export async function setClientFeature(tx: PrismaTransaction, options: { clientRowId: string; feature: 'requirePar' | 'requireDpop' | 'deviceGrant'; on: boolean }): Promise<boolean> {
  const { clientRowId, feature, on } = options;
  const { count } = await tx.client.updateMany({ where: { id: clientRowId, [feature]: !on }, data: { [feature]: on } });
  return count === 1;
}

/** Conditional on the present state; false when it already was so or staff's hold stands in the way. */
export async function setClientDisabled(
  tx: PrismaTransaction,
  options: { clientRowId: string; disabledAt: Date | null; byStaff: boolean; reason: string | null },
): Promise<boolean> {
  const { clientRowId, disabledAt, byStaff, reason } = options;
  const where: Prisma.ClientWhereInput =
    disabledAt === null
      ? { disabledAt: { not: null }, ...(byStaff ? {} : { disabledByStaff: false }) }
      : byStaff
        ? { disabledByStaff: false }
        : { disabledAt: null };
  const { count } = await tx.client.updateMany({
    where: { id: clientRowId, ...where },
    data: { disabledAt, disabledByStaff: disabledAt !== null && byStaff, disabledReason: disabledAt === null ? null : reason },
  });
  return count === 1;
}

/** Ids of grants that are still in force, for cancelling what they queued. */
export async function listLiveGrants(tx: PrismaTransaction, clientRowId: string): Promise<{ id: string; mailboxId: string }[]> {
  return tx.consentGrant.findMany({ where: { clientId: clientRowId, endedAt: null }, select: { id: true, mailboxId: true } });
}

/** Takes secrets, grants, tokens, limits and tickets along (foreign keys), and the application with its last client. */
export async function deleteClientRow(tx: PrismaTransaction, client: { id: string; applicationId: string }): Promise<void> {
  await tx.notificationChannel.deleteMany({ where: { clientId: client.id } });
  await tx.client.delete({ where: { id: client.id }, select: { id: true } });
  await tx.application.deleteMany({ where: { id: client.applicationId, clients: { none: {} } } });
}

export async function countLiveGrants(clientRowIds: readonly string[], now: Date): Promise<{ clientId: string; scopes: string[] }[]> {
  return getPrisma().consentGrant.findMany({
    where: { clientId: { in: [...clientRowIds] }, endedAt: null, OR: [{ endsAt: null }, { endsAt: { gt: now } }] },
    select: { clientId: true, scopes: true },
  });
}

export async function findEmail(accountId: string): Promise<string | null> {
  return (await getPrisma().account.findUnique({ where: { id: accountId }, select: { email: true } }))?.email ?? null;
}
