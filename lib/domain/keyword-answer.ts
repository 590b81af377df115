/** What a keyword does between somebody and the apps of a line (docs/decisions/0015). Pure: who wrote last and what holds now are told. */
import type { Keyword } from '#lib/domain/keyword.ts';
import { formatMsisdn, type Msisdn } from '#lib/domain/msisdn.ts';
import { judgeRoute } from '#lib/domain/sms-or-mms.ts';

/** What came of a keyword: apps were stopped, may write again, were named; or it was only told to the subscriber. */
export type KeywordEffect = 'stopped' | 'started' | 'helped' | 'flagged';

/** Whoever wrote the newest text that reached the other side within this time is who a keyword answers. */
export const keywordWindowDays = 30;
/** The same word is answered once in this time, however often it comes: two machines cannot answer each other for ever. */
export const keywordAnswerHours = 24;

export interface KeywordSituation {
  keyword: Keyword;
  /** In a group nothing acts: the word is said to everybody. */
  isGroup: boolean;
  /** Whether the sender has stopped the apps of this line. */
  isStopped: boolean;
  /** Who wrote the newest text to the sender within the window. */
  newestBy: 'app' | 'person' | null;
}

/**
 * STOP and HELP act on what an app wrote; STOP to a person is told and blocks nothing. START acts for whoever stopped the apps; a yes only
 * where no person asked. Null: a text like any other.
 */
export function judgeKeyword({ keyword, isGroup, isStopped, newestBy }: KeywordSituation): KeywordEffect | null {
  if (isGroup) return null;
  switch (keyword) {
    case 'stop':
      if (newestBy === 'person') return 'flagged';
      return newestBy === 'app' || isStopped ? 'stopped' : null;
    case 'help':
      return newestBy === 'app' ? 'helped' : null;
    case 'start':
      return isStopped ? 'started' : null;
    case 'yes':
      return isStopped && newestBy !== 'person' ? 'started' : null;
  }
}

/** The one text that answers a keyword; an SMS always, and never itself a keyword. Null where nothing is answered. */
export function keywordAnswer(effect: KeywordEffect, { line, apps }: { line: Msisdn; apps: readonly string[] }): string | null {
  const number = formatMsisdn(line);
  switch (effect) {
    case 'stopped':
      return `Apps on ${number} write to you no more. The person still may. Text START to allow apps again.`;
    case 'started':
      return `Apps on ${number} may write to you again. Text STOP to end that, HELP for help.`;
    case 'helped':
      return helpText(number, apps);
    case 'flagged':
      return null;
  }
}

/** As many names as fit into one SMS. */
function helpText(number: string, apps: readonly string[]): string {
  const text = (names: string) => `${names} wrote to you for ${number}. Text STOP to get no more from apps on this number.`;
  for (let count = apps.length; count > 0; count -= 1) {
    const names = `${apps.slice(0, count).join(', ')}${count < apps.length ? ' and other apps' : ''}`;
    if (judgeRoute({ text: text(names) }).route === 'SMS') return text(names);
  }
  return text('An app');
}
