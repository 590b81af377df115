import { inSqlTransaction, sql } from '#lib/data/pool.ts';
import { getPrisma, inTransaction, type PrismaTransaction, sqlOf } from '#lib/data/prisma.ts';
import { notify } from '#lib/data/notify.ts';

/** A session row with whom it belongs to; `role` is the account's now, not that of the sign-in. */
export interface SessionRow {
  id: string;
  endsAt: Date;
  absoluteEndsAt: Date;
  endedAt: Date | null;
  lastUsedAt: Date;
  subscriberId: string | null;
  mailboxId: string | null;
  msisdn: string | null;
  releasedAt: Date | null;
  accountId: string | null;
  accountName: string | null;
  role: 'developer' | 'support' | null;
  disabledAt: Date | null;
}

/** One prepared statement by primary keys: it runs at every entry of every signed-in request. */
export async function findSessionRow(sessionId: string): Promise<SessionRow | null> {
  const rows = await sql.prepared<SessionRow>(
    'session-find',
    `SELECT s.id, s."endsAt", s."absoluteEndsAt", s."endedAt", s."lastUsedAt",
            b.id AS "subscriberId", m.id AS "mailboxId", b.msisdn, b."releasedAt",
            a.id AS "accountId", a.name AS "accountName", a.role::text AS role, a."disabledAt"
       FROM "Session" s
       LEFT JOIN "Subscriber" b ON b.id = s."subscriberId"
       LEFT JOIN "Mailbox" m ON m."subscriberId" = b.id
       LEFT JOIN "Account" a ON a.id = s."accountId"
      WHERE s.id = $1`,
    [sessionId],
  );
  return rows[0] ?? null;
}

/** Whether a session began at a moment or later. */
export async function hasSessionBegun({ sessionId, since }: { sessionId: string; since: Date }): Promise<boolean> {
  return (await sql.query(`SELECT 1 FROM "Session" WHERE id = $1::uuid AND "createdAt" >= $2`, [sessionId, since])).length > 0;
}

/** Whether the carrier gave the subscriber's number to somebody else (T29). */
export async function isNumberReleased(subscriberId: string): Promise<boolean> {
  const rows = await sql.query(`SELECT 1 FROM "Subscriber" WHERE id = $1::uuid AND "releasedAt" IS NOT NULL`, [subscriberId]);
  return rows.length > 0;
}

export interface NewSession {
  id: string;
  owner: { subscriberId: string } | { accountId: string };
  device: string;
  provenBy: string;
  passkeyId: string | null;
  createdAt: Date;
  endsAt: Date;
  absoluteEndsAt: Date;
}

/** Answers false, and stores nothing, where the passkey that would begin the session was removed meanwhile: a removal under way is waited for. */
export async function insertSession({ owner, ...session }: NewSession): Promise<boolean> {
  const { id, device, provenBy, passkeyId, createdAt, endsAt, absoluteEndsAt } = session;
  return inSqlTransaction(async (tx) => {
    // Whoever removes passkeys holds the owner first, then the passkey: so does this.
    if (passkeyId) await tx.query('subscriberId' in owner ? `SELECT 1 FROM "Subscriber" WHERE id = $1::uuid FOR KEY SHARE` : `SELECT 1 FROM "Account" WHERE id = $1::uuid FOR KEY SHARE`, ['subscriberId' in owner ? owner.subscriberId : owner.accountId]);
    const rows = await tx.query(
      `INSERT INTO "Session" (id, "subscriberId", "accountId", device, "provenBy", "passkeyId", "createdAt", "lastUsedAt", "endsAt", "absoluteEndsAt")
       SELECT $1::uuid, $2::uuid, $3::uuid, $4, $5, $6::uuid, $7::timestamptz, $7::timestamptz, $8::timestamptz, $9::timestamptz
        WHERE $6::uuid IS NULL OR EXISTS (SELECT 1 FROM "Passkey" WHERE id = $6::uuid FOR KEY SHARE) RETURNING id`,
      [id, 'subscriberId' in owner ? owner.subscriberId : null, 'accountId' in owner ? owner.accountId : null, device, provenBy, passkeyId, createdAt, endsAt, absoluteEndsAt],
    );
    return rows.length === 1;
  });
}

