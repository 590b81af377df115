import { beforeEach, describe, expect, it } from 'vitest';
import { type ApiCaller } from '#tests/support/fixtures/app-clients.ts';
import { createInbox, flagsOf } from '#tests/support/fixtures/inboxes.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const path = '/myMessages/v2/messages';
let caller: ApiCaller;
let ids: string[];

beforeEach(async () => {
  ({ caller, ids } = await createInbox(3));
});

const flags = (id: string | undefined) => flagsOf(caller, id);

describe('PUT /myMessages/v2/messages refused', () => {
  it.each([
    ['no list', { messages: 'x' }, 'messages', 'must be a list'],
    ['no messages', {}, 'messages', 'must be a list'],
    ['the outer object of the other call', { message: [] }, 'messages', 'must be a list'],
    ['an entry that is no object', { messages: ['a'] }, 'messages[0]', 'wrong shape'],
    ['an entry without an id', { messages: [{ isUnread: true }] }, 'messages[0].messageId', 'must be a message id'],
    ['an empty id', { messages: [{ messageId: '' }] }, 'messages[0].messageId', 'must be a message id'],
    ['an id that is none', { messages: [{ messageId: 'a'.repeat(201) }] }, 'messages[0].messageId', 'is not a message id'],
    ['a number as id', { messages: [{ messageId: 5 }] }, 'messages[0].messageId', 'must be a message id'],
    ['a flag of no meaning', { messages: [{ messageId: 'a', isUnread: 2 }] }, 'messages[0].isUnread', 'true or false'],
    ['the second entry', { messages: [{ messageId: 'a' }, { messageId: 'b', isFavorite: 'maybe' }] }, 'messages[1].isFavorite', 'true or false'],
    ['T27: a field nobody may set', { messages: [{ messageId: 'a', isOwnCode: false }] }, 'messages[0].isOwnCode', 'Leave it out'],
    ['T27: a field beside the list', { messages: [], mailboxId: 'x' }, 'mailboxId', 'Leave it out'],
  ])('%s', async (_name, body, field, says) => {
    expectRefused(await caller.call('PUT', path, { body }), { status: 400, code: 'SVC0002', field, says });
  });

  it('one entry at fault and nothing is changed', async () => {
    const messages = [{ messageId: ids[0], isUnread: false }, { messageId: ids[1], isUnread: 'maybe' }];
    expectRefused(await caller.call('PUT', path, { body: { messages } }), { status: 400, code: 'SVC0002', field: 'messages[1].isUnread', says: 'true or false' });
    expect(await flags(ids[0])).toEqual({ isUnread: true, isFavorite: false });
  });
});
