import { describe, expect, it } from 'vitest';
import { setTestClock } from '#lib/clock.ts';
import { findIndexRow } from '#lib/data/store/index.ts';
import { sql } from '#lib/data/pool.ts';
import { currentStatus } from '#lib/use-cases/message-index/require-index.ts';
import { createCaller } from '#tests/support/fixtures/app-clients.ts';
import { buildIndex, receive } from '#tests/support/fixtures/stored-messages.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const path = '/myMessages/v2/messages';
const refusal = { status: 409, code: 'SVC0001', field: 'messageIndex', says: 'POST /myMessages/v2/messages/index' };

describe('GET /myMessages/v2/messages without an index', () => {
  it.each(['', '?q=hello', '?messageIds=a', '?limit=1&isUnread=true'])('I1: 409 SVC0001 before the index was created, %j', async (query) => {
    expectRefused(await (await createCaller()).call('GET', path + query), refusal);
  });

  it('I2: 409 once the index went unused for 30 days; a rebuild loses no flag', async () => {
    const { subscriber, call } = await createCaller();
    await receive(subscriber);
    await receive(subscriber);
    await buildIndex(subscriber);
    const { messages } = (await call('GET', path)).json.messageList;
    await call('PUT', `${path}/${messages[0].messageId}`, { body: { message: { isFavorite: true, isUnread: false } } });
    setTestClock(new Date(Date.now() + 30 * 86_400_000 + 60_000));
    const lapsed = currentStatus(await findIndexRow(subscriber.mailboxId));
    setTestClock(null);
    expect(lapsed).toBe('NOT_INITIALIZED');
    await sql.query(`UPDATE "MessageIndex" SET "lastUsedAt" = now() - interval '30 days 1 minute' WHERE "mailboxId" = $1::uuid`, [subscriber.mailboxId]);
    expectRefused(await call('GET', path), refusal);
    await buildIndex(subscriber);
    expect((await call('GET', path)).json.messageList.messages[0]).toMatchObject({ messageId: messages[0].messageId, isFavorite: true, isUnread: false });
  });
});
