/** A day of the calendar, the same everywhere: `Nov 22, 2026`. */
export function Day({ on }: { on: string }) {
  const text = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${on}T00:00:00Z`));
  return <time dateTime={on}>{text}</time>;
}
