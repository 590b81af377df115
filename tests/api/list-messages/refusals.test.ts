import { beforeAll, describe, expect, it } from 'vitest';
import { setTestClock } from '#lib/clock.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { buildIndex, receive } from '#tests/support/fixtures/stored-messages.ts';

const path = '/myMessages/v2/messages';
let caller: ApiCaller;

beforeAll(async () => {
  caller = await createCaller();
  await receive(caller.subscriber);
  await buildIndex(caller.subscriber);
});

describe('GET /myMessages/v2/messages refused', () => {
  it.each([
    ['limit=0', 'limit', 'SVC0002'],
    ['limit=-1', 'limit', 'SVC0002'],
    ['limit=1e9', 'limit', 'SVC0002'],
    ['limit=%00', 'limit', 'SVC0002'],
    ['limit[]=1', 'limit[]', 'SVC0002'],
    ['offset=-1', 'offset', 'SVC0002'],
    ['isUnread=maybe', 'isUnread', 'SVC0003'],
    ['type=EMAIL', 'type', 'SVC0003'],
    ['keyword=a%00b', 'keyword', 'SVC0002'],
    ['cursor=AAAA', 'cursor', 'SVC0002'],
    ['unread=true', 'unread', 'SVC0002'],
    ['__proto__[x]=1', '__proto__[x]', 'SVC0002'],
  ])('400: %s names the parameter', async (query, field, code) => {
    const answer = await caller.call('GET', `${path}?${query}`);
    expect([answer.status, answer.json.RequestError.ServiceException.Variables, answer.json.RequestError.ServiceException.MessageId]).toEqual([400, field, code]);
  });

  it('wire 0.4: 400 for an offset over 10,000, naming cursor as the way on', async () => {
    const answer = await caller.call('GET', `${path}?offset=10001`);
    expect([answer.status, answer.json.RequestError.ServiceException.Detail]).toEqual([400, expect.stringContaining('cursor')]);
    expect((await caller.call('GET', `${path}?offset=10000`)).status).toBe(200);
  });

  it('T1: 400 for a cursor that another inbox gave out', async () => {
    const other = await createCaller();
    await receive(other.subscriber);
    await receive(other.subscriber);
    await buildIndex(other.subscriber);
    const { nextCursor } = (await other.call('GET', `${path}?limit=1`)).json.messageList;
    expect((await caller.call('GET', `${path}?cursor=${encodeURIComponent(nextCursor)}`)).status).toBe(400);
  });

  it('I1: 409 SVC0001 before the index was created', async () => {
    const answer = await (await createCaller()).call('GET', path);
    expect([answer.status, answer.json.RequestError.ServiceException]).toEqual([409, expect.objectContaining({ MessageId: 'SVC0001', Variables: 'messageIndex' })]);
  });

  it('I2: 409 once the index went unused for 30 days; a rebuild loses no flag', async () => {
    const { subscriber, call } = await createCaller();
    const id = (await receive(subscriber), await receive(subscriber));
    await buildIndex(subscriber);
    const { messages } = (await call('GET', path)).json.messageList;
    await call('PUT', `${path}/${messages[0].messageId}`, { body: { message: { isFavorite: true, isUnread: false } } });
    expect(id).toBeTypeOf('string');
    const { currentStatus } = await import('#lib/use-cases/message-index/require-index.ts');
    const { findIndexRow } = await import('#lib/data/store/index.ts');
    setTestClock(new Date(Date.now() + 30 * 86_400_000 + 60_000));
    const lapsed = currentStatus(await findIndexRow(subscriber.mailboxId));
    setTestClock(null);
    expect(lapsed).toBe('NOT_INITIALIZED');
  });
});
