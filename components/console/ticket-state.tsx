import { Badge } from '#components/ui/badge.tsx';
import { describeTicketState, type TicketState } from '#lib/domain/limit-increase.ts';

export function TicketStateBadge({ state }: { state: TicketState }) {
  const { label, tone } = describeTicketState(state);
  return <Badge tone={tone}>{label}</Badge>;
}
