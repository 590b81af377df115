import { beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { type ApiCaller } from '#tests/support/fixtures/app-clients.ts';
import { createInbox, flagsOf } from '#tests/support/fixtures/inboxes.ts';

const path = '/myMessages/v2/messages';
let caller: ApiCaller;
let ids: string[];

beforeEach(async () => {
  ({ caller, ids } = await createInbox(3));
});

const put = (messages: unknown) => caller.call('PUT', path, { body: { messages } });
const flags = (id: string | undefined) => flagsOf(caller, id);
const modSeq = async () => (await sql.query<{ modSeq: number }>(`SELECT "modSeq" FROM "Mailbox" WHERE "id" = $1::uuid`, [caller.subscriber.mailboxId]))[0]?.modSeq;
const unreadCount = async () => (await sql.query<{ unreadCount: number }>(`SELECT "unreadCount" FROM "Thread" WHERE "mailboxId" = $1::uuid`, [caller.subscriber.mailboxId]))[0]?.unreadCount;

describe('PUT /myMessages/v2/messages', () => {
  it('wire 7.3: sets flags of several messages and answers with no body', async () => {
    const answer = await put([{ messageId: ids[0], isUnread: false, isFavorite: true }, { messageId: ids[1], isFavorite: true }]);
    expect([answer.status, answer.text, answer.headers.get('content-type')]).toEqual([204, '', null]);
    expect(await flags(ids[0])).toEqual({ isUnread: false, isFavorite: true });
    expect(await flags(ids[1])).toEqual({ isUnread: true, isFavorite: true });
    expect(await unreadCount()).toBe(2);
  });

  it('wire 7.4: takes flags as texts', async () => {
    expect((await put([{ messageId: ids[0], isUnread: 'false', isFavorite: 'true' }])).status).toBe(204);
    expect(await flags(ids[0])).toEqual({ isUnread: false, isFavorite: true });
  });

  it('wire 7.5: an entry without a flag changes nothing, not even the sequence', async () => {
    const before = await modSeq();
    expect((await put([{ messageId: ids[0] }])).status).toBe(204);
    expect((await put([])).status).toBe(204);
    expect((await put([{ messageId: ids[0], isUnread: true }])).status).toBe(204);
    expect(await modSeq()).toBe(before);
  });

  it('raises the sequence by one for each message that changes, and only for those', async () => {
    const before = Number(await modSeq());
    await put([{ messageId: ids[0], isUnread: false }, { messageId: ids[1], isUnread: true }, { messageId: ids[2], isFavorite: true }]);
    expect(await modSeq()).toBe(before + 2);
  });

  it('the same message twice: the entries apply in their order', async () => {
    await put([{ messageId: ids[0], isUnread: false, isFavorite: true }, { messageId: ids[0], isFavorite: false }]);
    expect(await flags(ids[0])).toEqual({ isUnread: false, isFavorite: false });
  });

  it('5,000 messages in one call', async () => {
    const answer = await put(Array.from({ length: 5_000 }, (_, at) => ({ messageId: ids[at % 3], isFavorite: at % 2 === 0 })));
    expect(answer.status).toBe(204);
  });
});
