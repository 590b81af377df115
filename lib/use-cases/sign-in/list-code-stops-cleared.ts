import { listAuditOf, type AuditRow } from '#lib/data/audit.ts';
import type { SupportActor } from '#lib/domain/actor.ts';

/** Who of the team let codes go out again, newest first, at most 20. The entries hold no number. */
export function listCodeStopsCleared(options: { actor: SupportActor }): Promise<AuditRow[]> {
  return options.actor.kind === 'support' ? listAuditOf({ actions: ['sign-in.code-stop-cleared'], take: 20 }) : Promise.resolve([]);
}
