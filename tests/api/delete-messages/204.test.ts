import { beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { parseShortId } from '#lib/ids.ts';
import { type ApiCaller } from '#tests/support/fixtures/app-clients.ts';
import { createInbox, listedIds } from '#tests/support/fixtures/inboxes.ts';

const path = '/myMessages/v2/messages';
let caller: ApiCaller;
let ids: string[];

beforeEach(async () => {
  ({ caller, ids } = await createInbox(3));
});

const left = () => listedIds(caller);

describe('DELETE /myMessages/v2/messages', () => {
  it('deletes the named messages, one or several, with no body', async () => {
    const answer = await caller.call('DELETE', `${path}?messageIds=${ids[0]},${ids[2]}`, { headers: { 'Content-Type': 'application/json' } });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(await left()).toEqual([ids[1]]);
    expect((await caller.call('DELETE', `${path}?messageIds=${ids[1]}%2C`)).status).toBe(204);
    expect(await left()).toEqual([]);
  });

  it('leaves a tombstone that holds nothing of what was said, and to whom', async () => {
    const id = parseShortId(ids[0] ?? '');
    await caller.call('DELETE', `${path}/${ids[0]}`);
    const [row] = await sql.query(`SELECT "text", "subject", "fromAddress", "deletedAt" IS NOT NULL AS gone FROM "Message" WHERE "mailboxId" = $1::uuid AND "id" = $2::uuid`, [caller.subscriber.mailboxId, id]);
    expect(row).toEqual({ text: null, subject: null, fromAddress: '', gone: true });
    expect(await sql.query(`SELECT 1 FROM "Recipient" WHERE "mailboxId" = $1::uuid AND "messageId" = $2::uuid`, [caller.subscriber.mailboxId, id])).toEqual([]);
  });

  it('keeps the thread right: counts, last message and snippet; an emptied thread is gone', async () => {
    const thread = async () =>
      (await sql.query<{ messageCount: number }>(`SELECT "messageCount", "unreadCount", "snippet", "lastMessageId" FROM "Thread" WHERE "mailboxId" = $1::uuid`, [caller.subscriber.mailboxId]))[0];
    await caller.call('DELETE', `${path}/${ids[2]}`);
    expect(await thread()).toEqual({ messageCount: 2, unreadCount: 2, snippet: 'Text 1', lastMessageId: parseShortId(ids[1] ?? '') });
    await caller.call('DELETE', `${path}?messageIds=${ids[0]},${ids[1]}`);
    expect(await thread()).toBeUndefined();
  });

  it('does not recall a message on its way: its text stays until the carrier has it', async () => {
    const sent = await caller.call('POST', path, { body: { messageRequest: { addresses: ['+12065550121'], text: 'On its way' } }, headers: { Prefer: 'return=representation' } });
    expect((await caller.call('DELETE', `${path}/${sent.json.messageId}`)).status).toBe(204);
    const [row] = await sql.query<{ text: string }>(`SELECT "text" FROM "Message" WHERE "mailboxId" = $1::uuid AND "id" = $2::uuid`, [caller.subscriber.mailboxId, parseShortId(sent.json.messageId)]);
    expect(row?.text).toBe('On its way');
    expect((await caller.call('GET', `${path}/${sent.json.messageId}`)).status).toBe(404);
  });
});
