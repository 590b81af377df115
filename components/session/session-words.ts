const marks = [10, 15, 30, 60, 120] as const;

const spoken: Record<(typeof marks)[number], string> = {
  10: '10 seconds left',
  15: '15 seconds left',
  30: '30 seconds left',
  60: '1 minute left',
  120: '2 minutes left',
};

/** What a screen reader is told: it changes at 2:00, 1:00, 0:30, 0:15 and 0:10 and at no other second. */
export function announcement(leftSeconds: number): string {
  if (leftSeconds === 0) return '';
  const mark = marks.find((each) => leftSeconds <= each);
  return mark === undefined ? '' : spoken[mark];
}

/** `1:58` */
export function digits(leftSeconds: number): string {
  return `${Math.floor(leftSeconds / 60)}:${String(leftSeconds % 60).padStart(2, '0')}`;
}

/** The address of sign-in that comes back to this page. */
export function signInAddress(signInHref: string, path: string): string {
  const [pathname = '/sign-in', query = ''] = signInHref.split('?');
  const parameters = new URLSearchParams(query);
  if (!parameters.has('returnTo')) parameters.set('returnTo', path);
  return `${pathname}?${parameters.toString()}`;
}
