import { cn } from '#components/ui/cn.ts';

export interface UseBarsProps {
  days: readonly { day: string; sent: number; read: number; marked: number; deleted: number }[];
  muted?: boolean;
}

const height = 32;
const total = (day: UseBarsProps['days'][number]) => day.sent + day.read + day.marked + day.deleted;

/** One bar a day, a 2 px base for a day of nothing; the same in words for those who do not see it. */
export function UseBars({ days, muted = false }: UseBarsProps) {
  const sums = days.map(total);
  const sum = sums.reduce((all, one) => all + one, 0);
  const most = Math.max(...sums, 1);
  const busiest = days[sums.indexOf(most)];
  const words = sum === 0 || !busiest ? 'Nothing in 28 days.' : `Use in 28 days: ${sum.toLocaleString('en-US')}. Most on ${dayWords(busiest.day)}: ${most.toLocaleString('en-US')}.`;
  return (
    <div className="grid justify-items-end gap-1 max-sm:justify-items-start">
      <svg viewBox={`0 0 ${days.length * 5.5 - 1.5} ${height}`} role="img" aria-label={words} className="block h-8 w-38">
        {sums.map((value, index) => {
          const bar = value === 0 ? 2 : Math.max(3, Math.round((value / most) * (height - 2)));
          return (
            <rect
              key={days[index]?.day}
              x={index * 5.5}
              y={height - bar}
              width="4"
              height={bar}
              rx="1"
              className={cn(value === 0 ? 'fill-border' : muted ? 'fill-strong' : 'fill-accent')}
            />
          );
        })}
      </svg>
      <p aria-hidden="true" className="text-12 text-muted tabular-nums">
        {sum === 0 ? 'Nothing in 28 days' : `${sum.toLocaleString('en-US')} in 28 days`}
      </p>
    </div>
  );
}

export function dayWords(day: string): string {
  return new Intl.DateTimeFormat('en-US', { weekday: 'short', month: 'short', day: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}
