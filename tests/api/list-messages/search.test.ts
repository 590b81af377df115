import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { findByIndex, findByWalk } from '#lib/data/store/search-read.ts';
import { shortId } from '#lib/ids.ts';
import { followIndex, followIndexes } from '#lib/use-cases/message-index/follow-index.ts';
import { rebuildIndex } from '#lib/use-cases/message-index/rebuild-index.ts';
import { buildNextIndex } from '#lib/use-cases/message-index/build-index.ts';
import { purgeExpired } from '#lib/data/purge.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { buildIndex, receive, receiveOwnCode } from '#tests/support/fixtures/stored-messages.ts';

const path = '/myMessages/v2/messages';

const search = async (caller: ApiCaller, query: Record<string, string>) => caller.call('GET', `${path}?${new URLSearchParams(query)}`);
const textsOf = async (caller: ApiCaller, query: Record<string, string>) => {
  const answer = await search(caller, query);
  return (answer.json.messageList.messages as { text: string }[]).map(({ text }) => text);
};
const vocabularyOf = async ({ subscriber }: ApiCaller) =>
  Object.fromEntries(
    (await sql.query<{ word: string; messages: number }>(`SELECT word, messages FROM "MailboxWord" WHERE "mailboxId" = $1::uuid`, [subscriber.mailboxId])).map(({ word, messages }) => [word, messages]),
  );

