import { beforeAll, describe, expect, it } from 'vitest';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { buildIndex, receive } from '#tests/support/fixtures/stored-messages.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const path = '/myMessages/v2/messages';
let caller: ApiCaller;

beforeAll(async () => {
  caller = await createCaller();
  await receive(caller.subscriber);
  await buildIndex(caller.subscriber);
});

describe('GET /myMessages/v2/messages refused', () => {
  it.each([
    ['limit=0', 'SVC0002', 'limit', 'whole number from 1'],
    ['limit=-1', 'SVC0002', 'limit', 'whole number from 1'],
    ['limit=1e9', 'SVC0002', 'limit', 'whole number from 1'],
    ['limit=%00', 'SVC0002', 'limit', 'limit '],
    ['limit[]=1', 'SVC0002', 'limit[]', 'no such field'],
    ['offset=-1', 'SVC0002', 'offset', 'whole number from 0'],
    ['offset=10001', 'SVC0002', 'offset', 'use cursor'],
    ['isUnread=maybe', 'SVC0003', 'isUnread', 'true, false'],
    ['isFavorite=1', 'SVC0003', 'isFavorite', 'true, false'],
    ['isIncoming=yes', 'SVC0003', 'isIncoming', 'true, false'],
    ['hasMedia=yes', 'SVC0003', 'hasMedia', 'true, false'],
    ['type=EMAIL', 'SVC0003', 'type', 'SMS, TEXT, MMS'],
    ['type=MMS,EMAIL', 'SVC0003', 'type', 'SMS, TEXT, MMS'],
    ['keyword=a%00b', 'SVC0002', 'keyword', 'U+0000'],
    [`keyword=${'1'.repeat(321)}`, 'SVC0002', 'keyword', 'not an address'],
    ['cursor=AAAA', 'SVC0002', 'cursor', 'not one of this inbox'],
    ['messageIds=a%00b', 'SVC0002', 'messageIds', 'U+0000'],
    [`messageIds=${Array.from({ length: 501 }, (_, at) => at).join(',')}`, 'SVC0002', 'messageIds', 'at most 500'],
    ['q=%3F!', 'SVC0002', 'q', 'at least one word'],
    ['q=%F0%9F%99%82', 'SVC0002', 'q', 'at least one word'],
    [`q=${'x'.repeat(501)}`, 'SVC0002', 'q', 'at most 500 characters'],
    ['since=yesterday', 'SVC0002', 'since', '2026-11-01'],
    ['until=1388102635555', 'SVC0002', 'until', '2026-11-01'],
    ['unread=true', 'SVC0002', 'unread', 'no such field'],
    ['__proto__[x]=1', 'SVC0002', '__proto__[x]', 'no such field'],
  ])('400: %.60s names the parameter', async (query, code, field, says) => {
    expectRefused(await caller.call('GET', `${path}?${query}`), { status: 400, code, field, says });
  });

  it('SVC0003 lists the valid values', async () => {
    expect((await caller.call('GET', `${path}?isUnread=maybe`)).json.RequestError.ServiceException.Values).toEqual(['true', 'false']);
  });

  it('wire 0.4: the offset goes up to 10,000', async () => {
    expect((await caller.call('GET', `${path}?offset=10000`)).status).toBe(200);
  });

  it('T1: a cursor that another inbox gave out, and a changed one', async () => {
    const other = await createCaller();
    await receive(other.subscriber);
    await receive(other.subscriber);
    await buildIndex(other.subscriber);
    const { nextCursor } = (await other.call('GET', `${path}?limit=1`)).json.messageList as { nextCursor: string };
    expect((await other.call('GET', `${path}?cursor=${encodeURIComponent(nextCursor)}`)).status).toBe(200);
    const refusal = { status: 400, code: 'SVC0002', field: 'cursor', says: 'not one of this inbox' };
    expectRefused(await caller.call('GET', `${path}?cursor=${encodeURIComponent(nextCursor)}`), refusal);
    expectRefused(await other.call('GET', `${path}?cursor=${encodeURIComponent(`${nextCursor.slice(0, -2)}AA`)}`), refusal);
    expectRefused(await other.call('GET', `${path}?offset=1&cursor=${encodeURIComponent(nextCursor)}`), { ...refusal, says: 'either cursor or offset' });
  });
});
