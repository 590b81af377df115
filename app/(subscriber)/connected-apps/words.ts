import { writeDay, writeEnd, writeMoment } from '#lib/domain/time-words.ts';
import type { ConnectedApp } from '#lib/use-cases/consent/list-connected-apps.ts';

export function appFacts(app: ConnectedApp, zone: string): string[] {
  return [
    `Since ${writeDay(app.createdAt, zone)}`,
    app.lastUsedAt ? `Last used ${writeMoment(app.lastUsedAt, zone)}` : 'Not used yet',
    ...(app.devices.length > 0 ? [app.devices.map(({ device }) => device).join(' and ')] : []),
    app.endsAt ? `Ends ${writeEnd(app.endsAt)}` : 'No end date',
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

/** What the last act did. The address names it and cannot make the page say anything else, nor what is so no more. */
export function noteOf(query: { done: string | null; problem: string | null; cancelled: number; isPaused: boolean }): { tone: 'ok' | 'bad'; text: string } | null {
  if (query.problem === 'day') return { tone: 'bad', text: 'Choose a day that is still to come, within ten years, or No end.' };
  if (query.problem) return { tone: 'bad', text: 'That app is not connected any more.' };
  if (query.done === 'ended') {
    const cancelled = Number.isSafeInteger(query.cancelled) && query.cancelled > 0 ? ` ${query.cancelled === 1 ? '1 queued message was' : `${query.cancelled} queued messages were`} cancelled.` : '';
    return { tone: 'ok', text: `Ended. The app can no longer use your line.${cancelled}` };
  }
  if ((query.done === 'paused' && !query.isPaused) || (query.done === 'resumed' && query.isPaused)) return null;
  const text = query.done === null ? undefined : done[query.done];
  return text ? { tone: 'ok', text } : null;
}
