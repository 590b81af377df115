import { beforeEach, describe, expect, it } from 'vitest';
import { type ApiCaller } from '#tests/support/fixtures/app-clients.ts';
import { createInbox, listedIds } from '#tests/support/fixtures/inboxes.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const path = '/myMessages/v2/messages';
let caller: ApiCaller;
let ids: string[];

beforeEach(async () => {
  ({ caller, ids } = await createInbox(3));
});

const left = () => listedIds(caller);

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
