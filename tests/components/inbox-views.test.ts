import { describe, expect, it } from 'vitest';
import { mergePages, remedyOf, waitWords } from '#components/inbox/message-view.ts';
import { threadSubtitle, threadTitle, whyUnanswerable } from '#components/inbox/names.ts';
import { addressesIn, newAmong, suggestContacts, viewRecipients } from '#components/inbox/recipient-view.ts';
import { clockTimeWithSeconds, dayLabel, exactTime, listTime, momentText, sizeText } from '#components/inbox/when.ts';
import { toThreadRow } from '#components/inbox/thread-row-view.ts';
import type { ThreadMatch, ThreadMessage, ThreadSummary } from '#lib/domain/conversation.ts';
import { clockTime } from '#lib/domain/time-words.ts';
import { explainWaiting, type Waiting } from '#lib/domain/waiting.ts';

const clock = { now: new Date('2026-11-16T18:00:00Z'), zone: 'America/Los_Angeles' };
const contacts = [
  { address: '+14255550117', name: 'Priya Raman' },
  { address: '+14255550102', name: 'Ben Okafor' },
  { address: '+12065550187', name: null },
];
const policy = { ownMsisdn: '+14255550101', allowTerritories: true };
const message = (messageId: string, more: Partial<ThreadMessage> = {}) => ({ messageId, recipients: [], ...more }) as unknown as ThreadMessage;

describe('times', () => {
  it('are the clock today, the weekday within a week, then the date, with the year when it is another', () => {
    expect(listTime(new Date('2026-11-16T17:43:00Z'), clock)).toBe('9:43 am');
    expect(listTime(new Date('2026-11-15T17:43:00Z'), clock)).toBe('Sun');
    expect(listTime(new Date('2026-11-09T17:43:00Z'), clock)).toBe('Nov 9');
    expect(listTime(new Date('2025-11-09T17:43:00Z'), clock)).toBe('Nov 9, 2025');
  });

  it('are the reader’s, not the server’s', () => {
    const late = new Date('2026-11-16T07:30:00Z');
    expect(clockTime(late, 'America/Los_Angeles')).toBe('11:30 pm');
    expect(dayLabel(late, clock)).toBe('Yesterday');
    expect(exactTime(late, clock)).toBe('Sunday, November 15, 11:30 pm');
  });

  it('of a delivery show its seconds', () => {
    expect(clockTimeWithSeconds(new Date('2026-11-16T17:43:07Z'), clock.zone)).toBe('9:43:07 am');
  });

  it('come with sizes people read', () => {
    expect([39, 319_488, 1_048_576].map(sizeText)).toEqual(['39 B', '312 KB', '1 MB']);
  });
});

describe('recipients', () => {
  it('fold spellings into one chip and keep refused ones with the reason (S1, S3)', () => {
    const view = viewRecipients(['(425) 555-0117', '425.555.0117', '+14255550117', '(416) 555-0143', '425 555 0101'], false, contacts, policy);
    expect(view.chips.map(({ label, spellings }) => [label, spellings])).toEqual([['Priya Raman', 3], ['(416) 555-0143', 1], ['(425) 555-0101', 1]]);
    expect(view.chips.filter(({ refusal }) => refusal !== null)).toHaveLength(2);
    expect(view.recipients).toHaveLength(1);
  });

  it('take pasted lists of names, numbers and addresses in brackets', () => {
    expect(addressesIn('ben okafor; (206) 555-0187,\nMara <+12065550111>', contacts)).toEqual(['+14255550102', '(206) 555-0187', '+12065550111']);
  });

  it('suggest by any word of a name or by digits, not those chosen already', () => {
    expect(suggestContacts('ra', contacts, new Set()).map(({ name }) => name)).toEqual(['Priya Raman']);
    expect(suggestContacts('555-0187', contacts, new Set()).map(({ address }) => address)).toEqual(['+12065550187']);
    expect(suggestContacts('ben', contacts, new Set(['+14255550102']))).toEqual([]);
  });

  it('are offered only once something is typed', () => {
    for (const typed of ['', '  ']) expect(suggestContacts(typed, contacts, new Set())).toEqual([]);
  });

  it('named once more in the same spelling are no second spelling', () => {
    expect(newAmong(['+14255550102', '(425) 555-0102', '(425) 555-0102'], ['+14255550102'])).toEqual({ added: ['(425) 555-0102'], again: ['+14255550102'] });
    const view = viewRecipients(['+14255550102', '+14255550102'], false, contacts, policy);
    expect(view.chips.map(({ label, spellings }) => [label, spellings])).toEqual([['Ben Okafor', 1]]);
  });
});

