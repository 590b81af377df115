import { beforeEach, describe, expect, it } from 'vitest';
import { newId, shortId } from '#lib/ids.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { createInbox, listedIds } from '#tests/support/fixtures/inboxes.ts';
import { receive, receiveOwnCode } from '#tests/support/fixtures/stored-messages.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const path = '/myMessages/v2/messages';
let caller: ApiCaller;
let ids: string[];

beforeEach(async () => {
  ({ caller, ids } = await createInbox(3));
});

const left = () => listedIds(caller);

describe('DELETE /myMessages/v2/messages of what is not there', () => {
  it('T1, E4: one absent, foreign or hidden id and nothing is deleted', async () => {
    const other = await createCaller();
    const foreign = shortId(await receive(other.subscriber));
    const code = shortId(await receiveOwnCode(caller.subscriber));
    for (const bad of [shortId(newId()), foreign, code, 'S334']) {
      const answer = await caller.call('DELETE', `${path}?messageIds=${ids[0]},${bad}`);
      expectRefused(answer, { status: 404, code: 'SVC0002', field: 'messageId', says: 'Nothing was changed' });
      expect([answer.status, answer.json.RequestError.ServiceException.Values]).toEqual([404, [bad]]);
    }
    expect(await left()).toHaveLength(3);
    expect((await other.call('GET', `${path}/${foreign}`)).status).toBe(200);
  });
});