describe('GET /myMessages/v2/messages?q=', () => {
  let caller: ApiCaller;
  beforeAll(async () => {
    caller = await createCaller();
    for (const text of ['Dinner at the Café tonight?', 'The dinner was great', 'Lunch tomorrow', 'dining table for sale', 'Your breakfast is ready']) await receive(caller.subscriber, { text });
    await receive(caller.subscriber, { text: 'A picture', subject: 'Holiday', parts: [{ name: 'beach-sunset.txt', contentType: 'text/plain', bytes: Buffer.from('x') }] });
    await receiveOwnCode(caller.subscriber);
    await buildIndex(caller.subscriber);
  });

  it.each([
    ['dinner', ['The dinner was great', 'Dinner at the Café tonight?']],
    ['DIN', ['dining table for sale', 'The dinner was great', 'Dinner at the Café tonight?']],
    ['cafe tonight', ['Dinner at the Café tonight?']],
    ['tonight, the din', ['Dinner at the Café tonight?']],
    ['dinnre', ['The dinner was great', 'Dinner at the Café tonight?']],
    ['brekfest', ['Your breakfast is ready']],
    ['holiday', ['A picture']],
    ['sunset', ['A picture']],
    ['zebra', []],
  ])('I2: finds %j by beginnings, marks and slips of the keys, newest first', async (q, texts) => {
    expect(await textsOf(caller, { q })).toEqual(texts);
  });

  it('T28: guesses at three words at most, and at none of another first letter', async () => {
    expect(await textsOf(caller, { q: 'dinnre cfae tonihgt' })).toEqual(['Dinner at the Café tonight?']);
    expect(await textsOf(caller, { q: 'dinnre cfae tonihgt dinnier' })).toEqual([]);
    expect(await textsOf(caller, { q: 'xinner' })).toEqual([]);
  });

  it('T28: a very long text is found by its beginning, and answers stay small', async () => {
    const mine = await createCaller();
    const words = Array.from({ length: 60_000 }, (_, n) => `w${n}`).join(' ');
    await receive(mine.subscriber, { text: `beginning ${words}` });
    await buildIndex(mine.subscriber);
    expect(await textsOf(mine, { q: 'beginning' })).toHaveLength(1);
    expect(await textsOf(mine, { q: 'w59999' })).toEqual([]);
    expect((await vocabularyOf(mine)).w59999).toBeUndefined();
    expect((await search(mine, { q: 'w1' })).json.messageList.messages[0].highlights.text).toHaveLength(100);
  });

  it('says where the words stand', async () => {
    const { messages } = (await search(caller, { q: 'cafe din' })).json.messageList;
    expect(messages[0].highlights).toEqual({ text: [{ at: 0, length: 6 }, { at: 14, length: 4 }], subject: [] });
    expect((await search(caller, {})).json.messageList.messages[0].highlights).toBeUndefined();
  });

  it('E4: never finds what Handset itself texted', async () => {
    expect(await textsOf(caller, { q: 'code' })).toEqual([]);
    expect(await textsOf(caller, { q: '123456' })).toEqual([]);
  });

  it('T1: quotes, operators and backslashes of a tsquery are only text', async () => {
    for (const q of [`dinner' | 'lunch`, 'dinner & !great', "dinner\\'", 'dinner:*', '(dinner']) {
      const answer = await search(caller, { q });
      expect(answer.status).toBe(200);
    }
    expect(await textsOf(caller, { q: `dinner' | 'lunch` })).toEqual([]);
  });

  it('T1: finds nothing of another inbox', async () => {
    const other = await createCaller();
    await buildIndex(other.subscriber);
    expect(await textsOf(other, { q: 'dinner' })).toEqual([]);
  });

  it('goes together with the other filters and pages by cursor and offset', async () => {
    const { subscriber, call } = await createCaller();
    const reader = { subscriber, call } as ApiCaller;
    for (let at = 0; at < 9; at += 1) await receive(subscriber, { text: `needle ${at}`, from: at % 3 === 0 ? '+12065550111' : '+12065550112' });
    await buildIndex(subscriber);
    expect(await textsOf(reader, { q: 'needle', keyword: '2065550111' })).toEqual(['needle 6', 'needle 3', 'needle 0']);
    expect(await textsOf(reader, { q: 'needle', isUnread: 'false' })).toEqual([]);
    expect(await textsOf(reader, { q: 'needle', limit: '2', offset: '3' })).toEqual(['needle 5', 'needle 4']);
    const first = (await search(reader, { q: 'needle', limit: '4' })).json.messageList;
    const second = (await search(reader, { q: 'needle', limit: '4', cursor: first.nextCursor })).json.messageList;
    expect(second.messages.map((message: { text: string }) => message.text)).toEqual(['needle 4', 'needle 3', 'needle 2', 'needle 1']);
  });

  it('finds what has just come, before and after the worker has taken it in, and during a build', async () => {
    const mine = await createCaller();
    await receive(mine.subscriber, { text: 'first apple' });
    await buildIndex(mine.subscriber);
    await receive(mine.subscriber, { text: 'second apple' });
    expect(await textsOf(mine, { q: 'apple' })).toEqual(['second apple', 'first apple']);
    expect(await textsOf(mine, { q: 'seocnd' })).toEqual(['second apple']);
    expect(await textsOf(mine, { q: 'seocnd fisrt' })).toEqual([]);
    expect(await followIndex(mine.subscriber.mailboxId)).toBe(1);
    expect(await textsOf(mine, { q: 'apple' })).toEqual(['second apple', 'first apple']);
    await rebuildIndex({ actor: mine.subscriber });
    await receive(mine.subscriber, { text: 'third apple' });
    expect((await search(mine, { q: 'apple' })).json.messageList).toMatchObject({ cacheStatus: 'INITIALIZING', messages: [{ text: 'third apple' }, { text: 'second apple' }, { text: 'first apple' }] });
    while (await buildNextIndex());
    await followIndexes(null);
    expect(await textsOf(mine, { q: 'apple' })).toEqual(['third apple', 'second apple', 'first apple']);
    expect(await vocabularyOf(mine)).toEqual({ apple: 3, first: 1, second: 1, third: 1 });
  });

  it('I2: a deleted message is never found again, and its words are forgotten', async () => {
    const mine = await createCaller();
    const secret = await receive(mine.subscriber, { text: 'secret pear' });
    await receive(mine.subscriber, { text: 'ripe pear' });
    await buildIndex(mine.subscriber);
    await mine.call('DELETE', `${path}/${shortId(secret)}`);
    expect(await textsOf(mine, { q: 'pear' })).toEqual(['ripe pear']);
    expect(await textsOf(mine, { q: 'secret' })).toEqual([]);
    await followIndex(mine.subscriber.mailboxId);
    expect(await vocabularyOf(mine)).toEqual({ pear: 1, ripe: 1 });
    await rebuildIndex({ actor: mine.subscriber });
    while (await buildNextIndex());
    expect(await vocabularyOf(mine)).toEqual({ pear: 1, ripe: 1 });
    expect(await textsOf(mine, { q: 'pear' })).toEqual(['ripe pear']);
  });

  it('I2: a lapsed index keeps no words', async () => {
    const mine = await createCaller();
    await receive(mine.subscriber, { text: 'old plum' });
    await buildIndex(mine.subscriber);
    await sql.query(`UPDATE "MessageIndex" SET status = 'NOT_INITIALIZED' WHERE "mailboxId" = $1::uuid`, [mine.subscriber.mailboxId]);
    await purgeExpired();
    expect(await vocabularyOf(mine)).toEqual({});
    expect((await search(mine, { q: 'plum' })).status).toBe(409);
    await buildIndex(mine.subscriber);
    expect(await textsOf(mine, { q: 'plum' })).toEqual(['old plum']);
  });

  it('the index and the walk find the same', async () => {
    const mine = await createCaller();
    const ids: string[] = [];
    for (let at = 0; at < 40; at += 1) ids.push(await receive(mine.subscriber, { text: `${at % 2 ? 'even' : 'odd'} ${at % 5 ? 'plain' : 'fifth'}` }));
    await buildIndex(mine.subscriber);
    const { mailboxId } = mine.subscriber;
    for (const words of [['odd'], ['odd', 'fif'], ['eve', 'pl']]) {
      const sought = words.map((beginning) => ({ beginning, wholes: [] }));
      const filter = { includeOwnCodes: false, beforeId: ids[30] };
      expect(await findByWalk(mailboxId, sought, filter, 10)).toEqual(await findByIndex(mailboxId, sought, filter, 10));
    }
  });
});

describe('GET /myMessages/v2/messages by time and media', () => {
  it('since and until bound by the time of storing; a day begins at midnight UTC', async () => {
    const mine = await createCaller();
    await receive(mine.subscriber, { text: 'now' });
    await buildIndex(mine.subscriber);
    const hour = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    expect(await textsOf(mine, { since: hour(-1), until: hour(1) })).toEqual(['now']);
    expect(await textsOf(mine, { since: hour(1) })).toEqual([]);
    expect(await textsOf(mine, { until: hour(-1) })).toEqual([]);
    expect(await textsOf(mine, { since: '2020-01-01' })).toEqual(['now']);
  });

  it('hasMedia divides the messages with attachments from the others', async () => {
    const mine = await createCaller();
    await receive(mine.subscriber, { text: 'with', parts: [{ name: 'a.txt', contentType: 'text/plain', bytes: Buffer.from('x') }] });
    await receive(mine.subscriber, { text: 'without' });
    await receive(mine.subscriber, { text: 'subject only', subject: 'S' });
    await buildIndex(mine.subscriber);
    expect(await textsOf(mine, { hasMedia: 'true' })).toEqual(['with']);
    expect(await textsOf(mine, { hasMedia: 'false' })).toEqual(['subject only', 'without']);
  });
});
