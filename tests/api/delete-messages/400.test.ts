import { beforeEach, describe, expect, it } from 'vitest';
import { shortId } from '#lib/ids.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { buildIndex, receive } from '#tests/support/fixtures/stored-messages.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const path = '/myMessages/v2/messages';
let caller: ApiCaller;
let ids: string[];

beforeEach(async () => {
  caller = await createCaller();
  ids = [];
  for (let at = 0; at < 3; at += 1) ids.push(shortId(await receive(caller.subscriber, { text: `Text ${at}` })));
  await buildIndex(caller.subscriber);
});

const left = async () => (await caller.call('GET', path)).json.messageList.messages.map((message: { messageId: string }) => message.messageId);

describe('DELETE /myMessages/v2/messages refused', () => {
  it.each(['', '?', '?messageIds=', '?messageIds=%20', '?messageIds=,,'])('wire 7.5: %j names no message: nothing is deleted, it never means all', async (query) => {
    expectRefused(await caller.call('DELETE', `${path}${query}`), { status: 400, code: 'SVC0002', field: 'messageIds', says: 'Name the messages' });
    expect(await left()).toHaveLength(3);
  });

  it.each([
    ['?messageids=a', 'messageids'],
    ['?ids=a', 'ids'],
    ['?messageIds=a&all=true', 'all'],
  ])('wire 7.5: %s: a misspelt name deletes nothing', async (query, field) => {
    expectRefused(await caller.call('DELETE', `${path}${query}`), { status: 400, code: 'SVC0002', field, says: 'no such field' });
    expect(await left()).toHaveLength(3);
  });

  it('wire 7.5: ids in the body are not read', async () => {
    expectRefused(await caller.call('DELETE', path, { body: { messageIds: ids } }), { status: 400, code: 'SVC0002', field: 'messageIds', says: 'messageIds' });
    expect(await left()).toHaveLength(3);
  });
});
