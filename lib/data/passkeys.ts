import { writeAudit, type AuditFact } from '#lib/data/audit.ts';
import { endSessionsIn, type SessionOwner } from '#lib/data/identity.ts';
import { getPrisma, inTransaction, type PrismaTransaction, sqlOf } from '#lib/data/prisma.ts';
import { isUniqueViolation } from '#lib/data/unique-violation.ts';

export interface PasskeyRow {
  id: string;
  label: string;
  /** Kept by a provider on several devices of the person. */
  backedUp: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
}

const shown = { id: true, label: true, backedUp: true, createdAt: true, lastUsedAt: true } as const;

export function listPasskeyRows(owner: SessionOwner): Promise<PasskeyRow[]> {
  return getPrisma().passkey.findMany({ where: owner, orderBy: { createdAt: 'asc' }, take: 100, select: shown });
}

export function countPasskeys(owner: SessionOwner): Promise<number> {
  return getPrisma().passkey.count({ where: owner });
}

/** What an authenticator needs to know so that it makes no second passkey for the same owner. */
export async function listCredentials(owner: SessionOwner): Promise<{ credentialId: Uint8Array; transports: string[] }[]> {
  return getPrisma().passkey.findMany({ where: owner, take: 100, select: { credentialId: true, transports: true } });
}

export interface NewPasskey {
  id: string;
  credentialId: Uint8Array<ArrayBuffer>;
  publicKey: Uint8Array<ArrayBuffer>;
  signCount: number;
  transports: string[];
  label: string;
  backedUp: boolean;
  createdAt: Date;
}

/** Keeps two changes of one owner's passkeys apart, so that counts hold. */
async function lockOwner(tx: PrismaTransaction, owner: SessionOwner): Promise<void> {
  const [table, id] = 'subscriberId' in owner ? ['"Subscriber"', owner.subscriberId] : ['"Account"', owner.accountId];
  await sqlOf(tx).query(`SELECT id FROM ${table} WHERE id = $1::uuid FOR UPDATE`, [id]);
}

/** Stores a passkey unless the owner has `most` already, or somebody has this very one. */
export async function insertPasskey(owner: SessionOwner, passkey: NewPasskey, most: number, actor: AuditFact['actor']): Promise<'added' | 'too-many' | 'known'> {
  try {
    return await inTransaction(async (tx) => {
      await lockOwner(tx, owner);
      if ((await tx.passkey.count({ where: owner })) >= most) return 'too-many';
      await tx.passkey.create({ data: { ...passkey, ...owner, signCount: BigInt(passkey.signCount) }, select: { id: true } });
      await writeAudit(tx, { actor, action: 'passkey.added', subjectKind: 'passkey', subjectId: passkey.id });
      return 'added';
    });
  } catch (error) {
    if (isUniqueViolation(error)) return 'known';
    throw error;
  }
}

/** Removes one of the owner's passkeys, with the sessions it began but `exceptSessionId`; never so that fewer than `least` stay. */
export async function deletePasskey(
  owner: SessionOwner,
  passkeyId: string,
  { least, exceptSessionId, actor, now }: { least: number; exceptSessionId: string; actor: AuditFact['actor']; now: Date },
): Promise<'removed' | 'too-few' | 'none'> {
  return inTransaction(async (tx) => {
    await lockOwner(tx, owner);
    const ids = (await tx.passkey.findMany({ where: owner, select: { id: true } })).map(({ id }) => id);
    if (!ids.includes(passkeyId)) return 'none';
    if (ids.length <= least) return 'too-few';
    // Sign-ins by it that are under way are waited for: they have their session by now, or find no passkey.
    await sqlOf(tx).query(`SELECT id FROM "Passkey" WHERE id = $1::uuid FOR UPDATE`, [passkeyId]);
    await endSessionsIn(tx, { passkeyId, id: { not: exceptSessionId } }, now);
    await tx.passkey.delete({ where: { id: passkeyId }, select: { id: true } });
    await writeAudit(tx, { actor, action: 'passkey.removed', subjectKind: 'passkey', subjectId: passkeyId });
    return 'removed';
  });
}

/** Answers false when the owner has no such passkey. */
export async function renamePasskeyRow(owner: SessionOwner, passkeyId: string, label: string): Promise<boolean> {
  return (await getPrisma().passkey.updateMany({ where: { ...owner, id: passkeyId }, data: { label } })).count === 1;
}

export interface PasskeyWithOwner {
  id: string;
  credentialId: Uint8Array<ArrayBuffer>;
  publicKey: Uint8Array<ArrayBuffer>;
  signCount: bigint;
  subscriber: { id: string; msisdn: string; lineProvenAt: Date | null; releasedAt: Date | null } | null;
  account: { id: string; role: 'developer' | 'support'; disabledAt: Date | null } | null;
}

export function findPasskey(credentialId: Uint8Array<ArrayBuffer>): Promise<PasskeyWithOwner | null> {
  return getPrisma().passkey.findUnique({
    where: { credentialId },
    select: {
      id: true, credentialId: true, publicKey: true, signCount: true,
      subscriber: { select: { id: true, msisdn: true, lineProvenAt: true, releasedAt: true } },
      account: { select: { id: true, role: true, disabledAt: true } },
    },
  });
}

/**
 * Moves the counter on in one conditional update. Authenticators without one always say 0; any other has to rise with each use, or there
 * are two of it (WebAuthn Level 3, 6.1.1). Answers false when it did not.
 */
export async function advanceSignCount(options: { id: string; signCount: number; backedUp: boolean; now: Date }): Promise<boolean> {
  const { count } = await getPrisma().passkey.updateMany({
    where: { id: options.id, signCount: options.signCount === 0 ? 0 : { lt: options.signCount } },
    data: { signCount: options.signCount, backedUp: options.backedUp, lastUsedAt: options.now },
  });
  return count === 1;
}

export async function recordCounterBack(passkeyId: string, detail: { stored: number; told: number }): Promise<void> {
  await inTransaction((tx) => writeAudit(tx, { actor: { kind: 'system' }, action: 'passkey.counter-back', subjectKind: 'passkey', subjectId: passkeyId, detail }));
}
