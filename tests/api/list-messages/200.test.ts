import { beforeAll, describe, expect, it } from 'vitest';
import { shortId } from '#lib/ids.ts';
import { createIndex } from '#lib/use-cases/message-index/create-index.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { buildIndex, receive, receiveOwnCode } from '#tests/support/fixtures/stored-messages.ts';

const path = '/myMessages/v2/messages';
let caller: ApiCaller;
let ids: string[];

beforeAll(async () => {
  caller = await createCaller();
  ids = [];
  for (let at = 0; at < 12; at += 1) ids.push(shortId(await receive(caller.subscriber, { text: `Text ${at}`, from: at % 2 ? '+12065550111' : '+12065550112' })));
  await receive(caller.subscriber, { sentByPhone: true, from: '+12065550113', text: 'From my phone' });
  await receiveOwnCode(caller.subscriber);
  await buildIndex(caller.subscriber);
});

const listed = async (query: string) => (await caller.call('GET', `${path}${query}`)).json.messageList;
const idsOf = (list: { messages: { messageId: string }[] }) => list.messages.map((message) => message.messageId);

describe('GET /myMessages/v2/messages', () => {
  it('answers the newest first, with offset, limit, total, state and cacheStatus', async () => {
    const list = await listed('?limit=10');
    expect(list).toMatchObject({ offset: 0, limit: 10, total: 10, cacheStatus: 'INITIALIZED' });
    expect(list.state).toBeTypeOf('string');
    expect(list.messages[0].text).toBe('From my phone');
    expect(idsOf(list).slice(1)).toEqual(ids.toReversed().slice(0, 9));
  });

  it('wire 2.3: has every field that some SDK requires', async () => {
    const { messages } = await listed('?limit=1&isIncoming=true');
    expect(messages[0]).toEqual({
      messageId: ids[11], from: { value: '+12065550111' }, recipients: [{ value: caller.subscriber.msisdn }], text: 'Text 11',
      timeStamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/), isFavorite: false, isUnread: true, type: 'TEXT', typeMetaData: {}, isIncoming: true,
    });
  });

  it('wire 0.4: clamps a limit over 500 and pages 50 when none is given', async () => {
    expect((await listed('?limit=600')).limit).toBe(500);
    expect((await listed('')).limit).toBe(50);
  });

  it('pages by offset without a gap', async () => {
    const pages = await Promise.all([0, 5, 10].map((offset) => listed(`?limit=5&offset=${offset}&isIncoming=true`)));
    expect(pages.flatMap(idsOf)).toEqual(ids.toReversed());
    expect(pages[2]).toMatchObject({ offset: 10, total: 2 });
  });

  it('telecom trap 14: a message that arrives between two pages of a cursor is neither skipped nor repeated', async () => {
    const { subscriber, call } = await createCaller();
    const own: string[] = [];
    for (let at = 0; at < 6; at += 1) own.push(shortId(await receive(subscriber)));
    await buildIndex(subscriber);
    const first = (await call('GET', `${path}?limit=4`)).json.messageList;
    await receive(subscriber, { text: 'in between' });
    const second = (await call('GET', `${path}?limit=4&cursor=${encodeURIComponent(first.nextCursor)}`)).json.messageList;
    expect([...idsOf(first), ...idsOf(second)]).toEqual(own.toReversed());
    expect(second.nextCursor).toBeUndefined();
  });

  it('a page of a cursor goes on where the last one ended, although the message there was deleted or marked meanwhile', async () => {
    const { subscriber, call } = await createCaller();
    const own: string[] = [];
    for (let at = 0; at < 6; at += 1) own.unshift(shortId(await receive(subscriber)));
    await buildIndex(subscriber);
    const first = (await call('GET', `${path}?limit=2`)).json.messageList;
    await call('DELETE', `${path}/${own[1]}`);
    await call('PUT', `${path}/${own[2]}`, { body: { message: { isFavorite: true } } });
    const second = (await call('GET', `${path}?limit=2&cursor=${encodeURIComponent(first.nextCursor)}`)).json.messageList;
    const third = (await call('GET', `${path}?limit=2&cursor=${encodeURIComponent(second.nextCursor)}`)).json.messageList;
    expect([first, second, third].map(idsOf)).toEqual([[own[0], own[1]], [own[2], own[3]], [own[4], own[5]]]);
    expect(third.nextCursor).toBeUndefined();
  });

  it('a cursor pages through what the filter lets pass, and no message of the rest', async () => {
    const seen: string[] = [];
    let query = '?limit=4&keyword=2065550111';
    for (;;) {
      const list = await listed(query);
      seen.push(...idsOf(list));
      if (list.nextCursor === undefined) break;
      query = `?limit=4&keyword=2065550111&cursor=${encodeURIComponent(list.nextCursor)}`;
    }
    expect(seen).toEqual(ids.filter((_, at) => at % 2 === 1).toReversed());
  });

  it('wire 2.2: messageIds ignores all other filters and names what was not found', async () => {
    const list = await listed(`?messageIds=${ids[3]},S334,${ids[7]}&isUnread=false&type=MMS&limit=1`);
    expect(idsOf(list)).toEqual([ids[7], ids[3]]);
    expect(list).toMatchObject({ failedMessages: ['S334'], total: 2 });
    expect(await listed('')).not.toHaveProperty('failedMessages');
  });

  it('filters by unread, favorite, direction and type; SMS and TEXT are the same', async () => {
    await caller.call('PUT', `${path}/${ids[0]}`, { body: { message: { isUnread: false, isFavorite: true } } });
    expect(idsOf(await listed('?isFavorite=true'))).toEqual([ids[0]]);
    expect((await listed('?isUnread=true')).total).toBe(11);
    expect((await listed('?isIncoming=false')).total).toBe(1);
    for (const type of ['SMS', 'TEXT', 'SMS,MMS', 'TEXT,SMS']) expect((await listed(`?type=${type}`)).total).toBe(13);
    expect((await listed('?type=MMS')).total).toBe(0);
    await caller.call('PUT', `${path}/${ids[0]}`, { body: { message: { isUnread: true, isFavorite: false } } });
  });

  it('wire 2.2: keyword is an address, the sender of incoming and the recipient of outgoing, without +1', async () => {
    expect((await listed('?keyword=2065550111')).total).toBe(6);
    expect((await listed('?keyword=%2B12065550113')).total).toBe(1);
    expect((await listed('?keyword=Text')).total).toBe(0);
  });

  it('E4: never lists a code that Handset texted, not even by its id', async () => {
    const code = shortId(await receiveOwnCode(caller.subscriber));
    expect(JSON.stringify(await listed('?limit=500'))).not.toContain('123456');
    expect((await listed(`?messageIds=${code}`)).failedMessages).toEqual([code]);
  });

  it('wire 0.5: answers while the index is being built and says INITIALIZING', async () => {
    const { subscriber, call } = await createCaller();
    await receive(subscriber);
    await createIndex({ actor: subscriber });
    const { messageList } = (await call('GET', path)).json;
    expect(messageList).toMatchObject({ cacheStatus: 'INITIALIZING', total: 1 });
  });
});
