import { beforeAll, describe, expect, it } from 'vitest';
import { shortId } from '#lib/ids.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { receive } from '#tests/support/fixtures/stored-messages.ts';

const path = '/myMessages/v2/messages';
let caller: ApiCaller;
let id: string;

beforeAll(async () => {
  caller = await createCaller();
  id = shortId(await receive(caller.subscriber));
});

describe('PUT /myMessages/v2/messages/{messageId}', () => {
  it('204: sets the flags that are given and leaves the others', async () => {
    for (const message of [{ isUnread: false }, { isFavorite: 'true' }, {}]) {
      const answer = await caller.call('PUT', `${path}/${id}`, { body: { message } });
      expect([answer.status, answer.text]).toEqual([204, '']);
    }
    expect((await caller.call('GET', `${path}/${id}`)).json.message).toMatchObject({ isUnread: false, isFavorite: true });
  });

  it('204: a PUT with Expect: 100-continue and without a Content-Type is JSON', async () => {
    const answer = await caller.call('PUT', `${path}/${id}`, { body: Buffer.from('{"message":{"isUnread":true}}'), headers: { Expect: '100-continue' } });
    expect(answer.status).toBe(204);
  });
});
