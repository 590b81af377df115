import { Download } from 'lucide-react';
import { dayWords, type UseBarsProps } from '#components/consent/use-bars.tsx';
import { buttonVariants } from '#components/ui/button-variants.ts';
import { cn } from '#components/ui/cn.ts';
import { clockTime } from '#lib/domain/time-words.ts';

export type LedgerDay = UseBarsProps['days'][number] & { refused: number; firstAt: Date | null; lastAt: Date | null };

export interface AppLedgerProps {
  appName: string;
  /** 28 days, oldest first, the last of them today. */
  days: readonly LedgerDay[];
  /** Older days than the newest seven too. */
  isWhole: boolean;
  /** This page with the whole ledger, and with the newest days alone. */
  href: { older: string; newest: string; csv: string };
}

const columns = [
  { key: 'sent', label: 'Sent' },
  { key: 'read', label: 'Read' },
  { key: 'marked', label: 'Marked' },
  { key: 'deleted', label: 'Deleted' },
  { key: 'refused', label: 'Refused' },
] as const;

const newestDays = 7;

/** What an app did, by day: counts and times, never a text. On a phone a day is a card. Nothing needs script. */
export function AppLedger({ appName, days, isWhole, href }: AppLedgerProps) {
  const busy = days.filter((day) => columns.some(({ key }) => day[key] > 0)).toReversed();
  const shown = isWhole ? busy : busy.slice(0, newestDays);
  const older = busy.length - newestDays;
  const names = nameDays(days);
  const of = (
    <span className="sr-only">
      {' '}
      of <bdi>{appName}</bdi>
    </span>
  );
  return (
    <>
      {busy.length === 0 ? (
        <p className="px-3 py-2 text-14 text-muted">It did nothing in the last 28 days.</p>
      ) : (
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
              <th scope="col" className="text-left">
                When
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((day) => (
              <tr key={day.day} className="border-b border-border last:border-b-0 max-sm:grid max-sm:grid-cols-2 max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:px-3 max-sm:py-2.5">
                <th scope="row" className="px-3 py-2 text-left font-medium whitespace-nowrap max-sm:p-0">
                  <time dateTime={day.day}>{names.get(day.day) ?? dayWords(day.day)}</time>
                </th>
                {columns.map(({ key, label }) => (
                  <td key={key} className={cn('px-3 py-2 text-right tabular-nums max-sm:order-last max-sm:p-0 max-sm:text-left', day[key] === 0 && 'text-muted max-sm:hidden')}>
                    <span aria-hidden="true" className="text-muted sm:hidden">
                      {label}{' '}
                    </span>
                    {day[key].toLocaleString('en-US')}
                  </td>
                ))}
                <td className="px-3 py-2 whitespace-nowrap text-muted tabular-nums max-sm:p-0 max-sm:text-right max-sm:text-13">{whenWords(day)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 pt-2">
        {older > 0 && (
          <a href={isWhole ? href.newest : href.older} className={buttonVariants({ size: 'sm' })}>
            {isWhole ? 'Show the newest 7 only' : `Show older: ${older === 1 ? '1 day' : `${older} days`}`}
            {of}
          </a>
        )}
        <a href={href.csv} className="link inline-flex min-h-8 items-center gap-1.5 text-13 touch:min-h-11 [&_.lucide]:size-4">
          <Download aria-hidden="true" />
          Download as CSV
          {of}
        </a>
      </p>
    </>
  );
}

function nameDays(days: readonly LedgerDay[]): ReadonlyMap<string, string> {
  return new Map([
    [days.at(-1)?.day ?? '', 'Today'],
    [days.at(-2)?.day ?? '', 'Yesterday'],
  ]);
}

/** By the clock that the days are counted by. */
function whenWords({ firstAt, lastAt }: LedgerDay): string {
  if (!firstAt || !lastAt) return 'Not noted';
  const [first, last] = [clockTime(firstAt, 'UTC'), clockTime(lastAt, 'UTC')];
  return first === last ? `${first} UTC` : `${first} to ${last} UTC`;
}
