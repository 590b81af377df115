import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shortId } from '#lib/ids.ts';
import { createCaller } from '#tests/support/fixtures/app-clients.ts';
import { gif } from '#tests/support/fixtures/old-client-bodies.ts';
import { type RawApi, startRawApi } from '#tests/support/fixtures/raw-api.ts';
import { buildIndex, receive } from '#tests/support/fixtures/stored-messages.ts';

const path = '/myMessages/v2/messages';
let raw: RawApi;

beforeAll(async () => {
  raw = await startRawApi();
});

afterAll(() => raw.close());

/** An inbox with its index, and calls of it as JV makes them. */
async function openInbox() {
  const { subscriber, token } = await createCaller();
  await buildIndex(subscriber);
  const send = (method: string, at: string, body?: string) =>
    raw.send(method, at, [`Authorization: BEARER ${token}`, 'Accept: application/json', ...(body === undefined ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`])], body);
  const received = async (message: Parameters<typeof receive>[1] = {}) => shortId(await receive(subscriber, message));
  const listed = async () => (await send('GET', path)).json.messageList.messages.map(({ messageId }: { messageId: string }) => messageId) as string[];
  const state = async () => (await send('GET', `${path}/index/info`)).json.messageIndexInfo.state as string;
  return { subscriber, send, received, listed, state };
}

const picture = { name: 'a.gif', contentType: 'image/gif', bytes: gif };

describe('messages as every SDK needs them', () => {
  it('wire 7.6, 2.3: from, recipients, typeMetaData, both flags, type, messageId and isIncoming are always there, whatever the message', async () => {
    const { subscriber, send, received } = await openInbox();
    await received({ text: 'in' });
    await received({ text: '' });
    await received({ sentByPhone: true, text: 'out' });
    await received({ subject: 'Only this', text: '' });
    await received({ parts: [picture], text: '' });
    await received({ isGroup: true, to: [subscriber.msisdn, '+12065550119'], text: 'group' });
    await send('POST', path, JSON.stringify({ messageRequest: { addresses: ['tel:5550', 'ben@example.com'], text: 'sent' } }));
    const list = (await send('GET', path)).json.messageList;
    expect(list.messages).toHaveLength(8);
    for (const message of list.messages) {
      const one = (await send('GET', `${path}/${message.messageId}`)).json.message;
      expect(one).toEqual(message);
      expect(message).toMatchObject({
        messageId: expect.stringMatching(/^[\w-]+$/), from: { value: expect.stringMatching(/^\+\d+$/) }, typeMetaData: expect.any(Object), timeStamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
        isFavorite: expect.any(Boolean), isUnread: expect.any(Boolean), isIncoming: expect.any(Boolean), type: expect.stringMatching(/^(TEXT|MMS)$/),
      });
      expect(message.recipients.length).toBeGreaterThan(0);
      for (const { value } of message.recipients) expect(value).toMatch(/^(\+\d{11}|\d{3,8}|[^:@]+@[^:@]+)$/);
      expect('mmsContent' in message).toBe(message.type === 'MMS');
    }
  });

  it('wire 7.6, 2.3: four fields in each entry of mmsContent; contentUrl splits on / into message and part, as AN reads it', async () => {
    const { send, received } = await openInbox();
    const kinds = [['a.gif', 'image/gif', 'IMAGE'], ['a.amr', 'audio/amr', 'AUDIO'], ['a.mp4', 'video/mp4', 'VIDEO'], ['a.txt', 'text/plain', 'TEXT']] as const;
    const id = await received({ parts: kinds.map(([name, contentType]) => ({ name, contentType, bytes: gif })), text: '' });
    const { mmsContent } = (await send('GET', `${path}/${id}`)).json.message;
    expect(mmsContent.map((part: object) => Object.keys(part).toSorted())).toEqual(kinds.map(() => ['contentName', 'contentType', 'contentUrl', 'type']));
    expect(mmsContent.map(({ contentName, type }: { contentName: string; type: string }) => [contentName, type])).toEqual(kinds.map(([name, , kind]) => [name, kind]));
    for (const [at, { contentUrl }] of (mmsContent as { contentUrl: string }[]).entries()) {
      const steps = contentUrl.split('/');
      expect([steps.at(-3), steps.at(-1)]).toEqual([id, String(at)]);
      expect((await send('GET', contentUrl)).body.equals(gif)).toBe(true);
    }
  });

  it('wire 2.2: offset, limit, total, state and cacheStatus with the types that JV reads; total counts what is returned', async () => {
    const { send, received } = await openInbox();
    for (let at = 0; at < 3; at += 1) await received();
    const { messageList } = (await send('GET', `${path}?limit=2`)).json;
    expect(messageList).toMatchObject({ offset: 0, limit: 2, total: 2, cacheStatus: 'INITIALIZED', state: expect.stringMatching(/.+/) });
    expect(messageList.failedMessages).toBeUndefined();
    expect((await send('GET', `${path}?limit=600&offset=50`)).json.messageList).toMatchObject({ offset: 50, limit: 500, total: 0, messages: [] });
  });

  it('wire 2.2: type as WL writes it, with a blank behind the comma, raw or escaped', async () => {
    const { send, received } = await openInbox();
    await received();
    await received({ parts: [picture] });
    for (const [type, total] of [['SMS,%20MMS', 2], ['SMS%2CMMS', 2], ['TEXT', 1], ['SMS', 1], ['MMS', 1], ['', 2]] as const) {
      expect([type, (await send('GET', `${path}?type=${type}`)).json.messageList.total]).toEqual([type, total]);
    }
  });

  it('wire 2.3: ids and states pass unescaped through an address, for the SDKs that escape nothing', async () => {
    const { send, received, state } = await openInbox();
    const id = await received();
    expect(id).toMatch(/^[A-Za-z0-9_-]+$/);
    const from = await state();
    expect(encodeURIComponent(from)).toBe(from);
    expect((await send('GET', `/myMessages/v2/delta?state=${from}`)).status).toBe(200);
    expect((await send('GET', `${path}?messageIds=${id},${id}`)).json.messageList.total).toBe(1);
  });
});

describe('what is ours beside what the original had', () => {
  /** Fields of the original, by their place; an item of a list stands under the list's own name. */
  const original: Record<string, readonly string[]> = {
    messageList: ['messages', 'offset', 'limit', 'total', 'state', 'cacheStatus', 'failedMessages'],
    messages: ['messageId', 'from', 'recipients', 'text', 'mmsContent', 'timeStamp', 'isFavorite', 'isUnread', 'type', 'typeMetaData', 'isIncoming'],
    deltaResponse: ['state', 'delta'],
    delta: ['type', 'adds', 'deletes', 'updates'],
    messageIndexInfo: ['status', 'state', 'messageCount'],
    ServiceException: ['MessageId', 'Text', 'Variables'],
  };

  it('wire 0.10: is added only, and only where it is named here', async () => {
    const { subscriber, send, received, state } = await openInbox();
    const from = await state();
    await received();
    await received({ subject: 'Holiday', text: 'Look', parts: [picture], isGroup: true, to: [subscriber.msisdn, '+12065550119'] });
    const answers = [(await send('GET', `${path}?limit=1&messageIds=nothing`)).json, (await send('GET', `${path}?q=hello&limit=1`)).json, (await send('GET', `${path}?limit=1`)).json, (await send('GET', `/myMessages/v2/delta?state=${from}`)).json];
    answers.push((await send('GET', `${path}/index/info`)).json, (await send('GET', `${path}/nothing`)).json.RequestError);
    const added = new Set<string>();
    const visit = (name: string, value: unknown): void => {
      if (Array.isArray(value)) return value.forEach((item) => visit(name, item));
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        if (original[name] && !original[name].includes(key)) added.add(`${name}.${key}`);
        visit(key, inner);
      }
    };
    answers.forEach((answer) => visit('', answer));
    expect([...added].toSorted()).toEqual(['ServiceException.Detail', 'ServiceException.Help', 'deltaResponse.cacheStatus', 'deltaResponse.hasMore', 'messageList.nextCursor', 'messages.highlights', 'messages.subject']);
  });

  it('wire 4: the envelope has capitalised keys, Variables is a text and Text keeps its placeholder', async () => {
    const { send } = await openInbox();
    for (const answer of [await send('GET', `${path}/nothing`), await send('GET', `${path}?limit=x`), await send('DELETE', path), await send('PUT', path, '{')]) {
      const [[kind, exception] = []] = Object.entries(answer.json.RequestError as Record<string, Record<string, unknown>>);
      expect([Object.keys(answer.json), kind]).toEqual([['RequestError'], 'ServiceException']);
      expect(exception).toMatchObject({ MessageId: expect.stringMatching(/^SVC\d{4}$/), Text: expect.stringContaining('%1'), Variables: expect.any(String) });
    }
  });
});

describe('flags and deletions as SDKs send them', () => {
  it.each([
    ['booleans', '{"message":{"isUnread":false,"isFavorite":true}}'],
    ['RB, PH: texts', '{"message":{"isUnread":"false","isFavorite":"true"}}'],
    ['PH: texts in capitals', '{"message":{"isUnread":"False","isFavorite":"TRUE"}}'],
  ])('wire 7.4, 2.8: %s in an update of one', async (_name, body) => {
    const { send, received } = await openInbox();
    const id = await received();
    expect((await send('PUT', `${path}/${id}`, body)).status).toBe(204);
    expect((await send('GET', `${path}/${id}`)).json.message).toMatchObject({ isUnread: false, isFavorite: true });
  });

  it('wire 7.4, 2.7: texts in an update of several, an absent flag and null stay as they are', async () => {
    const { send, received } = await openInbox();
    const [one, two] = [await received(), await received()];
    const body = `{"messages":[{"messageId":"${one}","isUnread":"false"},{"messageId":"${two}","isFavorite":"true","isUnread":null}]}`;
    expect((await send('PUT', path, body)).status).toBe(204);
    expect((await send('GET', `${path}/${one}`)).json.message).toMatchObject({ isUnread: false, isFavorite: false });
    expect((await send('GET', `${path}/${two}`)).json.message).toMatchObject({ isUnread: true, isFavorite: true });
  });

  it('wire 7.5, PH: an entry with nothing but its messageId is 204 and changes nothing, not even the state', async () => {
    const { send, received, state } = await openInbox();
    const id = await received();
    const before = await state();
    expect((await send('PUT', path, `{"messages":[{"messageId":"${id}"}]}`)).status).toBe(204);
    expect((await send('PUT', `${path}/${id}`, '{"message":{}}')).status).toBe(204);
    expect(await state()).toBe(before);
  });

  it('wire 7.5, JV: DELETE without any query is 400 and deletes nothing', async () => {
    const { send, received, listed } = await openInbox();
    const ids = [await received(), await received()];
    for (const at of [path, `${path}?`, `${path}?messageIds=`, `${path}?messageIds=%2C`]) {
      const answer = await send('DELETE', at);
      expect([at, answer.status, answer.json.RequestError.ServiceException.Variables]).toEqual([at, 400, 'messageIds']);
    }
    expect(await listed()).toEqual(ids.toReversed());
  });

  it('wire 2.9, RB: one id and several, commas raw or escaped', async () => {
    const { send, received, listed } = await openInbox();
    const ids = [await received(), await received(), await received()];
    expect((await send('DELETE', `${path}?messageIds=${ids[0]}`)).status).toBe(204);
    expect((await send('DELETE', `${path}?messageIds=${ids[1]}%2C${ids[2]}`)).status).toBe(204);
    expect(await listed()).toEqual([]);
  });

  it.each(['GET', 'DELETE'])('wire 7.9, PH: %s with a comma in the path is 404, raw or escaped, and nothing is deleted', async (method) => {
    const { send, received, listed } = await openInbox();
    const [one, two] = [await received(), await received()];
    for (const both of [`${one},${two}`, `${one}%2C${two}`, 'a1,a2', 'a1%2Ca2']) {
      const answer = await send(method, `${path}/${both}`);
      expect([both, answer.status, answer.json.RequestError.ServiceException.MessageId]).toEqual([both, 404, 'SVC0002']);
    }
    expect(await listed()).toEqual([two, one]);
  });
});

describe('index and delta as SDKs read them', () => {
  it('wire 7.6, 2.12: status, state as a text and messageCount as a number in every status', async () => {
    const { subscriber, token } = await createCaller();
    await receive(subscriber);
    const ask = async () => (await raw.send('GET', `${path}/index/info`, [`Authorization: Bearer ${token}`])).json;
    const info = (status: string, state: unknown, messageCount: number) => ({ messageIndexInfo: { status, state, messageCount } });
    expect(await ask()).toEqual(info('NOT_INITIALIZED', '', 0));
    expect((await raw.send('POST', `${path}/index`, [`Authorization: Bearer ${token}`])).status).toBe(202);
    expect(await ask()).toEqual(info('INITIALIZING', expect.any(String), 0));
    await buildIndex(subscriber);
    expect(await ask()).toEqual(info('INITIALIZED', expect.stringMatching(/.+/), 1));
  });

  it('wire 7.6, 2.6: both types, three arrays and both flags in every change, deletes included', async () => {
    const { send, received, state } = await openInbox();
    const [marked, gone] = [await received(), await received({ parts: [picture] })];
    const from = await state();
    const added = await received();
    await send('PUT', `${path}/${marked}`, '{"message":{"isUnread":false}}');
    await send('DELETE', `${path}/${gone}`);
    const { deltaResponse } = (await send('GET', `/myMessages/v2/delta?state=${encodeURIComponent(from)}`)).json;
    const deleted = deltaResponse.delta[1].deletes[0];
    expect([deleted.isFavorite, deleted.isUnread].map((flag) => typeof flag)).toEqual(['boolean', 'boolean']);
    expect(deltaResponse).toMatchObject({
      state: expect.any(String),
      delta: [
        { type: 'TEXT', adds: [{ messageId: added, isFavorite: false, isUnread: true }], deletes: [], updates: [{ messageId: marked, isFavorite: false, isUnread: false }] },
        { type: 'MMS', adds: [], deletes: [{ messageId: gone }], updates: [] },
      ],
    });
  });

  it('wire 2.11, AN: the list right after the 202 answers with cacheStatus INITIALIZING', async () => {
    const { subscriber, token } = await createCaller();
    await receive(subscriber);
    const bearer = [`Authorization: Bearer ${token}`];
    const missing = await raw.send('GET', path, bearer);
    expect([missing.status, missing.json.RequestError.ServiceException.MessageId]).toEqual([409, 'SVC0001']);
    await raw.send('POST', `${path}/index`, bearer);
    expect((await raw.send('GET', path, bearer)).json.messageList).toMatchObject({ cacheStatus: 'INITIALIZING', total: 1 });
  });

  it('wire 2.11, S18: an index that is created before every deletion does no harm', async () => {
    const { send, received, listed } = await openInbox();
    const ids = [await received(), await received()];
    for (const id of ids) {
      expect((await send('POST', `${path}/index`)).status).toBe(202);
      expect((await send('DELETE', `${path}/${id}`)).status).toBe(204);
    }
    expect(await listed()).toEqual([]);
  });
});
