import { timeParts, writeDay, writeMoment } from '#lib/domain/time-words.ts';

const short = new Intl.DateTimeFormat('en-US', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const long = new Intl.DateTimeFormat('en-US', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });

/** Days and minutes of the server, all in UTC: the same words for everybody. `2026-11-22` → `Nov 22`. */
export const shortDay = (day: string): string => short.format(new Date(`${day}T00:00:00Z`));
export const longDay = (day: string): string => long.format(new Date(`${day}T00:00:00Z`));
export const fullDay = (at: Date): string => writeDay(at, 'UTC');
export function minuteName(atMs: number): string {
  const at = new Date(atMs);
  return `${timeParts(at, 'UTC').weekday}, ${writeMoment(at, 'UTC')}`;
}
export const isMonday = (day: string): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() === 1;
