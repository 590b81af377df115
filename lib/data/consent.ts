import { newId } from '#lib/ids.ts';
import { getPrisma, type PrismaTransaction, sqlOf } from '#lib/data/prisma.ts';
import { sql } from '#lib/data/pool.ts';
import type { Prompt } from '#lib/domain/prompt.ts';
import type { Scope } from '#lib/domain/scope.ts';

export interface GrantRow {
  id: string;
  subscriberId: string;
  mailboxId: string;
  clientId: string;
  scopes: Scope[];
  createdAt: Date;
  lastUsedAt: Date | null;
  device: string;
  pausedUntil: Date | null;
  endsAt: Date | null;
  endedAt: Date | null;
}

const asGrant = <Row extends { scopes: string[] }>(row: Row) => ({ ...row, scopes: row.scopes as Scope[] });

export async function findGrant(grantId: string): Promise<GrantRow | null> {
  const row = await getPrisma().consentGrant.findUnique({ where: { id: grantId } });
  return row && asGrant(row);
}

/** The grant that has not been ended, if there is one; it may have run out by itself. */
export async function findOpenGrant(owner: { subscriberId: string; clientId: string }, tx: PrismaTransaction = getPrisma()): Promise<GrantRow | null> {
  const row = await tx.consentGrant.findFirst({ where: { ...owner, endedAt: null } });
  return row && asGrant(row);
}

/**
 * One decision at a time for a subscriber; the unique index would only turn the second into an error. False when the number belongs to
 * somebody else by now: then nothing may be decided for it (T29).
 */
