import { beforeEach, describe, expect, it } from 'vitest';
import { newId, shortId } from '#lib/ids.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { createInbox, flagsOf } from '#tests/support/fixtures/inboxes.ts';
import { receive, receiveOwnCode } from '#tests/support/fixtures/stored-messages.ts';

const path = '/myMessages/v2/messages';
let caller: ApiCaller;
let ids: string[];

beforeEach(async () => {
  ({ caller, ids } = await createInbox(3));
});

const put = (messages: unknown) => caller.call('PUT', path, { body: { messages } });
const flags = (id: string | undefined) => flagsOf(caller, id);

describe('PUT /myMessages/v2/messages of what is not there', () => {
  it('T1, E4: one absent, foreign or hidden id and nothing is changed; the entry is named', async () => {
    const foreign = shortId(await receive((await createCaller()).subscriber));
    const code = shortId(await receiveOwnCode(caller.subscriber));
    for (const bad of [shortId(newId()), foreign, code, 'S334']) {
      const answer = await put([{ messageId: ids[0], isUnread: false }, { messageId: bad, isUnread: false }]);
      expect([answer.status, answer.json.RequestError.ServiceException]).toEqual([404, expect.objectContaining({ Variables: 'messageId', Values: [bad] })]);
      expect(answer.text.replaceAll(bad, 'ID')).toContain('"Values":["ID"]');
    }
    expect(await flags(ids[0])).toEqual({ isUnread: true, isFavorite: false });
  });
});
