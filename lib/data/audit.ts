import { sql } from '#lib/data/pool.ts';
import type { PrismaTransaction } from '#lib/data/prisma.ts';
import type { AuditAction } from '#lib/domain/audit-action.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { newId } from '#lib/ids.ts';

export interface AuditFact {
  /** Who did it; `system` for a rule or a deadline, `stranger` for somebody who was not signed in. */
  actor: Actor | { kind: 'system' | 'stranger' };
  /** Dotted, past tense: `ticket.approved`, `client.secret-rotated`. */
  action: AuditAction;
  subjectKind: 'client' | 'ticket' | 'limit' | 'consent' | 'session' | 'account' | 'passkey' | 'subscriber' | 'line';
  subjectId: string;
  /** Figures and ids only; never a text, a number or a secret. */
  detail?: Record<string, string | number | boolean | null | readonly string[]>;
}

function actorId(actor: AuditFact['actor']): string | null {
  switch (actor.kind) {
    case 'subscriber':
      return actor.subscriberId;
    case 'app':
      return actor.clientId;
    case 'developer':
    case 'support':
      return actor.accountId;
    case 'system':
    case 'stranger':
      return null;
  }
}

/** Writes the audit row in the transaction of the change it tells of (I9): both are stored or neither. */
export async function writeAudit(tx: PrismaTransaction, fact: AuditFact): Promise<void> {
  const { actor, action, subjectKind, subjectId, detail = {} } = fact;
  await tx.auditEntry.create({
    data: { id: newId(), actorKind: actor.kind, actorId: actorId(actor), action, subjectKind, subjectId, detail: { ...detail } },
    select: { id: true },
  });
}

export interface AuditRow {
  id: string;
  at: Date;
  action: string;
  /** The account's name; null for a rule or a deadline. */
  actorName: string | null;
  detail: Record<string, unknown>;
}

const auditColumns = `e.id::text, e.at, e.action, a.name AS "actorName", e.detail`;
const auditEntries = `"AuditEntry" e LEFT JOIN "Account" a ON a.id::text = e."actorId"`;
const auditRows = `SELECT ${auditColumns} FROM ${auditEntries}`;

/** What was written down about a ticket, the limit it led to included, oldest first. */
export function listTicketAudit(options: { ticketId: string; number: number; clientRowId: string }): Promise<AuditRow[]> {
  return sql.query<AuditRow>(
    `${auditRows} WHERE (e."subjectKind" = 'ticket' AND e."subjectId" = $1)
       OR (e."subjectKind" = 'limit' AND e."subjectId" = $2 AND e.detail->>'number' = $3::text) ORDER BY e.at, e.id LIMIT 200`,
    [options.ticketId, options.clientRowId, String(options.number)],
  );
}

/** The newest entries of some actions, newest first. */
export function listAuditOf(options: { actions: readonly string[]; take: number }): Promise<AuditRow[]> {
  return sql.query<AuditRow>(`${auditRows} WHERE e.action = ANY($1::text[]) ORDER BY e.at DESC, e.id DESC LIMIT $2::int`, [options.actions, options.take]);
}

/** The newest entries about lines, with the number of each, newest first. */
export function listLineAudit(options: { actions: readonly AuditAction[]; take: number }): Promise<(AuditRow & { msisdn: string | null })[]> {
  return sql.query(
    `SELECT ${auditColumns}, (SELECT b."msisdn" FROM "Mailbox" b WHERE b."id" = e."subjectId"::uuid) AS "msisdn" FROM ${auditEntries}
     WHERE e."subjectKind" = 'line' AND e.action = ANY($1::text[]) ORDER BY e.at DESC, e.id DESC LIMIT $2::int`,
    [options.actions, options.take],
  );
}
