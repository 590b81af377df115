import type { Sql } from '#lib/data/pool.ts';
import { sql } from '#lib/data/pool.ts';
import type { TicketState } from '#lib/domain/limit-increase.ts';
import type { Environment, LimitName } from '#lib/domain/rate-limit.ts';
import { newId } from '#lib/ids.ts';

export type Risk = 'low' | 'medium' | 'high';

export interface TicketRow {
  id: string;
  number: number;
  version: number;
  state: TicketState;
  environment: Environment;
  limitName: LimitName;
  current: number;
  requested: number;
  granted: number | null;
  until: Date | null;
  businessCase: string;
  contact: string;
  decisionReason: string | null;
  createdAt: Date;
  updatedAt: Date;
  decidedAt: Date | null;
  clientRowId: string;
  clientId: string;
  appName: string;
  company: string;
  ownerAccountId: string;
  requesterName: string;
  assigneeId: string | null;
  assigneeName: string | null;
  /** When an answer of the support team is due; null while the developer is asked or the ticket is closed. */
  dueAt: Date | null;
  risk: Risk;
}

/** Hours in which the support team answers; the clock starts anew with each word of the developer. */
export const answerWithinHours = 24;

/** One row a ticket with everything a list shows. Risk is read from the figures asked and the age of the app. */
export const ticketRows = `
  SELECT t.id::text, t.number, t.version, t.state::text, t.environment::text, t."limitName"::text, t.current, t.requested, t.granted, t.until,
         t."businessCase", t.contact, t."decisionReason", t."createdAt", t."updatedAt", t."decidedAt",
         c.id::text AS "clientRowId", c."clientId", a.name AS "appName", coalesce(o.organisation, o.name) AS company, o.id::text AS "ownerAccountId",
         r.name AS "requesterName", s.id::text AS "assigneeId", s.name AS "assigneeName",
         CASE WHEN t.state IN ('SUBMITTED', 'IN_REVIEW') THEN coalesce(d."sinceAt", t."createdAt") + interval '${answerWithinHours} hours' END AS "dueAt",
         CASE WHEN t.requested >= 10 * t.current AND a."createdAt" > t."createdAt" - interval '30 days' THEN 'high'
              WHEN t.requested > 3000 THEN 'high'
              WHEN t.requested >= 5 * t.current OR a."createdAt" > t."createdAt" - interval '14 days' THEN 'medium'
              ELSE 'low' END AS risk
  FROM "LimitIncrease" t
  JOIN "Client" c ON c.id = t."clientId"
  JOIN "Application" a ON a.id = c."applicationId"
  JOIN "Account" o ON o.id = a."accountId"
  JOIN "Account" r ON r.id = t."requesterId"
  LEFT JOIN "Account" s ON s.id = t."assigneeId"
  LEFT JOIN LATERAL (
    SELECT max(e.at) AS "sinceAt" FROM "LimitIncreaseEvent" e WHERE e."limitIncreaseId" = t.id AND e."actorId" = t."requesterId"
  ) d ON true`;

export async function findTicket(number: number, tx: Sql = sql): Promise<TicketRow | null> {
  const [row] = await tx.query<TicketRow>(`${ticketRows} WHERE t.number = $1::int`, [number]);
  return row ?? null;
}

/** All tickets of an account, or of one of its clients, newest first. */
export function listTicketsOf(options: { accountId: string; clientRowId?: string }): Promise<TicketRow[]> {
  return sql.query<TicketRow>(`${ticketRows} WHERE o.id = $1::uuid AND ($2::uuid IS NULL OR c.id = $2::uuid) ORDER BY t.number DESC LIMIT 200`, [
    options.accountId,
    options.clientRowId ?? null,
  ]);
}

export interface TicketEvent {
  id: string;
  state: TicketState;
  actorId: string | null;
  actorName: string;
  body: string;
  internal: boolean;
  at: Date;
}

/** What happened on a ticket, oldest first; staff's notes only when asked for. */
export function listTicketEvents(options: { ticketId: string; withInternal: boolean }): Promise<TicketEvent[]> {
  return sql.query<TicketEvent>(
    `SELECT id::text, state::text, "actorId"::text, "actorName", body, internal, at FROM "LimitIncreaseEvent"
     WHERE "limitIncreaseId" = $1::uuid AND (NOT internal OR $2) ORDER BY at, id`,
    [options.ticketId, options.withInternal],
  );
}

