/** Times as SMPP writes them (3.4, 7.1.1), and as receipts do (appendix B), which name no zone. */
import type { SmppSettings } from '#lib/carriers/smpp/settings.ts';

const secondsADay = 86_400;
/** The relative format counts months and years by the calendar; days are enough for any text. */
const longestDays = 30;

const two = (value: number): string => String(value).padStart(2, '0');

/** YYMMDDhhmmsstnnp: `R` counts from the centre's now, which spares both clocks; `+` is UTC. Empty leaves it to the centre. */
export function validityPeriod(until: Date, now: Date, format: SmppSettings['validity']): string {
  if (format === 'none') return '';
  if (format === 'absolute') return `${until.toISOString().replaceAll(/\D/g, '').slice(2, 14)}000+`;
  const seconds = Math.min(longestDays * secondsADay, Math.max(1, Math.round((until.getTime() - now.getTime()) / 1_000)));
  const days = Math.floor(seconds / secondsADay);
  return `0000${two(days)}${two(Math.floor(seconds / 3_600) % 24)}${two(Math.floor(seconds / 60) % 60)}${two(seconds % 60)}000R`;
}

const oldestMs = 30 * secondsADay * 1_000;

/** The moment that a receipt tells: 10 or 12 digits (with seconds), or 14 (with the century), in the centre's own zone. Null for what cannot be meant: the future, or long ago. */
export function receiptTime(digits: string | undefined, timeZone: string, now: Date): Date | null {
  if (!digits || !/^(\d{10}|\d{12}|\d{14})$/.test(digits)) return null;
  const century = digits.length === 14 ? '' : '20';
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(`${century}${digits}00`) ?? [];
  const asUtc = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  const at = new Date(asUtc - zoneOffsetMs(asUtc, timeZone));
  return at <= now && now.getTime() - at.getTime() < oldestMs ? at : null;
}

/** How far a zone's clocks are ahead of UTC around a moment. */
function zoneOffsetMs(moment: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(moment);
  return Date.parse(`${shown.replace(' ', 'T')}Z`) - moment;
}
