import { ArrowDownLeft, ArrowUpRight } from 'lucide-react';
import type { TrafficDay } from '#lib/domain/conversation.ts';

const barHeight = 28;
const step = 13;

export interface TrafficLaneProps {
  direction: 'in' | 'out';
  days: TrafficDay[];
  /** How many days the lane shows. */
  length: number;
  /** "2 h ago", or what to say when nothing ever came. */
  last: string;
}

/** One direction as bars, oldest day first, with the same in words. */
export function TrafficLane({ direction, days, length, last }: TrafficLaneProps) {
  const isIn = direction === 'in';
  const counts = Array.from({ length }, (_, at) => {
    const day = days.find(({ daysAgo }) => daysAgo === length - 1 - at);
    return day ? (isIn ? day.inbound : day.outbound) : 0;
  });
  const most = Math.max(1, ...counts);
  const sum = counts.reduce((total, count) => total + count, 0);
  const Icon = isIn ? ArrowDownLeft : ArrowUpRight;
  const name = isIn ? 'Inbound' : 'Outbound';
  return (
    <div className="grid grid-cols-[110px_minmax(0,1fr)_auto] items-center gap-x-4 py-1.5 text-14 max-md:grid-cols-[minmax(0,1fr)_auto]">
      <h3 className="flex items-center gap-2 font-medium">
        <Icon aria-hidden="true" className="size-4" />
        {name}
      </h3>
      <svg
        viewBox={`0 0 ${length * step} ${barHeight}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${name}, last ${length} days, oldest first: ${counts.join(', ')}`}
        className="h-7 w-full max-md:order-last max-md:col-span-2"
      >
        {counts.map((count, at) => {
          const size = count === 0 ? 1 : Math.max(3, (count / most) * barHeight);
          return <rect key={at} x={at * step} y={barHeight - size} width={step - 3} height={size} rx="1.5" className={count === 0 ? 'fill-strong' : 'fill-accent'} />;
        })}
      </svg>
      <p className="text-right text-13 tabular-nums">
        <b className="block">{last}</b>
        <span className="text-muted">
          {sum} in {length} days
        </span>
      </p>
    </div>
  );
}