export interface NewTicketEvent {
  ticketId: string;
  state: TicketState;
  actor: { accountId: string; name: string } | null;
  body?: string;
  internal?: boolean;
}

export async function insertTicketEvent(tx: Sql, event: NewTicketEvent): Promise<void> {
  await tx.query(
    `INSERT INTO "LimitIncreaseEvent" (id, "limitIncreaseId", state, "actorId", "actorName", body, internal, at)
     VALUES ($1::uuid, $2::uuid, $3::"LimitIncreaseState", $4::uuid, $5, $6, $7, clock_timestamp())`,
    [newId(), event.ticketId, event.state, event.actor?.accountId ?? null, event.actor?.name ?? 'Handset', event.body ?? '', event.internal ?? false],
  );
}

export interface NewTicket {
  clientRowId: string;
  environment: Environment;
  limitName: LimitName;
  current: number;
  requested: number;
  businessCase: string;
  contact: string;
  until: Date | null;
  requesterId: string;
}

/** Throws a unique violation when one is open already (L3). */
export async function insertTicket(tx: Sql, ticket: NewTicket): Promise<{ id: string; number: number }> {
  const [row] = await tx.query<{ id: string; number: number }>(
    `INSERT INTO "LimitIncrease" (id, "clientId", environment, "limitName", current, requested, "businessCase", contact, state, "requesterId", until)
     VALUES ($1::uuid, $2::uuid, $3::"Environment", $4::"LimitName", $5, $6, $7, $8, 'SUBMITTED', $9::uuid, $10) RETURNING id::text, number`,
    [newId(), ticket.clientRowId, ticket.environment, ticket.limitName, ticket.current, ticket.requested, ticket.businessCase, ticket.contact, ticket.requesterId, ticket.until],
  );
  if (!row) throw new Error('The insert of a ticket gave no row');
  return row;
}

export interface TicketChange {
  ticketId: string;
  version: number;
  /** The states the change may start from. */
  from: readonly TicketState[];
  /** Staff never changes a ticket of an own app: the accounts that must not be the owner (T16). */
  notOwnedBy?: readonly string[];
  set: Partial<Record<'state' | 'requested' | 'current' | 'granted' | 'businessCase' | 'contact' | 'decisionReason' | 'until' | 'assigneeId' | 'decidedAt', string | number | Date | null>>;
}

const casts: Partial<Record<keyof TicketChange['set'], string>> = { state: '::"LimitIncreaseState"', assigneeId: '::uuid' };

/**
 * The one conditional update through which every change of a ticket goes: the version seen, the state allowed and not the own app, all in
 * its WHERE. False when somebody was faster or the ticket does not allow it; nothing has changed then.
 */
export async function changeTicket(tx: Sql, change: TicketChange): Promise<boolean> {
  const names = Object.keys(change.set) as (keyof TicketChange['set'])[];
  const values = names.map((name) => change.set[name] ?? null);
  const assignments = names.map((name, place) => `"${name}" = $${place + 5}${casts[name] ?? ''}`);
  const rows = await tx.query<{ id: string }>(
    `UPDATE "LimitIncrease" t SET ${[...assignments, 'version = t.version + 1', '"updatedAt" = clock_timestamp()'].join(', ')}
     WHERE t.id = $1::uuid AND t.version = $2::int AND t.state::text = ANY($3::text[])
       AND NOT EXISTS (SELECT 1 FROM "Client" c JOIN "Application" a ON a.id = c."applicationId" WHERE c.id = t."clientId" AND a."accountId" = ANY($4::uuid[]))
     RETURNING t.id::text`,
    [change.ticketId, change.version, [...change.from], change.notOwnedBy ?? [], ...values],
  );
  return rows.length === 1;
}

