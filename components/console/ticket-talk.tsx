import { Lock } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { describeTicketState, type TicketState } from '#lib/domain/limit-increase.ts';

export interface TalkEvent {
  id: string;
  state: TicketState;
  actorName: string;
  /** On which side of the talk: whoever reads it, the other side, or Handset itself. */
  side: 'own' | 'other' | 'system';
  body: string;
  internal: boolean;
  at: string;
}

/** What was said and done on a ticket, oldest first. Notes of staff are dashed, locked and say so. */
export function TicketTalk({ events, label }: { events: readonly TalkEvent[]; label: string }) {
  return (
    <ol aria-label={label} className="grid gap-2">
      {events.map((event, place) => (
        <li
          key={event.id}
          className={cn(
            'rounded-control border border-transparent px-3 py-2 leading-5',
            event.internal ? 'border-dashed border-warn bg-warn-soft' : event.side === 'own' ? 'bg-accent-soft' : 'bg-sunken',
            event.side === 'own' ? 'ml-8' : event.side === 'other' && 'mr-8',
          )}
        >
          <p className="flex flex-wrap items-center gap-x-2 text-12 text-muted">
            {event.internal && (
              <span className="inline-flex items-center gap-1 font-semibold text-warn">
                <Lock className="size-3.5" /> Internal note, staff only
              </span>
            )}
            <b className="text-ink">{event.actorName}</b>
            {!event.internal && events[place - 1]?.state !== event.state && <span>{describeTicketState(event.state).label}</span>}
            <RelativeTime at={event.at} className="ml-auto" />
          </p>
          {event.body && <p className="mt-0.5 whitespace-pre-wrap wrap-anywhere"><bdi>{event.body}</bdi></p>}
        </li>
      ))}
    </ol>
  );
}
