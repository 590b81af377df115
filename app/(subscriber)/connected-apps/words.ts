import type { ConnectedApp } from '#lib/use-cases/consent/list-connected-apps.ts';

const writeDay = (at: Date, timeZone: string) => new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone }).format(at);

/** `Nov 23, 9:41 AM PST` */
export function writeMoment(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short', timeZone }).format(at);
}

/** `Nov 23, 2026, 9:41 AM PST`, for what is kept. */
export function writeFullMoment(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-US', { year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short', timeZone }).format(at);
}

export function appFacts(app: ConnectedApp, zone: string): string[] {
  return [
    `Since ${writeDay(app.createdAt, zone)}`,
    app.lastUsedAt ? `Last used ${writeMoment(app.lastUsedAt, zone)}` : 'Not used yet',
    ...(app.device ? [app.device] : []),
    // The end is the first moment after the last day, by UTC as it was chosen.
    app.endsAt ? `Ends ${writeDay(new Date(app.endsAt.getTime() - 1), 'UTC')} (UTC)` : 'No end date',
  ];
}

/** What it did today, by UTC like the ledger. */
export function todayWords({ days, paused }: ConnectedApp): string {
  const today = days.at(-1);
  if (!today) return '';
  const did = [
    [today.sent, 'sent'],
    [today.read, 'read'],
    [today.marked, 'marked'],
    [today.deleted, 'deleted'],
  ].flatMap(([count, word]) => (Number(count) > 0 ? [`${Number(count).toLocaleString('en-US')} ${word}`] : []));
  const refused = today.refused === 0 ? [] : [`${today.refused === 1 ? '1 try' : `${today.refused.toLocaleString('en-US')} tries`} refused${paused ? ' while paused' : ''}`];
  return `Today (UTC): ${[...did, ...refused].join(', ') || 'nothing yet'}`;
}

const done: Record<string, string> = {
  paused: 'Paused for a day. Its calls are refused until then.',
  resumed: 'It may use your line again.',
  moved: 'The end is changed.',
};

/** What the last act did. The address names it and cannot make the page say anything else. */
export function noteOf(query: { done: string | null; problem: string | null; cancelled: number }): { tone: 'ok' | 'bad'; text: string } | null {
  if (query.problem === 'day') return { tone: 'bad', text: 'Choose a day that is still to come, within ten years, or No end.' };
  if (query.problem) return { tone: 'bad', text: 'That app is not connected any more.' };
  if (query.done === 'ended') {
    const cancelled = Number.isSafeInteger(query.cancelled) && query.cancelled > 0 ? ` ${query.cancelled === 1 ? '1 queued message was' : `${query.cancelled} queued messages were`} cancelled.` : '';
    return { tone: 'ok', text: `Ended. The app can no longer use your line.${cancelled}` };
  }
  const text = query.done === null ? undefined : done[query.done];
  return text ? { tone: 'ok', text } : null;
}
