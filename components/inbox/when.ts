import { clockTime, timeParts } from '#lib/domain/time-words.ts';

/** Times as the inbox writes them. Built from parts, so that the server and every browser spell them alike. */
const dayMs = 86_400_000;

export interface Clock {
  /** When the page was made. */
  now: Date;
  /** IANA name of the reader's time zone. */
  zone: string;
}

/** Whether a name is a time zone that this machine knows. */
export function isTimeZone(zone: string): boolean {
  try {
    return zone.length < 64 && Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** "2026-11-16" in the reader's zone: messages of one day share it. */
export function dayKey(at: Date, zone: string): string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return format.format(at);
}

/** "9:41:07 am", where half a minute is what is to be seen. */
export function clockTimeWithSeconds(at: Date, zone: string): string {
  return clockTime(at, zone).replace(' ', `:${String(at.getUTCSeconds()).padStart(2, '0')} `);
}

/** "Monday, November 16, 9:43 am", with the year when it is not this one. */
export function exactTime(at: Date, { now, zone }: Clock): string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const year = parts.year === timeParts(now, zone).year ? '' : `, ${parts.year}`;
  return `${parts.weekday}, ${parts.month} ${parts.day}${year}, ${clockTime(at, zone)}`;
}

/** In a list: the clock today, the weekday within a week, then the date, with the year when it is not this one. */
export function listTime(at: Date, { now, zone }: Clock): string {
  if (dayKey(at, zone) === dayKey(now, zone)) return clockTime(at, zone);
  const parts = timeParts(at, zone);
  const age = now.getTime() - at.getTime();
  if (age >= 0 && age < 6 * dayMs) return parts.weekday;
  const date = `${parts.month} ${parts.day}`;
  return parts.year === timeParts(now, zone).year ? date : `${date}, ${parts.year}`;
}

/** Over the messages of a day: "Today", "Yesterday", "Mon, Nov 16", "Nov 16, 2025". */
export function dayLabel(at: Date, { now, zone }: Clock): string {
  const key = dayKey(at, zone);
  if (key === dayKey(now, zone)) return 'Today';
  if (key === dayKey(new Date(now.getTime() - dayMs), zone)) return 'Yesterday';
  const parts = timeParts(at, zone);
  const isThisYear = parts.year === timeParts(now, zone).year;
  return isThisYear ? `${parts.weekday}, ${parts.month} ${parts.day}` : `${parts.month} ${parts.day}, ${parts.year}`;
}

/** "Yesterday, " before a clock time, nothing today. */
export function dayBefore(at: Date, clock: Clock): string {
  return dayKey(at, clock.zone) === dayKey(clock.now, clock.zone) ? '' : `${dayLabel(at, clock)}, `;
}

/** "2:02 pm", "Tue, Nov 17, 2:02 pm". */
export const momentText = (at: Date, clock: Clock): string => `${dayBefore(at, clock)}${clockTime(at, clock.zone)}`;

/** "312 KB", "1 MB", "840 B". */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1_048_576) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return `${(bytes / 1_048_576).toFixed(1).replace(/\.0$/, '')} MB`;
}
