import { AppError } from '#lib/errors.ts';
import { consentTermDays } from '#lib/domain/consent-grant.ts';

const dayMs = 86_400_000;
/** Further than this is *no end*, and should be said so. */
const longestYears = 10;

export interface TermChoice {
  /** `30`, `90`, `date` or `none`. */
  until: string;
  /** With `date`: the last day, as a date field gives it. */
  end: string | null;
}

/** The moment a chosen term is over; null for no end. A day counts whole, by UTC. Throws `invalid-value` that names the field. */
export function endOfTerm(choice: TermChoice, now: Date): Date | null {
  if (choice.until === 'none') return null;
  if (choice.until !== 'date') {
    const days = consentTermDays.find((term) => String(term) === choice.until);
    if (days === undefined) throw new AppError('invalid-value', 'Choose for how long.', { field: 'until' });
    return new Date(now.getTime() + days * dayMs);
  }
  return endOfDay(choice.end, now);
}

/** The end of a day still to come. Throws `invalid-value`. */
export function endOfDay(day: string | null, now: Date): Date {
  const start = day !== null && /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : null;
  if (!start || Number.isNaN(start.getTime()) || start.toISOString().slice(0, 10) !== day) {
    throw new AppError('invalid-value', 'Choose the last day, as year, month and day.', { field: 'end' });
  }
  const end = new Date(start.getTime() + dayMs);
  if (end <= now) throw new AppError('invalid-value', 'Choose a day that is still to come.', { field: 'end' });
  if (end.getTime() - now.getTime() > longestYears * 366 * dayMs) throw new AppError('invalid-value', 'Choose a day within ten years, or No end.', { field: 'end' });
  return end;
}
