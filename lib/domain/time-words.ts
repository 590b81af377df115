/**
 * How a moment is written everywhere: `9:41 am`, `Nov 23, 2026`, an end as its last day. Built from parts, so that the server and every browser spell
 * alike. Without a zone it is the one of the machine.
 */
export function timeParts(at: Date, zone?: string): Record<Intl.DateTimeFormatPartTypes, string> {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, year: 'numeric', month: 'short', day: 'numeric', weekday: 'short', hour: 'numeric', minute: '2-digit', hour12: true, timeZoneName: 'short',
  });
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value])) as Record<Intl.DateTimeFormatPartTypes, string>;
}

/** `9:41 am` */
export function clockTime(at: Date, zone?: string): string {
  const { hour, minute, dayPeriod } = timeParts(at, zone);
  return `${hour}:${minute} ${dayPeriod.toLowerCase()}`;
}

/** `9:41 am PST` */
export const zonedTime = (at: Date, zone?: string): string => `${clockTime(at, zone)} ${timeParts(at, zone).timeZoneName}`;

/** `Nov 23, 2026` */
export function writeDay(at: Date, zone?: string): string {
  const { month, day, year } = timeParts(at, zone);
  return `${month} ${day}, ${year}`;
}

/** `Nov 23, 9:41 am PST` */
export function writeMoment(at: Date, zone?: string): string {
  const { month, day } = timeParts(at, zone);
  return `${month} ${day}, ${zonedTime(at, zone)}`;
}

/** `Nov 23, 2026, 9:41 am PST`, for what is kept. */
export const writeFullMoment = (at: Date, zone?: string): string => `${writeDay(at, zone)}, ${zonedTime(at, zone)}`;

/** The last day of what ends by itself: `Nov 23, 2026 (UTC)`. An end is the first moment after it, by UTC as it was chosen. */
export const writeEnd = (endsAt: Date): string => `${writeDay(new Date(endsAt.getTime() - 1), 'UTC')} (UTC)`;