/** Moves the idle deadline of a session that still lives, unless it was used since `unlessUsedSince`; answers the new deadline or null. */
export async function moveSessionEnd(options: { sessionId: string; now: Date; endsAt: Date; unlessUsedSince: Date }): Promise<Date | null> {
  const rows = await sql.query<{ endsAt: Date }>(
    `UPDATE "Session" SET "lastUsedAt" = $2, "endsAt" = LEAST($3::timestamptz, "absoluteEndsAt")
      WHERE id = $1 AND "endedAt" IS NULL AND "endsAt" > $2 AND "lastUsedAt" <= $4
      RETURNING "endsAt"`,
    [options.sessionId, options.now, options.endsAt, options.unlessUsedSince],
  );
  return rows[0]?.endsAt ?? null;
}

/** When somebody proved who they are to begin this session; null when nobody did. */
export async function findProvenAt(sessionId: string): Promise<Date | null> {
  const row = await getPrisma().session.findUnique({ where: { id: sessionId }, select: { createdAt: true, provenBy: true } });
  return row && row.provenBy !== '' ? row.createdAt : null;
}

export type SessionOwner = { subscriberId: string } | { accountId: string };

export interface SessionListRow {
  id: string;
  device: string;
  createdAt: Date;
  lastUsedAt: Date;
  endsAt: Date;
}

export async function listLiveSessions(owner: SessionOwner, now: Date): Promise<SessionListRow[]> {
  return getPrisma().session.findMany({
    where: { ...owner, endedAt: null, endsAt: { gt: now } },
    orderBy: { lastUsedAt: 'desc' },
    take: 100,
    select: { id: true, device: true, createdAt: true, lastUsedAt: true, endsAt: true },
  });
}

/** Ends live sessions of one owner (one, or all but one) and tells every process. Answers how many ended. */
export async function endSessions(owner: SessionOwner, which: { only: string } | { allBut: string | null }, now: Date): Promise<number> {
  const id = 'only' in which ? { id: which.only } : which.allBut === null ? {} : { id: { not: which.allBut } };
  return inTransaction((tx) => endSessionsIn(tx, { ...owner, ...id }, now));
}

/** The same inside a transaction, for sessions told apart in any way. */
export async function endSessionsIn(tx: PrismaTransaction, which: { subscriberId?: string; accountId?: string; passkeyId?: string; id?: string | { not: string } }, now: Date): Promise<number> {
  const ended = await tx.session.updateManyAndReturn({ where: { ...which, endedAt: null }, data: { endedAt: now }, select: { id: true } });
  for (const { id } of ended) await notify(sqlOf(tx), { topic: 'session', sessionId: id });
  return ended.length;
}

/** Sign-out knows the session alone (the cookie names it). */
export async function endSessionById(sessionId: string, now: Date): Promise<void> {
  await inTransaction(async (tx) => {
    const { count } = await tx.session.updateMany({ where: { id: sessionId, endedAt: null }, data: { endedAt: now } });
    if (count > 0) await notify(sqlOf(tx), { topic: 'session', sessionId });
  });
}

export interface AccountCredentials {
  id: string;
  role: 'developer' | 'support';
  passwordHash: string;
  disabledAt: Date | null;
}

export async function findAccountByEmail(email: string): Promise<AccountCredentials | null> {
  return getPrisma().account.findUnique({
    where: { email },
    select: { id: true, role: true, passwordHash: true, disabledAt: true },
  });
}

/** Throws a unique violation when the e-mail address has an account. */
export async function insertAccount(
  tx: PrismaTransaction,
  account: { id: string; email: string; name: string; organisation: string | null; role: 'developer' | 'support'; passwordHash: string; verifiedAt: Date },
): Promise<void> {
  await tx.account.create({ data: account, select: { id: true } });
}