export async function lockSubscriber(tx: PrismaTransaction, subscriberId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT 1 FROM "Subscriber" WHERE id = ${subscriberId}::uuid AND "releasedAt" IS NULL FOR UPDATE`;
  return rows.length === 1;
}

export interface GrantEvent {
  grantId: string;
  kind: 'given' | 'changed' | 'paused' | 'resumed' | 'ended';
  textVersion: string;
  at: Date;
  /** The session it was decided in, for its device; null when nobody pressed anything. */
  sessionId: string | null;
  /** From which device, where that is known better than by the session. */
  device?: string;
  /** Why, when nobody pressed anything. */
  reason?: 'number-changed-owner';
  /** With an end: how many queued sends were cancelled. */
  cancelled?: number;
}

/** Writes a receipt: what the grant holds at this moment of the transaction, and who asks as they are called now. */
export async function insertGrantEvent(tx: PrismaTransaction, event: GrantEvent): Promise<void> {
  await sqlOf(tx).query(
    `INSERT INTO "ConsentEvent" (id, "grantId", kind, scopes, "textVersion", "endsAt", device, reason, cancelled, "appName", "ownerName", at)
     SELECT $1::uuid, g.id, $3::"ConsentEventKind", g.scopes, $4, g."endsAt", COALESCE($5, (SELECT s.device FROM "Session" s WHERE s.id = $6::uuid), ''), $7, $8::int,
            p.name, COALESCE(o.organisation, o.name), $9::timestamptz
       FROM "ConsentGrant" g JOIN "Client" c ON c.id = g."clientId" JOIN "Application" p ON p.id = c."applicationId" JOIN "Account" o ON o.id = p."accountId"
      WHERE g.id = $2::uuid`,
    [newId(), event.grantId, event.kind, event.textVersion, event.device ?? null, event.sessionId, event.reason ?? '', event.cancelled ?? null, event.at],
  );
}

export async function insertGrant(tx: PrismaTransaction, grant: Omit<GrantRow, 'lastUsedAt' | 'pausedUntil' | 'endedAt'>): Promise<void> {
  await tx.consentGrant.create({ data: grant });
}

export async function changeGrant(tx: PrismaTransaction, grantId: string, change: { scopes: Scope[]; endsAt: Date | null; device: string }): Promise<void> {
  await tx.consentGrant.update({ where: { id: grantId }, data: { ...change, pausedUntil: null } });
}

/** Conditional on the owner and on being open; answers whether it did. Sends that hold the grant are waited for. */
export async function updateOpenGrant(
  tx: PrismaTransaction,
  which: { grantId: string; subscriberId: string },
  change: { endedAt: Date } | { pausedUntil: Date | null } | { endsAt: Date | null },
): Promise<boolean> {
  const { count } = await tx.consentGrant.updateMany({ where: { id: which.grantId, subscriberId: which.subscriberId, endedAt: null }, data: change });
  return count === 1;
}

/** Ends every consent of a subscriber that nobody has ended. */
export function endOpenGrants(tx: PrismaTransaction, subscriberId: string, now: Date): Promise<{ id: string; clientId: string }[]> {
  return tx.consentGrant.updateManyAndReturn({ where: { subscriberId, endedAt: null }, data: { endedAt: now }, select: { id: true, clientId: true } });
}

/** Everything that works through a grant ends with it (E3): codes, tokens, notification subscriptions. */
export async function endWhatHangsOnGrant(tx: PrismaTransaction, grantId: string, now: Date): Promise<{ tokens: number; subscriptions: number }> {
  await tx.authorizationCode.updateMany({ where: { grantId, usedAt: null }, data: { usedAt: now } });
  // A device that has not come back for its tokens is told that it may not have them.
  await tx.deviceAuthorization.updateMany({ where: { grantId, usedAt: null }, data: { state: 'denied' } });
  const tokens = await tx.token.updateMany({ where: { grantId, revokedAt: null }, data: { revokedAt: now } });
  const subscriptions = await tx.notificationSubscription.updateMany({ where: { grantId, endedAt: null }, data: { endedAt: now } });
  return { tokens: tokens.count, subscriptions: subscriptions.count };
}

export interface ConsentRequestRow {
  id: string;
  clientId: string;
  subscriberId: string | null;
  /** Null for a device. */
  redirectUri: string | null;
  redirectUriGiven: boolean;
  scopes: Scope[];
  /** The app's own; for a device its user code, sealed, to be shown once more. */
  state: string | null;
  prompt: Prompt[];
  codeChallenge: string | null;
  dpopThumbprint: string | null;
  deviceAuthorizationId: string | null;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}

const requestColumns = {
  id: true, clientId: true, subscriberId: true, redirectUri: true, redirectUriGiven: true, scopes: true, state: true, prompt: true, codeChallenge: true, dpopThumbprint: true, deviceAuthorizationId: true, createdAt: true, expiresAt: true, usedAt: true,
} as const;

const asRequest = <Row extends { scopes: string[]; prompt: string[] }>(row: Row) => ({ ...asGrant(row), prompt: row.prompt as Prompt[] });

export async function insertConsentRequest(request: Omit<ConsentRequestRow, 'subscriberId' | 'usedAt'> & { browserHash: string }): Promise<void> {
  await getPrisma().consentRequest.create({ data: request });
}

/** Only the browser that began sees it. */
export async function findConsentRequest(which: { id: string; browserHash: string }): Promise<ConsentRequestRow | null> {
  const row = await getPrisma().consentRequest.findFirst({ where: which, select: requestColumns });
  return row && asRequest(row);
}

/** So long after it was asked a question can be decided by whoever signed in for it; a device's ends with its code. */
const decidableMinutes = 30;

/** Notes who is deciding, and leaves them the time to; whoever signs in later in the same browser takes over. */
export async function bindConsentRequest(id: string, subscriberId: string, now: Date): Promise<void> {
  await sql.query(
    `UPDATE "ConsentRequest" SET "subscriberId" = $2::uuid,
            "expiresAt" = CASE WHEN "deviceAuthorizationId" IS NULL THEN greatest("expiresAt", "createdAt" + make_interval(mins => $4::int)) ELSE "expiresAt" END
      WHERE id = $1::uuid AND "usedAt" IS NULL AND "expiresAt" > $3`,
    [id, subscriberId, now, decidableMinutes],
  );
}

/** Decided once: one conditional update. Null when it is over, used, another browser's or another person's. */
export async function useConsentRequest(tx: PrismaTransaction, which: { id: string; browserHash: string; subscriberId: string; now: Date }): Promise<ConsentRequestRow | null> {
  const { id, browserHash, subscriberId, now } = which;
  const [row] = await tx.consentRequest.updateManyAndReturn({
    where: { id, browserHash, subscriberId, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
    select: requestColumns,
  });
  return row ? asRequest(row) : null;
}

/** Uses a question up without an answer, for whoever has it in this browser, signed in or not. Null when it is over, used or another browser's. */
export async function closeConsentRequest(tx: PrismaTransaction, which: { id: string; browserHash: string; now: Date }, subscriberId: string | null): Promise<ConsentRequestRow | null> {
  const { id, browserHash, now } = which;
  const [row] = await tx.consentRequest.updateManyAndReturn({ where: { id, browserHash, usedAt: null, expiresAt: { gt: now } }, data: { usedAt: now, subscriberId }, select: requestColumns });
  return row ? asRequest(row) : null;
}

export async function insertCode(
  tx: PrismaTransaction,
  code: { codeHash: string; grantId: string; clientId: string; redirectUri: string; redirectUriGiven: boolean; scopes: Scope[]; codeChallenge: string | null; dpopThumbprint: string | null; familyId: string; expiresAt: Date },
): Promise<void> {
  await tx.authorizationCode.create({ data: code });
}

export interface AskingClient {
  id: string;
  clientId: string;
  name: string;
  description: string;
  /** Where people read about it; empty where it has none. */
  siteUrl: string;
  privacyUrl: string;
  environment: 'sandbox' | 'production';
  profile: 'modern' | 'classic';
  scopes: Scope[];
  disabled: boolean;
  ownerName: string;
  ownerVerifiedAt: Date | null;
  registeredAt: Date;
  /** How many people let it in at this moment. */
  people: number;
}

/** What the consent page tells about who asks. */
export async function findAskingClient(clientRowId: string): Promise<AskingClient | null> {
  const rows = await sql.query<AskingClient>(
    `SELECT c.id, c."clientId", p.name, p.description, p."siteUrl", p."privacyUrl", c.environment::text AS environment, c.profile::text AS profile, c.scopes,
            (c."disabledAt" IS NOT NULL OR o."disabledAt" IS NOT NULL) AS disabled,
            COALESCE(o.organisation, o.name) AS "ownerName", o."verifiedAt" AS "ownerVerifiedAt", p."createdAt" AS "registeredAt",
            (SELECT count(*)::int FROM "ConsentGrant" g WHERE g."clientId" = c.id AND g."endedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > now())) AS people
       FROM "Client" c JOIN "Application" p ON p.id = c."applicationId" JOIN "Account" o ON o.id = p."accountId" WHERE c.id = $1`,
    [clientRowId],
  );
  return rows[0] ?? null;
}

