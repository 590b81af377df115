import { clock } from '#lib/clock.ts';
import { readOwnerFacts, type TicketRow } from '#lib/data/tickets.ts';
import type { SupportActor } from '#lib/domain/actor.ts';
import type { Usage } from '#lib/use-cases/limits/get-usage.ts';

export interface RiskSign {
  label: string;
  value: string;
  /** Whether it speaks against the request. */
  isBad: boolean;
}

/** What is known of an app and its account that bears on a request: figures, never messages. */
export async function getRiskSigns(options: { actor: SupportActor; ticket: TicketRow; usage: Usage; others: readonly TicketRow[] }): Promise<{ signs: RiskSign[]; verifiedAt: Date | null }> {
  const { ticket, usage, others } = options;
  const { appCreatedAt, verifiedAt } = await readOwnerFacts(ticket.clientRowId);
  const ageDays = Math.floor((clock.now().getTime() - appCreatedAt.getTime()) / 86_400_000);
  const factor = ticket.requested / ticket.current;
  const busiest = usage.busiest?.asked ?? 0;
  const denied = others.filter((other) => other.state === 'DENIED').length;
  const asked = usage.passed + usage.refused;
  return {
    verifiedAt,
    signs: [
      { label: 'Asked against present', value: `× ${Number(factor.toFixed(1))}`, isBad: factor >= 5 },
      { label: 'Busiest minute, 28 days', value: String(busiest), isBad: busiest * 3 < ticket.requested },
      { label: 'Refused, 28 days', value: `${usage.refused} of ${asked}`, isBad: false },
      { label: 'Age of the app', value: ageDays === 1 ? '1 day' : `${ageDays} days`, isBad: ageDays < 30 },
      { label: 'Denied before', value: String(denied), isBad: denied > 0 },
    ],
  };
}
