import { sql } from '#lib/data/pool.ts';
import type { Scope } from '#lib/domain/scope.ts';

export interface ConnectedAppRow {
  grantId: string;
  clientId: string;
  name: string;
  ownerName: string;
  environment: 'sandbox' | 'production';
  scopes: Scope[];
  createdAt: Date;
  lastUsedAt: Date | null;
  device: string;
  pausedUntil: Date | null;
  endsAt: Date | null;
  /** Recipients that wait for the carrier: what ending would cancel. */
  queued: number;
}

/** The apps that may use a line now, last connected first. */
export function listConnectedApps(subscriberId: string, now: Date): Promise<ConnectedAppRow[]> {
  return sql.query<ConnectedAppRow>(
    `SELECT g.id AS "grantId", g."clientId", p.name, COALESCE(o.organisation, o.name) AS "ownerName", c.environment::text AS environment, g.scopes,
            g."createdAt", g."lastUsedAt", g.device, g."pausedUntil", g."endsAt",
            (SELECT count(*)::int FROM "Outbox" x WHERE x."mailboxId" = g."mailboxId" AND x."grantId" = g.id AND x.state = 'queued') AS queued
       FROM "ConsentGrant" g JOIN "Client" c ON c.id = g."clientId" JOIN "Application" p ON p.id = c."applicationId" JOIN "Account" o ON o.id = p."accountId"
      WHERE g."subscriberId" = $1 AND g."endedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > $2) ORDER BY g."createdAt" DESC`,
    [subscriberId, now],
  );
}

export interface ActivityDayRow {
  clientId: string;
  /** `2026-11-16`, by UTC. */
  day: string;
  sent: number;
  read: number;
  marked: number;
  deleted: number;
  refused: number;
  /** Of its first and its last call of the day; null where no version noted them. */
  firstAt: Date | null;
  lastAt: Date | null;
}

export function listActivityDays(mailboxId: string, since: Date): Promise<ActivityDayRow[]> {
  return sql.query<ActivityDayRow>(
    `SELECT "clientId", to_char(day, 'YYYY-MM-DD') AS day, sent, read, marked, deleted, refused, "firstAt", "lastAt" FROM "AppActivityDay"
      WHERE "mailboxId" = $1 AND day >= $2::date ORDER BY day`,
    [mailboxId, since.toISOString().slice(0, 10)],
  );
}

export interface LedgerRow extends ActivityDayRow {
  publicClientId: string;
  appName: string;
  ownerName: string;
}

/** All that is kept of what apps did in a mailbox, newest day first; of one app when its row id is given. Apps that were deleted since are left out. */
export function listLedger({ mailboxId, clientId }: { mailboxId: string; clientId: string | null }): Promise<LedgerRow[]> {
  return sql.query<LedgerRow>(
    `SELECT d."clientId", c."clientId" AS "publicClientId", p.name AS "appName", COALESCE(o.organisation, o.name) AS "ownerName", to_char(d.day, 'YYYY-MM-DD') AS day,
            d.sent, d.read, d.marked, d.deleted, d.refused, d."firstAt", d."lastAt"
       FROM "AppActivityDay" d JOIN "Client" c ON c.id = d."clientId" JOIN "Application" p ON p.id = c."applicationId" JOIN "Account" o ON o.id = p."accountId"
      WHERE d."mailboxId" = $1::uuid AND ($2::uuid IS NULL OR d."clientId" = $2::uuid) ORDER BY d.day DESC, p.name, c."clientId"`,
    [mailboxId, clientId],
  );
}

export interface ReceiptRow {
  id: string;
  grantId: string;
  /** Row id of the client. */
  clientId: string;
  publicClientId: string;
  environment: 'sandbox' | 'production';
  /** As it was called then. */
  appName: string;
  ownerName: string;
  kind: 'given' | 'changed' | 'paused' | 'resumed' | 'ended';
  scopes: Scope[];
  textVersion: string;
  /** Null for no end, or where it was not noted. */
  endsAt: Date | null;
  device: string;
  reason: string;
  /** With an end: the queued sends that were cancelled; null where it was not noted. */
  cancelled: number | null;
  /** Receipts of older versions of the program know neither term nor names. */
  isComplete: boolean;
  at: Date;
}

const receiptRows = `SELECT e.id, e."grantId", g."clientId", c."clientId" AS "publicClientId", c.environment::text AS environment,
    COALESCE(NULLIF(e."appName", ''), p.name) AS "appName", COALESCE(NULLIF(e."ownerName", ''), o.organisation, o.name) AS "ownerName", e."appName" <> '' AS "isComplete",
    e.kind::text AS kind, e.scopes, e."textVersion", e."endsAt", e.device, e.reason, e.cancelled, e.at
  FROM "ConsentEvent" e JOIN "ConsentGrant" g ON g.id = e."grantId" JOIN "Client" c ON c.id = g."clientId" JOIN "Application" p ON p.id = c."applicationId"
  JOIN "Account" o ON o.id = p."accountId" WHERE g."subscriberId" = $1::uuid`;

/** What the subscriber decided, newest first; receipts outlive the consent. */
export function listReceipts(subscriberId: string, limit: number): Promise<ReceiptRow[]> {
  return sql.query<ReceiptRow>(`${receiptRows} ORDER BY e.at DESC, e.id DESC LIMIT $2::int`, [subscriberId, limit]);
}

/** One of the subscriber's own receipts. */
export async function findReceipt(subscriberId: string, receiptId: string): Promise<ReceiptRow | null> {
  const [row] = await sql.query<ReceiptRow>(`${receiptRows} AND e.id = $2::uuid`, [subscriberId, receiptId]);
  return row ?? null;
}
