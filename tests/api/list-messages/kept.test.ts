import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { startSignals, stopSignals } from '#lib/data/signals.ts';
import type { AppActor } from '#lib/domain/actor.ts';
import { serializeMessageList } from '#lib/api/serializers.ts';
import { findKeptList, keepList } from '#lib/use-cases/messages/kept-lists.ts';
import { listMessages, type ListMessagesInput } from '#lib/use-cases/messages/list-messages.ts';
import { admitApiCall, requireSubscribersToken } from '#lib/use-cases/oauth/authenticate-token.ts';
import { eventually } from '#tests/support/eventually.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { createInbox } from '#tests/support/fixtures/inboxes.ts';
import { buildIndex, receive, receiveOwnCode } from '#tests/support/fixtures/stored-messages.ts';
import { expectRefused } from '#tests/support/refusal.ts';

const path = '/myMessages/v2/messages';

async function admitted({ token }: ApiCaller) {
  const { holder, standing } = await admitApiCall({ token, limitName: 'reads' });
  return { actor: requireSubscribersToken(holder), standing };
}

const pages: readonly (readonly [query: string, input: Omit<ListMessagesInput, 'actor'>])[] = [
  ['', { limit: 50 }],
  ['?limit=2&offset=1', { limit: 2, offset: 1 }],
  ['?isUnread=true', { limit: 50, isUnread: true }],
  ['?limit=3&isFavorite=true', { limit: 3, isFavorite: true }],
];

/** Each page as the API answers it, held to what the database has. */
async function expectAsStored(caller: ApiCaller, actor: AppActor): Promise<void> {
  for (const [query, input] of pages) {
    const stored: unknown = JSON.parse(JSON.stringify(serializeMessageList(await listMessages({ actor, ...input }))));
    expect((await caller.call('GET', path + query)).json, query).toEqual(stored);
  }
}

const steps = fc.array(fc.record({ does: fc.constantFrom('nothing' as const, 'receive' as const, 'mark' as const, 'delete' as const, 'code' as const, 'send' as const), at: fc.nat(20), flags: fc.nat(3) }), { minLength: 1, maxLength: 12 });

describe('a list that is kept', () => {
  it('I3: is what the database has, whatever happened before', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const { caller } = await createInbox(2);
        const { actor } = await admitted(caller);
        for (const { does, at, flags } of history) {
          const { messages } = (await caller.call('GET', path)).json.messageList;
          const one = messages[at % Math.max(1, messages.length)]?.messageId as string | undefined;
          if (does === 'receive') await receive(caller.subscriber);
          else if (does === 'code') await receiveOwnCode(caller.subscriber);
          else if (does === 'send') await caller.call('POST', path, { body: { messageRequest: { addresses: ['+12065550199'], text: `Number ${at}` } } });
          else if (one && does === 'mark') await caller.call('PUT', `${path}/${one}`, { body: { message: { isUnread: flags % 2 === 1, isFavorite: flags > 1 } } });
          else if (one && does === 'delete') await caller.call('DELETE', `${path}/${one}`);
          await expectAsStored(caller, actor);
        }
      }),
      { numRuns: 40 },
    );
  }, 0);

  it('A3: is given again without being read while nothing changes, and read anew after', async () => {
    const { caller } = await createInbox(3);
    const ask = async () => listMessages({ ...(await admitted(caller)), limit: 50 });
    const first = await ask();
    const second = await ask();
    expect(second).not.toBe(first);
    expect(await ask()).toBe(second);
    await receive(caller.subscriber);
    const later = await ask();
    expect(later.messages).toHaveLength(4);
    const again = await ask();
    expect(await ask()).toBe(again);
  });

  it('A6: one that is asked for once is not kept, and those that are have a bound together', async () => {
    const { caller } = await createInbox(1);
    const list = await listMessages({ ...(await admitted(caller)), limit: 50 });
    const large = { ...list, messages: list.messages.map((message) => ({ ...message, parts: [{ partId: 0, name: 'n'.repeat(400_000), contentType: 'image/gif', sizeBytes: 1, kind: 'IMAGE' as const }] })) };
    keepList('once', { list: large, modSeq: 1 });
    expect(findKeptList('once', 1)).toBeNull();
    for (let at = 0; at < 40; at += 1) for (let time = 0; time < 2; time += 1) keepList(`large ${at}`, { list: large, modSeq: 1 });
    const kept = Array.from({ length: 40 }, (_, at) => findKeptList(`large ${at}`, 1) !== null);
    // 20 times 400,000 characters fit into 8,388,608.
    expect(kept.filter(Boolean)).toHaveLength(20);
    expect(kept.slice(-20)).toEqual(Array.from({ length: 20 }, () => true));
  });

  it('I3: is forgotten when the connection that listens was broken: another database may count anew', async () => {
    const { caller } = await createInbox(1);
    const list = await listMessages({ ...(await admitted(caller)), limit: 50 });
    for (let time = 0; time < 2; time += 1) keepList('broken', { list, modSeq: 1 });
    expect(findKeptList('broken', 1)).toBe(list);
    await startSignals();
    await sql.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'handset-listen' AND datname = current_database()`);
    await eventually(async () => expect(findKeptList('broken', 1)).toBeNull());
    await stopSignals();
  });

  it('T1: is nobody else’s, and no list of another page', async () => {
    const [ours, theirs] = [await createInbox(1), await createInbox(1)];
    const listed = async ({ caller }: typeof ours, query = '') => (await caller.call('GET', path + query)).json.messageList.messages.map(({ messageId }: { messageId: string }) => messageId);
    for (const inbox of [ours, theirs, ours, theirs]) expect(await listed(inbox)).toEqual(inbox.ids);
    expect(await listed(ours, '?offset=1')).toEqual([]);
    expect(await listed(ours, '?isUnread=false')).toEqual([]);
  });

  it('I1, I2: is not given once the index is gone, counts as a use of it, and counts as read', async () => {
    const { caller } = await createInbox(2);
    const used = async () => (await sql.query<{ used: boolean }>(`SELECT "lastUsedAt" > now() - interval '1 minute' AS used FROM "MessageIndex" WHERE "mailboxId" = $1::uuid`, [caller.subscriber.mailboxId]))[0]?.used;
    await caller.call('GET', path);
    await sql.query(`UPDATE "MessageIndex" SET "lastUsedAt" = now() - interval '2 hours' WHERE "mailboxId" = $1::uuid`, [caller.subscriber.mailboxId]);
    await caller.call('GET', path);
    expect(await used()).toBe(true);
    await sql.query(`UPDATE "MessageIndex" SET "lastUsedAt" = now() - interval '31 days' WHERE "mailboxId" = $1::uuid`, [caller.subscriber.mailboxId]);
    expectRefused(await caller.call('GET', path), { status: 409, code: 'SVC0001', field: 'messageIndex', says: 'POST /myMessages/v2/messages/index' });
    await buildIndex(caller.subscriber);
    expect((await caller.call('GET', path)).json.messageList.messages).toHaveLength(2);
  });

  it('T2: is not given once the consent has ended', async () => {
    const caller = await createCaller();
    await buildIndex(caller.subscriber);
    expect((await caller.call('GET', path)).status).toBe(200);
    await sql.query(`UPDATE "ConsentGrant" SET "endedAt" = now() WHERE id = $1::uuid`, [caller.grantId]);
    expect((await caller.call('GET', path)).status).toBe(401);
  });
});