/** Puts a granted limit in force. A temporary one keeps the permanent limit below it, which applies again when it ends. */
export async function upsertOverride(
  tx: Sql,
  options: { clientRowId: string; limitName: LimitName; perMinute: number; until: Date | null; ticketId: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO "LimitOverride" AS o ("clientId", "limitName", "perMinute", "limitIncreaseId", until, "updatedAt")
     VALUES ($1::uuid, $2::"LimitName", $3::int, $4::uuid, $5, clock_timestamp())
     ON CONFLICT ("clientId", "limitName") DO UPDATE SET
       "perMinute" = excluded."perMinute", "limitIncreaseId" = excluded."limitIncreaseId", until = excluded.until, "updatedAt" = excluded."updatedAt",
       "thenPerMinute" = CASE WHEN excluded.until IS NULL THEN NULL WHEN o.until IS NULL THEN o."perMinute" ELSE o."thenPerMinute" END`,
    [options.clientRowId, options.limitName, options.perMinute, options.ticketId, options.until],
  );
}

/** Tickets in force that a newer grant takes the place of: all for a permanent grant, only temporary ones for a temporary grant. */
export async function supersedeApplied(tx: Sql, options: { clientRowId: string; limitName: LimitName; butTicketId: string; onlyTemporary: boolean }): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `UPDATE "LimitIncrease" SET state = 'SUPERSEDED', version = version + 1, "updatedAt" = clock_timestamp()
     WHERE "clientId" = $1::uuid AND "limitName" = $2::"LimitName" AND state = 'APPLIED' AND id <> $3::uuid AND (NOT $4 OR until IS NOT NULL)
     RETURNING id::text`,
    [options.clientRowId, options.limitName, options.butTicketId, options.onlyTemporary],
  );
  return rows.map((row) => row.id);
}

export interface ExpiredLimit {
  clientId: string;
  limitName: LimitName;
  perMinute: number;
  thenPerMinute: number | null;
  /** The ticket that ended with it; null when it was in force no more. */
  ticketId: string | null;
}

/** Takes up to 100 overrides that are over: the permanent limit below comes back, or the row goes. */
export async function endExpiredOverrides(tx: Sql): Promise<ExpiredLimit[]> {
  const over = await tx.query<Omit<ExpiredLimit, 'ticketId'> & { limitIncreaseId: string }>(
    `SELECT "clientId"::text, "limitName"::text, "perMinute", "thenPerMinute", "limitIncreaseId"::text FROM "LimitOverride"
     WHERE until <= clock_timestamp() ORDER BY "clientId", "limitName" LIMIT 100 FOR UPDATE SKIP LOCKED`,
  );
  const ended: ExpiredLimit[] = [];
  for (const { limitIncreaseId, ...row } of over) {
    const key = [row.clientId, row.limitName];
    await (row.thenPerMinute === null
      ? tx.query(`DELETE FROM "LimitOverride" WHERE "clientId" = $1::uuid AND "limitName" = $2::"LimitName"`, key)
      : tx.query(
          `UPDATE "LimitOverride" SET "perMinute" = "thenPerMinute", "thenPerMinute" = NULL, until = NULL, "updatedAt" = clock_timestamp()
           WHERE "clientId" = $1::uuid AND "limitName" = $2::"LimitName"`,
          key,
        ));
    const [ticket] = await tx.query<{ id: string }>(
      `UPDATE "LimitIncrease" SET state = 'EXPIRED', version = version + 1, "updatedAt" = clock_timestamp() WHERE id = $1::uuid AND state = 'APPLIED' RETURNING id::text`,
      [limitIncreaseId],
    );
    ended.push({ ...row, ticketId: ticket?.id ?? null });
  }
  return ended;
}

export function listSupportAgents(): Promise<{ id: string; name: string }[]> {
  return sql.query(`SELECT id::text, name FROM "Account" WHERE role = 'support' AND "disabledAt" IS NULL ORDER BY name`);
}

/** Since when the app and its account are known. */
export async function readOwnerFacts(clientRowId: string): Promise<{ appCreatedAt: Date; verifiedAt: Date | null }> {
  const [row] = await sql.query<{ appCreatedAt: Date; verifiedAt: Date | null }>(
    `SELECT a."createdAt" AS "appCreatedAt", o."verifiedAt" FROM "Client" c JOIN "Application" a ON a.id = c."applicationId" JOIN "Account" o ON o.id = a."accountId" WHERE c.id = $1::uuid`,
    [clientRowId],
  );
  return row ?? { appCreatedAt: new Date(0), verifiedAt: null };
}
