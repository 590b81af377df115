import { describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { listTextsAfter } from '#lib/data/store/search-write.ts';
import { buildNextIndex } from '#lib/use-cases/message-index/build-index.ts';
import { lapseIndexes } from '#lib/use-cases/message-index/lapse-index.ts';
import { createCaller } from '#tests/support/fixtures/app-clients.ts';
import { buildIndex, receive } from '#tests/support/fixtures/stored-messages.ts';

const path = '/myMessages/v2/messages/index';
const infoOf = async (caller: Awaited<ReturnType<typeof createCaller>>) => (await caller.call('GET', `${path}/info`)).json.messageIndexInfo;

describe('the build of an index', () => {
  it('F30: a build shows its progress and goes on after a crash where it stood', async () => {
    const caller = await createCaller();
    for (let at = 0; at < 5; at += 1) await receive(caller.subscriber);
    await caller.call('POST', path);
    const { claimIndexBuild, advanceIndexBuild } = await import('#lib/data/store/index.ts');
    const claim = await claimIndexBuild(30);
    if (!claim) throw new Error('nothing to build');
    const { rows: batch } = await listTextsAfter(sql, claim.mailboxId, null, 3);
    await advanceIndexBuild(sql, claim, { cursorId: batch.at(-1)?.messageId ?? null, count: batch.length }, 30);
    expect(await infoOf(caller)).toMatchObject({ status: 'INITIALIZING', messageCount: 3 });
    expect(await buildNextIndex()).toBeNull();
    await sql.query(`UPDATE "MessageIndex" SET "leaseUntil" = clock_timestamp() - interval '1 second' WHERE "mailboxId" = $1::uuid`, [claim.mailboxId]);
    expect(await buildNextIndex({ batchSize: 1 })).toEqual({ mailboxId: claim.mailboxId, outcome: 'built', messages: 5 });
  });

  it('T28: long texts are read a few at a time, and none is left out', async () => {
    const caller = await createCaller();
    for (let at = 0; at < 7; at += 1) await receive(caller.subscriber, { text: `ordinal${at} ${'lorem ipsum '.repeat(60_000)}` });
    await receive(caller.subscriber, { text: 'short last' });
    const first = await listTextsAfter(sql, caller.subscriber.mailboxId, null, 1_000);
    expect(first.hasMore).toBe(true);
    const second = await listTextsAfter(sql, caller.subscriber.mailboxId, first.rows.at(-1)?.messageId ?? null, 1_000);
    expect([first.rows.length + second.rows.length, second.hasMore]).toEqual([8, false]);
    await buildIndex(caller.subscriber);
    for (const word of [...Array.from({ length: 7 }, (_, at) => `ordinal${at}`), 'last']) {
      expect((await caller.call('GET', `/myMessages/v2/messages?limit=10&q=${word}`)).json.messageList.messages).toHaveLength(1);
    }
  });

  it('F12: a builder that lost its lease changes nothing any more', async () => {
    const caller = await createCaller();
    await receive(caller.subscriber);
    await caller.call('POST', path);
    const { claimIndexBuild, finishIndexBuild } = await import('#lib/data/store/index.ts');
    const old = await claimIndexBuild(30);
    if (!old) throw new Error('nothing to build');
    await sql.query(`UPDATE "MessageIndex" SET "leaseUntil" = clock_timestamp() - interval '1 second' WHERE "mailboxId" = $1::uuid`, [old.mailboxId]);
    await claimIndexBuild(30);
    expect(await finishIndexBuild(sql, old, 'INITIALIZED', new Date())).toBe(false);
    expect((await infoOf(caller)).status).toBe('INITIALIZING');
    await sql.query(`UPDATE "MessageIndex" SET "leaseUntil" = NULL WHERE "mailboxId" = $1::uuid`, [old.mailboxId]);
    while (await buildNextIndex());
  });

  it('of two workers one builds', async () => {
    const caller = await createCaller();
    await caller.call('POST', path);
    const built = await Promise.all([buildNextIndex(), buildNextIndex()]);
    expect(built.filter((result) => result?.mailboxId === caller.subscriber.mailboxId)).toHaveLength(1);
  });

  it('sets the counters of threads right', async () => {
    const caller = await createCaller();
    for (let at = 0; at < 3; at += 1) await receive(caller.subscriber);
    await sql.query(`UPDATE "Thread" SET "messageCount" = 99, "unreadCount" = 0 WHERE "mailboxId" = $1::uuid`, [caller.subscriber.mailboxId]);
    await buildIndex(caller.subscriber);
    expect(await sql.query(`SELECT "messageCount", "unreadCount" FROM "Thread" WHERE "mailboxId" = $1::uuid`, [caller.subscriber.mailboxId])).toEqual([{ messageCount: 3, unreadCount: 3 }]);
  });

  it('I2: lapses after 30 unused days, use keeps it; building again loses no flag', async () => {
    const caller = await createCaller();
    const used = await createCaller();
    await receive(caller.subscriber);
    for (const each of [caller, used]) await buildIndex(each.subscriber);
    const { messages } = (await caller.call('GET', '/myMessages/v2/messages')).json.messageList;
    const one = `/myMessages/v2/messages/${messages[0].messageId}`;
    await caller.call('PUT', one, { body: { message: { isFavorite: true, isUnread: false } } });
    for (const { subscriber } of [caller, used]) {
      await sql.query(`UPDATE "MessageIndex" SET "lastUsedAt" = now() - interval '29 days 23 hours' WHERE "mailboxId" = $1::uuid`, [subscriber.mailboxId]);
    }
    expect((await used.call('GET', '/myMessages/v2/messages')).status).toBe(200);
    await sql.query(`UPDATE "MessageIndex" SET "lastUsedAt" = "lastUsedAt" - interval '2 hours' WHERE "mailboxId" = ANY($1::uuid[])`, [[caller.subscriber.mailboxId, used.subscriber.mailboxId]]);
    // A reader sees the lapse before housekeeping has written it.
    expect((await infoOf(caller)).status).toBe('NOT_INITIALIZED');
    expect((await caller.call('GET', '/myMessages/v2/messages')).status).toBe(409);
    expect(await lapseIndexes()).toBe(1);
    expect((await infoOf(used)).status).toBe('INITIALIZED');
    await buildIndex(caller.subscriber);
    expect((await caller.call('GET', one)).json.message).toMatchObject({ isFavorite: true, isUnread: false });
  });
});