describe('a conversation', () => {
  it('keeps earlier pages when the newest page moves on, and drops what was deleted', () => {
    const shown = ['1', '2', '3', '4'].map((id) => message(id));
    const ids = (page: ThreadMessage[]) => page.map(({ messageId }) => messageId);
    expect(ids(mergePages(shown, ['3', '4', '5'].map((id) => message(id))).messages)).toEqual(['1', '2', '3', '4', '5']);
    expect(ids(mergePages(shown, ['3', '5'].map((id) => message(id))).messages)).toEqual(['1', '2', '3', '5']);
    expect(mergePages(shown, [message('9')])).toMatchObject({ meets: false });
  });

  it('offers the same message again only where that can help', () => {
    const failed = (reason: string) => message('1', { recipients: [{ position: 0, address: '+12065550151', name: null, status: 'undeliverable', reason, roaming: false, statusAt: clock.now, waiting: null }] });
    expect(remedyOf(failed('unreachable'))).toBe('resend');
    expect(remedyOf(failed('too-large'))).toBe('rewrite');
    expect(remedyOf(failed('no-messaging-plan'))).toBe('none');
  });
});

describe('a row of the list', () => {
  const thread = (more: Partial<ThreadSummary>): ThreadSummary => ({
    threadId: 'a', isGroup: false, title: null, participants: [{ address: '+12065550111', name: 'Ben' }], lastMessageAt: clock.now, snippet: 'See you at seven', unreadCount: 0,
    isPinned: false, isStarred: false, draft: null, last: null, match: null, ...more,
  });
  const context = { ...clock, sought: [], search: '', shortId: (id: string) => id };
  const matched = (match: Partial<ThreadMatch>) => toThreadRow(thread({ match: { messageId: 'm', text: '', places: [], at: clock.now, ...match } }), context);

  it('shows what an app sent, however long the name of the app is', () => {
    const last = { messageId: 'm', direction: 'out', origin: 'app', clientName: 'Northwind appointment reminders for all', fromAddress: '', hasParts: false, statuses: ['delivered'], reason: null } as const;
    expect(toThreadRow(thread({ last: { ...last, statuses: ['delivered'] } }), context).snippet).toBe('Sent by Northwind app…: See you at seven');
    expect(toThreadRow(thread({ last: { ...last, clientName: 'Desk', statuses: ['delivered'] } }), context).snippet).toBe('Sent by Desk: See you at seven');
  });

  it.each([
    ['MyBank', 'MyBank', null, 'A name, not a number', 'MyBank is a name, not a number, so this conversation cannot be answered.'],
    ['whatsapp:+14255550117', 'whatsapp:+14255550117', null, 'A name, not a number', 'whatsapp:+14255550117 is a name, not a number, so this conversation cannot be answered.'],
    ['Deals@Shop', 'Deals@Shop', null, 'A name, not a number', 'Deals@Shop is a name, not a number, so this conversation cannot be answered.'],
    ['', 'Unknown sender', null, '', 'The network did not say who sent this, so it cannot be answered.'],
    ['555014', '555014', 'Short code', 'Short code', null],
    ['+14255550117', '(425) 555-0117', null, 'Not in your contacts', null],
    ['ben@example.com', 'ben@example.com', null, 'Not in your contacts', null],
  ])('of the sender %j is called %j, and only what has an address can be answered', (address, title, badge, subtitle, why) => {
    const from = thread({ participants: [{ address, name: null }] });
    expect(toThreadRow(from, context)).toMatchObject({ title, badge });
    expect([threadTitle(from), threadSubtitle(from), whyUnanswerable(from)]).toEqual([title, subtitle, why]);
  });

  it('shows the words a search found, where they stand in it', () => {
    const text = `${'so much to say '.repeat(20)}and then the\nridge, at last`;
    const { snippet, snippetMarks, href } = matched({ text, places: [{ at: text.indexOf('ridge'), length: 5 }] });
    expect(snippet).toMatch(/^… .*the ridge, at last$/);
    expect(snippetMarks.map(({ at, length }) => snippet.slice(at, at + length))).toEqual(['ridge']);
    expect(href).toBe('/inbox/a?at=m');
    const unbroken = matched({ text: `${'x'.repeat(500)}`, places: [{ at: 400, length: 100 }] });
    expect(unbroken.snippet.length).toBeLessThan(160);
    expect(unbroken.snippetMarks.map(({ at, length }) => unbroken.snippet.slice(at, at + length))).toEqual(['x'.repeat(100)]);
  });
});

