import { zonedTime } from '#lib/domain/time-words.ts';

export interface TimeOptions {
  locale?: string;
  /** The reader's zone; left out, the one of the machine. */
  timeZone?: string;
}

/** `Sunday, November 22, 2026, 9:41 am PST` */
export function exactTime(at: Date, { locale = 'en-US', timeZone }: TimeOptions = {}): string {
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric', timeZone }).format(at);
  return `${day}, ${zonedTime(at, timeZone)}`;
}

/** Relative up to a day, either way; then the date, with its year when it is not this one. */
export function shortTime(at: Date, now: Date, { locale = 'en-US', timeZone }: TimeOptions = {}): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  const size = Math.abs(seconds);
  if (size < 45) return seconds > 0 ? 'in a moment' : 'just now';
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' });
  if (size < 3570) return relative.format(Math.round(seconds / 60), 'minute');
  if (size < 86_400) return relative.format(Math.round(seconds / 3600), 'hour');
  const year = (date: Date) => new Intl.DateTimeFormat(locale, { year: 'numeric', timeZone }).format(date);
  return new Intl.DateTimeFormat(locale, {
    month: 'short', day: 'numeric', year: year(at) === year(now) ? undefined : 'numeric', timeZone,
  }).format(at);
}
