export interface TimeOptions {
  locale?: string;
  /** The reader's zone; left out, the one of the machine. */
  timeZone?: string;
}

/** `Sunday, November 22, 2026 at 9:41 AM PST` */
export function exactTime(at: Date, { locale = 'en-US', timeZone }: TimeOptions = {}): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long', year: 'numeric', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short', timeZone,
  }).format(at);
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
