import { describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { listMessageRows } from '#lib/data/store/messages-read.ts';
import { shortId } from '#lib/ids.ts';
import { createCaller } from '#tests/support/fixtures/app-clients.ts';
import { gif } from '#tests/support/fixtures/old-client-bodies.ts';
import { buildIndex, receive } from '#tests/support/fixtures/stored-messages.ts';
import { createFilledMailbox } from '#tests/support/fixtures/inboxes.ts';

describe('the statement of the list', () => {
  it('A3: keeps its plan in a filled mailbox, whatever the limit', async () => {
    const mailboxId = await createFilledMailbox();
    // One call after the other stays on one connection.
    for (const limit of [50, 20, 50, 100, 50, 500, 50, 20]) await listMessageRows(mailboxId, { includeOwnCodes: false }, { limit, offset: 0 });
    const [plans] = await sql.query<{ made: number; kept: number }>(`SELECT custom_plans::int AS made, generic_plans::int AS kept FROM pg_prepared_statements WHERE name = 'list-messages-app'`);
    expect(plans).toEqual({ made: 0, kept: 8 });
  });

  it('wire 2.3: a page with every kind of message, each field in its place', async () => {
    const { subscriber, call } = await createCaller();
    const odd = 'Tab\t "quoted" \\ back / slash\r\n\u0001\u007f\u2028 grün 😀';
    const ids = [
      await receive(subscriber, { text: odd }),
      await receive(subscriber, { text: '' }),
      await receive(subscriber, { sentByPhone: true, text: 'out' }),
      await receive(subscriber, { subject: 'Only "this"', text: '', parts: [{ name: 'ä "b".gif', contentType: 'image/gif', bytes: gif }, { name: 'b.gif', contentType: 'image/gif', bytes: gif }] }),
      await receive(subscriber, { isGroup: true, to: [subscriber.msisdn, '+12065550119', '+12065550112'], text: 'group' }),
    ];
    await buildIndex(subscriber);
    const { json } = await call('GET', '/myMessages/v2/messages?limit=50');
    const [plain, empty, out, mms, group] = ids.map((id) => ({ id: shortId(id), timeStamp: new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toISOString().slice(0, 19) }));
    const other = '+12065550111';
    const message = (one: typeof plain, from: string, to: string[], more: object, isUnread = true) =>
      ({ messageId: one?.id, from: { value: from }, recipients: to.map((value) => ({ value })), ...more, timeStamp: one?.timeStamp, isFavorite: false, isUnread });
    const rest = (type: string, isIncoming = true, typeMetaData = {}) => ({ type, typeMetaData, isIncoming });
    const part = (one: typeof plain, at: number, contentName: string, contentType = 'image/gif', type = 'IMAGE') => ({ contentName, contentType, contentUrl: `/myMessages/v2/messages/${one?.id}/parts/${at}`, type });
    const textOf = (one: typeof plain) => part(one, 0, 'text.txt', 'text/plain; charset=UTF-8', 'TEXT');
    const messages = [
      { ...message(group, other, [subscriber.msisdn, '+12065550119', '+12065550112'], { text: 'group', mmsContent: [textOf(group)] }), ...rest('MMS') },
      { ...message(mms, other, [subscriber.msisdn], { text: '', subject: 'Only "this"', mmsContent: [part(mms, 0, 'ä "b".gif'), part(mms, 1, 'b.gif')] }), ...rest('MMS', true, { subject: 'Only "this"' }) },
      { ...message(out, subscriber.msisdn, [other], { text: 'out' }, false), ...rest('TEXT', false) },
      { ...message(empty, other, [subscriber.msisdn], { text: '' }), ...rest('TEXT') },
      { ...message(plain, other, [subscriber.msisdn], { text: odd, mmsContent: [textOf(plain)] }), ...rest('MMS') },
    ];
    expect(JSON.stringify(json)).toBe(JSON.stringify({ messageList: { messages, offset: 0, limit: 50, total: 5, state: json.messageList.state, cacheStatus: 'INITIALIZED' } }));
  });
});
