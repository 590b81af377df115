import { AppError } from '#lib/errors.ts';

const longestDays = 730;

/** The end of a day, UTC, for limits that hold until then. Throws `invalid-input` for a day that is over or too far away. */
export function endOfDay(day: string | null, now: Date): Date | null {
  if (day === null) return null;
  const end = new Date(`${day}T23:59:59.999Z`);
  if (end <= now) throw new AppError('invalid-input', 'Choose a day that is not over.', { field: 'until' });
  if (end.getTime() - now.getTime() > longestDays * 86_400_000) throw new AppError('invalid-input', 'Choose a day within two years.', { field: 'until' });
  return end;
}
