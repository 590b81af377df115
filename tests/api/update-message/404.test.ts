import { beforeAll, describe, expect, it } from 'vitest';
import { newId, shortId } from '#lib/ids.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { receive, receiveOwnCode } from '#tests/support/fixtures/stored-messages.ts';

const path = '/myMessages/v2/messages';
let caller: ApiCaller;

beforeAll(async () => {
  caller = await createCaller();
});

describe('PUT /myMessages/v2/messages/{messageId} of what is not there', () => {
  it('T1, E4: absent, malformed, deleted, own codes and another one\'s message answer alike and stay as they are', async () => {
    const other = await createCaller();
    const foreign = shortId(await receive(other.subscriber));
    const code = shortId(await receiveOwnCode(caller.subscriber));
    const deleted = shortId(await receive(caller.subscriber));
    await caller.call('DELETE', `${path}/${deleted}`);
    const answers = await Promise.all(
      [shortId(newId()), foreign, code, deleted, 'S334', 'a1,a2', 'a1%2Ca2'].map(async (id) => ({ id: decodeURIComponent(id), answer: await caller.call('PUT', `${path}/${id}`, { body: { message: { isUnread: false } } }) })),
    );
    expect(new Set(answers.map(({ answer }) => answer.status))).toEqual(new Set([404]));
    expect(new Set(answers.map(({ id, answer }) => answer.text.replaceAll(id, 'ID'))).size).toBe(1);
    expect(answers[0]?.answer.json.RequestError.ServiceException).toMatchObject({ MessageId: 'SVC0002', Text: 'Requested message is not found. (%1)' });
    expect((await other.call('GET', `${path}/${foreign}`)).json.message.isUnread).toBe(true);
  });
});