describe('a message that waits', () => {
  const until = new Date('2026-11-17T18:00:00Z');
  const to = (...each: [status: string, why: Waiting['why'] | null][]) => message('1', { recipients: each.map(([status, why]) => ({ status, waiting: why && { why, since: null, until } })) as ThreadMessage['recipients'] });

  it('says in its bubble what it waits for, unless it is about to go', () => {
    expect(waitWords(to(['queued', 'no-link']))).toBe('Waiting for the network');
    expect(waitWords(to(['queued', 'no-answer']))).toBe('Waiting for the network');
    expect(waitWords(to(['queued', 'paced']))).toBe('Waiting: your apps send many messages');
    expect(waitWords(to(['queued', 'turn']))).toBeNull();
    expect(waitWords(to(['submitted', 'in-doubt']))).toBe('Not certain: the network’s answer was lost');
    expect(waitWords(to(['accepted', null]))).toBeNull();
  });

  it('to several says so while none of them has it, and leaves a failure or a delivery its word', () => {
    expect(waitWords(to(['accepted', null], ['queued', 'no-link']))).toBe('Waiting for the network');
    expect(waitWords(to(['delivered', null], ['queued', 'no-link']))).toBeNull();
    expect(waitWords(to(['undeliverable', null], ['queued', 'no-link']))).toBeNull();
  });

  it('says in its details why, what happens next and until when it is tried', () => {
    const at = { since: momentText(new Date('2026-11-16T17:02:00Z'), clock), until: momentText(until, clock) };
    expect(explainWaiting({ why: 'no-link' }, at)).toBe('The connection to the carrier is down since 9:02 am. It goes out by itself when it is back, and is tried until Tue, Nov 17, 10:00 am; after that it is not sent.');
    expect(explainWaiting({ why: 'no-answer' }, { ...at, since: null })).toBe('The carrier does not answer. It goes out by itself when it answers, and is tried until Tue, Nov 17, 10:00 am; after that it is not sent.');
    expect(explainWaiting({ why: 'paced' }, at)).toMatch(/^Your apps send more than a person does, .* one message every 4 seconds\. It goes out by itself when it is its turn, and is tried until Tue, Nov 17, 10:00 am/);
    expect(explainWaiting({ why: 'in-doubt' }, at)).toBe(
      'The network may have it: its answer was lost. It is not sent again by itself, so that nobody gets it twice. Word from the network is waited for until Tue, Nov 17, 10:00 am; without any, the message is then called unknown, and you decide whether to send it again.',
    );
    expect(explainWaiting({ why: 'turn' }, at)).toBe('It goes out by itself, and is tried until Tue, Nov 17, 10:00 am; after that it is not sent.');
  });
});
