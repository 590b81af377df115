import { describe, expect, it } from 'vitest';
import { judgeKeyword, keywordAnswer, type KeywordSituation } from '#lib/domain/keyword-answer.ts';
import { type Keyword, keywordOf } from '#lib/domain/keyword.ts';
import { judgeRoute } from '#lib/domain/sms-or-mms.ts';

const table: Record<Keyword, string[]> = {
  stop: [
    'STOP', 'stop', ' Stop. ', 'STOP!!!', '“stop”', 'Stop 🛑', 'S.T.O.P.', 'stop\n', '\u200eSTOP\u200f', 'STOP', 'STOPALL', 'stop all', 'Stop-All', 'UNSUBSCRIBE', 'Unsubscribe, ', 'CANCEL', 'End', 'quit', 'Revoke',
    'OPTOUT', 'opt out', 'Opt-Out', 'ARRET', 'arrêt', 'REMOVE', 'TD', 'Please opt me out', 'please opt me out.',
  ],
  help: ['HELP', 'Help?', 'info', ' INFO. '],
  start: ['START', 'start!', 'Unstop'],
  yes: ['YES', 'yes', 'Yes!'],
};

describe('keywords', () => {
  it.each(Object.entries(table).flatMap(([keyword, texts]) => texts.map((text) => [text, keyword])))('%j is %s', (text, keyword) => {
    expect(keywordOf(text)).toBe(keyword);
  });

  it.each([
    'we have got to STOP this bill', 'Stop. Thank you', 'stop it', 'Please stop', 'do not stop', 'the end', 'ending', 'no', '', '   ', '🛑', 'stopp', 'yes please', 'yes no', 'help me', 'more info', 'startup', 'cancel the 3 pm', 'STOP STOP',
    `STOP${' '.repeat(100)}`, '0', 'constructor', '__proto__',
  ])('%j is a text like any other', (text) => {
    expect(keywordOf(text)).toBeNull();
  });
});

describe('what a keyword does', () => {
  const acting: [KeywordSituation, ReturnType<typeof judgeKeyword>][] = [
    [{ keyword: 'stop', isGroup: false, isStopped: false, newestBy: 'app' }, 'stopped'],
    [{ keyword: 'stop', isGroup: false, isStopped: true, newestBy: 'app' }, 'stopped'],
    [{ keyword: 'stop', isGroup: false, isStopped: true, newestBy: null }, 'stopped'],
    [{ keyword: 'stop', isGroup: false, isStopped: false, newestBy: 'person' }, 'flagged'],
    [{ keyword: 'stop', isGroup: false, isStopped: true, newestBy: 'person' }, 'flagged'],
    [{ keyword: 'help', isGroup: false, isStopped: false, newestBy: 'app' }, 'helped'],
    [{ keyword: 'help', isGroup: false, isStopped: true, newestBy: 'app' }, 'helped'],
    [{ keyword: 'start', isGroup: false, isStopped: true, newestBy: 'app' }, 'started'],
    [{ keyword: 'start', isGroup: false, isStopped: true, newestBy: 'person' }, 'started'],
    [{ keyword: 'start', isGroup: false, isStopped: true, newestBy: null }, 'started'],
    [{ keyword: 'yes', isGroup: false, isStopped: true, newestBy: 'app' }, 'started'],
    [{ keyword: 'yes', isGroup: false, isStopped: true, newestBy: null }, 'started'],
  ];
  const all = (['stop', 'help', 'start', 'yes'] as const).flatMap((keyword) =>
    [true, false].flatMap((isGroup) => [true, false].flatMap((isStopped) => (['app', 'person', null] as const).map((newestBy) => ({ keyword, isGroup, isStopped, newestBy })))),
  );

  it.each(all)('$keyword, group $isGroup, stopped $isStopped, newest by $newestBy', (situation) => {
    const row = acting.find(([known]) => JSON.stringify(known) === JSON.stringify(situation));
    expect(judgeKeyword(situation)).toBe(row?.[1] ?? null);
  });

  const names = ['Desk', 'Northwind appointment reminders for everybody', 'A third app with quite a long name of its own', 'Fourth'];
  it.each([
    ['stopped', []], ['started', []], ['helped', []], ['helped', ['Desk']], ['helped', names], ['helped', ['Pöst 🚚']], ['helped', ['x'.repeat(300)]], ['helped', ['STOP']],
  ] as const)('the answer to %s (%j) is one SMS and no keyword, so that two lines cannot answer each other', (effect, apps) => {
    const text = keywordAnswer(effect, { line: '+14255550101', apps }) ?? '';
    expect(judgeRoute({ text })).toEqual({ route: 'SMS', reasons: [] });
    expect(keywordOf(text)).toBeNull();
    expect(text).toContain('(425) 555-0101');
    expect(text).toContain(effect === 'stopped' ? 'START' : 'STOP');
  });

  it('HELP is answered with the apps that fit', () => {
    expect(keywordAnswer('helped', { line: '+14255550101', apps: ['Desk', 'Post'] })).toBe('Desk, Post wrote to you for (425) 555-0101. Text STOP to get no more from apps on this number.');
    expect(keywordAnswer('helped', { line: '+14255550101', apps: names })).toMatch(/^Desk.* and other apps wrote/);
    expect(keywordAnswer('flagged', { line: '+14255550101', apps: [] })).toBeNull();
  });
});
