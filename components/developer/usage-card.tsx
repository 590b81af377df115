import { minuteName } from '#components/console/day-name.ts';
import { formatFigure } from '#components/console/limit-tile.tsx';
import { ChartKey, UsageChart } from '#components/console/usage-chart.tsx';
import { UsageTable } from '#components/console/usage-table.tsx';
import { ViewSwitch } from '#components/console/view-switch.tsx';
import { Card, CardFooter } from '#components/ui/card.tsx';
import { SegmentedLinks } from '#components/ui/segmented.tsx';
import type { BusiestMinute, CallDay } from '#lib/domain/limit-what-if.ts';
import type { LimitName } from '#lib/domain/rate-limit.ts';

export interface UsageCardProps {
  limitName: LimitName;
  /** The limits that the app's scopes make sense of. */
  choices: readonly LimitName[];
  perMinute: number;
  usage: { days: readonly CallDay[]; passed: number; refused: number; refusedDays: number; busiest: BusiestMinute | null };
  /** The page's address without its query. */
  base: string;
  period: number;
}

const word: Record<LimitName, string> = { sends: 'Sends', reads: 'Reads' };

/** The busiest minute of each day against the limit, as a chart or a table. What and how long live in the address. */
export function UsageCard({ limitName, choices, perMinute, usage, base, period }: UsageCardProps) {
  const href = (limit: LimitName, days: number) => `${base}?limit=${limit}&days=${days}`;
  const caption = `Busiest minute of each of the last ${period} days against the limit, ${limitName}`;
  const asked = usage.passed + usage.refused;
  return (
    <Card padded={false} aria-labelledby="usage-title">
      <ViewSwitch
        title={<h2 id="usage-title" className="text-14">Busiest minute of each day</h2>}
        actions={
          <>
            {choices.length > 1 && <SegmentedLinks label="What" items={choices.map((each) => ({ href: href(each, period), label: word[each], current: each === limitName }))} />}
            <SegmentedLinks label="Period" items={[7, 28].map((days) => ({ href: href(limitName, days), label: `${days} days`, current: days === period }))} />
          </>
        }
        chart={
          <div className="px-4 pb-4">
            <p className="mb-2">
              <b>{formatFigure(usage.refused)}</b> of {formatFigure(asked)} {limitName} refused
              {usage.refusedDays > 0 && `, on ${usage.refusedDays} ${usage.refusedDays === 1 ? 'day' : 'days'}`}
              {usage.busiest && <span className="text-muted"> · highest minute {formatFigure(usage.busiest.asked)}, {minuteName(usage.busiest.atMs)}</span>}
            </p>
            {asked === 0 ? <p className="py-12 text-center text-muted">The calls of the last {period} days will be here.</p> : <UsageChart days={usage.days} perMinute={perMinute} label={caption} />}
            {asked > 0 && <ChartKey />}
          </div>
        }
        table={<UsageTable days={usage.days} caption={caption} />}
      />
      <CardFooter className="text-12 text-muted">Days and minutes in UTC, counted by minute, refusals included.</CardFooter>
    </Card>
  );
}
