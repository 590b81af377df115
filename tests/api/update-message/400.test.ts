import { beforeAll, describe, expect, it } from 'vitest';
import { shortId } from '#lib/ids.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { receive } from '#tests/support/fixtures/stored-messages.ts';
import { expectRefused } from '#tests/support/refusal.ts';

let caller: ApiCaller;
let path: string;

beforeAll(async () => {
  caller = await createCaller();
  path = `/myMessages/v2/messages/${shortId(await receive(caller.subscriber))}`;
});

describe('PUT /myMessages/v2/messages/{messageId} refused', () => {
  it.each([
    ['a flag beside the outer object alone', { isUnread: true }, 'message', 'message has the wrong shape'],
    ['T27: a field nobody may set', { message: { text: 'x' } }, 'text', 'Leave it out'],
    ['T27: a field nobody may set, beside a flag', { message: { isUnread: false, isOwnCode: false } }, 'isOwnCode', 'Leave it out'],
    ['T27: a field beside the outer object', { message: {}, mailboxId: 'x' }, 'mailboxId', 'Leave it out'],
    ['a number as a flag', { message: { isUnread: 0 } }, 'isUnread', 'true or false'],
    ['a flag of no meaning', { message: { isFavorite: 'yes' } }, 'isFavorite', 'true or false'],
    ['the list of the other call', { messages: [] }, 'message', 'message'],
  ])('%s: names the field and changes nothing', async (_name, body, field, says) => {
    expectRefused(await caller.call('PUT', path, { body }), { status: 400, code: 'SVC0002', field, says });
    expect((await caller.call('GET', path)).json.message).toMatchObject({ isUnread: true, isFavorite: false, text: 'Hello' });
  });
});
