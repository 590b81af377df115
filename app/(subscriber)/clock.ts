import { cookies } from 'next/headers';
import { clock } from '#lib/clock.ts';
import { isTimeZone, type Clock } from '#components/inbox/when.ts';

/** Now, in the zone that the reader's browser told us. Before it did, Pacific time stands in. */
export async function readerClock(): Promise<Clock> {
  const zone = (await cookies()).get('zone')?.value;
  return { now: clock.now(), zone: zone && isTimeZone(zone) ? zone : 'America/Los_Angeles' };
}
