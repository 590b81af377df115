import { dayWords, type UseBarsProps } from '#components/consent/use-bars.tsx';
import { cn } from '#components/ui/cn.ts';

type Day = UseBarsProps['days'][number] & { refused: number };

const columns = [
  { key: 'sent', label: 'Sent' },
  { key: 'read', label: 'Read' },
  { key: 'marked', label: 'Marked' },
  { key: 'deleted', label: 'Deleted' },
  { key: 'refused', label: 'Refused' },
] as const;

/** What an app did, by day: counts, never a text. On a phone a day is a card. */
export function AppLedger({ days }: { days: readonly Day[] }) {
  const busy = days.filter((day) => columns.some(({ key }) => day[key] > 0)).toReversed();
  if (busy.length === 0) return <p className="px-5 py-4 text-14 text-muted">It did nothing in the last 28 days.</p>;
  return (
    <table className="w-full border-collapse text-14">
      <caption className="px-3 py-1 text-left text-14 font-semibold">What it did, by day (UTC)</caption>
      <thead className="max-sm:sr-only">
        <tr className="text-12 text-muted [&_th]:border-b [&_th]:border-border [&_th]:px-3 [&_th]:py-2 [&_th]:font-medium">
          <th scope="col" className="text-left">
            Day
          </th>
          {columns.map(({ key, label }) => (
            <th key={key} scope="col" className="text-right">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {busy.map((day) => (
          <tr key={day.day} className="border-b border-border last:border-b-0 max-sm:grid max-sm:grid-cols-2 max-sm:gap-x-3 max-sm:px-3 max-sm:py-2.5">
            <th scope="row" className="px-3 py-2 text-left font-medium max-sm:col-span-2 max-sm:p-0">
              <time dateTime={day.day}>{dayWords(day.day)}</time>
            </th>
            {columns.map(({ key, label }) => (
              <td key={key} className={cn('px-3 py-2 text-right tabular-nums max-sm:p-0 max-sm:text-left', day[key] === 0 && 'text-muted max-sm:hidden')}>
                <span aria-hidden="true" className="text-muted sm:hidden">
                  {label}{' '}
                </span>
                {day[key].toLocaleString('en-US')}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
