import type { Sql } from '#lib/data/pool.ts';
import { apps, type AppName, type MadeAccounts } from '#prisma/seed/accounts.ts';
import type { Chance } from '#prisma/seed/chance.ts';
import { insertRows } from '#prisma/seed/rows.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const days = 28;

interface Load {
  limitName: 'sends' | 'reads';
  /** What is allowed a minute; more is refused. */
  limit: number;
  /** What an ordinary minute asks for, at most. */
  usual: number;
  /** Minutes with calls in a working day. */
  minutes: number;
}

const loads: Readonly<Record<AppName, readonly Load[]>> = {
  Desk: [
    { limitName: 'sends', limit: 60, usual: 38, minutes: 26 },
    { limitName: 'reads', limit: 240, usual: 120, minutes: 40 },
  ],
  Classic: [
    { limitName: 'sends', limit: 240, usual: 150, minutes: 34 },
    { limitName: 'reads', limit: 1200, usual: 620, minutes: 44 },
  ],
  Porchlight: [
    { limitName: 'sends', limit: 60, usual: 52, minutes: 30 },
    { limitName: 'reads', limit: 240, usual: 90, minutes: 18 },
  ],
  'Choir Call': [{ limitName: 'sends', limit: 90, usual: 44, minutes: 6 }],
};

/** Days, counted back from today, on which a minute asked for more than was allowed. */
const busyDays = new Set([1, 4, 5, 8, 12, 13, 19, 22, 26]);

interface Minute {
  clientId: string;
  limitName: string;
  minuteAt: Date;
  allowed: number;
  refused: number;
  perMinute: number;
}

/** Four weeks of use: more on working days, by day, with nine days on which the sends ran into their limit. */
export async function storeUsage(tx: Sql, options: { made: MadeAccounts; chance: Chance; now: Date }): Promise<void> {
  const { made, chance, now } = options;
  const today = Math.floor(now.getTime() / dayMs);
  const rows: Minute[] = [];
  for (const name of Object.keys(apps) as AppName[]) {
    for (const load of loads[name]) {
      for (let ago = 0; ago < days; ago += 1) rows.push(...dayOf({ clientId: made.apps[name].id, load, ago, today, chance }));
    }
  }
  await insertRows(tx, 'UsageMinute', rows.filter(({ minuteAt }) => minuteAt < now));
}

function dayOf(options: { clientId: string; load: Load; ago: number; today: number; chance: Chance }): Minute[] {
  const { clientId, load, ago, today, chance } = options;
  const start = (today - ago) * dayMs;
  const weekday = new Date(start).getUTCDay();
  const share = weekday === 0 || weekday === 6 ? 0.3 : 1;
  const taken = new Set<number>();
  const minutes: Minute[] = [];
  const add = (asked: number) => {
    // Working hours on the west coast, by UTC.
    let minute = chance.between(15 * 60, 23 * 60 + 59);
    while (taken.has(minute)) minute = (minute + 1) % (24 * 60);
    taken.add(minute);
    const allowed = Math.min(asked, load.limit);
    minutes.push({ clientId, limitName: load.limitName, minuteAt: new Date(start + minute * minuteMs), allowed, refused: asked - allowed, perMinute: load.limit });
  };
  for (let count = Math.round(load.minutes * share); count > 0; count -= 1) add(Math.max(1, Math.round(load.usual * chance.next() ** 2)));
  if (load.limitName === 'sends' && busyDays.has(ago)) {
    for (let bursts = chance.between(1, 3); bursts > 0; bursts -= 1) add(load.limit + chance.between(4, Math.round(load.limit * 0.6)));
  }
  return minutes;
}
