import { formatFigure } from '#components/console/limit-tile.tsx';
import { Card, CardHeader } from '#components/ui/card.tsx';
import { Link } from '#components/ui/link.tsx';
import { describeTicketState, type TicketState } from '#lib/domain/limit-increase.ts';

/** What else this account asked for. */
export function OtherTickets({ company, tickets }: { company: string; tickets: readonly { number: number; appName: string; current: number; requested: number; state: TicketState }[] }) {
  return (
    <Card padded={false} aria-labelledby="others-title">
      <CardHeader title={<>Other tickets of <bdi>{company}</bdi></>} titleId="others-title" />
      {tickets.length === 0 ? (
        <p className="px-4 pb-4 text-muted">None.</p>
      ) : (
        <ul>
          {tickets.map((ticket) => (
            <li key={ticket.number} className="flex flex-wrap justify-between gap-2 border-t border-border px-4 py-2.5">
              <Link href={`/support/tickets/${ticket.number}`} className="link min-w-0">
                #{ticket.number} <bdi>{ticket.appName}</bdi>, {formatFigure(ticket.current)} → {formatFigure(ticket.requested)}
              </Link>
              <span className="text-muted">{describeTicketState(ticket.state).label}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
