import type { PrismaTransaction } from '#lib/data/prisma.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { newId } from '#lib/ids.ts';

export interface AuditFact {
  /** Who did it; `system` for a rule or a deadline. */
  actor: Actor | { kind: 'system' };
  /** Dotted, past tense: `ticket.approved`, `client.secret-rotated`. */
  action: string;
  subjectKind: 'client' | 'ticket' | 'limit' | 'consent' | 'session' | 'account';
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
