import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { mostPageBytes } from '#lib/data/store/page-bytes.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { newId, shortId } from '#lib/ids.ts';
import { getDelta } from '#lib/use-cases/messages/get-delta.ts';
import { listMessages, type ListMessagesInput } from '#lib/use-cases/messages/list-messages.ts';
import type { MessageList } from '#lib/use-cases/messages/message-list.ts';
import { formatState } from '#lib/use-cases/messages/mailbox-state.ts';
import { listMessagePage } from '#lib/use-cases/threads/get-thread.ts';
import { buildIndex, receive } from '#tests/support/fixtures/stored-messages.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';
import { ben } from '#tests/use-cases/threads/conversation.ts';

interface Inbox {
  actor: SubscriberActor;
  threadId: string;
  /** Newest first, with the bytes of each text. */
  messages: { id: string; bytes: number }[];
}

/** A conversation with texts of these lengths, oldest first; two bytes a letter. */
async function inboxOf(lengths: readonly number[]): Promise<Inbox> {
  const actor = await createSubscriber();
  const first = await receive(actor, { from: ben, text: 'plan' });
  const rows = lengths.map((length) => ({ id: newId(), length }));
  await sql.query(
    `INSERT INTO "Message" ("mailboxId", id, "threadId", direction, origin, route, "fromAddress", text, subject, "sentAt", "createdModSeq", "modSeq")
     SELECT m."mailboxId", r.id, m."threadId", m.direction, m.origin, m.route, m."fromAddress", 'plan ' || repeat('ü', r.length / 2), repeat('ö', r.length - r.length / 2), m."sentAt", place + 100, place + 100
     FROM json_to_recordset($1::json) AS r(id uuid, length int, place int), "Message" m WHERE m."mailboxId" = $2::uuid AND m.id = $3::uuid`,
    [JSON.stringify(rows.map((row, place) => ({ ...row, place }))), actor.mailboxId, first],
  );
  await sql.query(`UPDATE "Mailbox" SET "modSeq" = 1000 WHERE id = $1::uuid`, [actor.mailboxId]);
  await buildIndex(actor);
  const [thread] = await sql.query<{ threadId: string }>(`SELECT "threadId" FROM "Message" WHERE id = $1::uuid`, [first]);
  const messages = [{ id: first, bytes: 4 }, ...rows.map(({ id, length }) => ({ id, bytes: 5 + 2 * length }))].reverse();
  return { actor, threadId: thread?.threadId ?? '', messages };
}

const bytesOf = ({ text, subject }: { text: string | null; subject: string | null }) => Buffer.byteLength(text ?? '') + Buffer.byteLength(subject ?? '');

/** Pages as long as there are more; each is bounded in messages and in bytes, and holds one. */
async function pagesOf(list: (before: MessageList | null) => Promise<MessageList | null>, limit: number): Promise<MessageList[]> {
  const pages: MessageList[] = [];
  for (let page = await list(null); page; page = await list(page)) {
    pages.push(page);
    expect(page.messages.length).toBeGreaterThan(0);
    expect(page.messages.length).toBeLessThanOrEqual(limit);
    expect(page.messages.slice(0, -1).reduce((sum, message) => sum + bytesOf(message), 0)).toBeLessThan(mostPageBytes);
  }
  return pages;
}
const idsOf = (pages: readonly MessageList[]) => pages.flatMap(({ messages }) => messages.map(({ messageId }) => messageId));

/** As a model pages: up to the limit, up to the message that reaches the bytes. */
function modelPages(messages: Inbox['messages'], limit: number): string[][] {
  const pages: string[][] = [];
  let bytes = Infinity;
  for (const message of messages) {
    if (bytes >= mostPageBytes || (pages.at(-1)?.length ?? 0) === limit) {
      pages.push([]);
      bytes = 0;
    }
    pages.at(-1)?.push(message.id);
    bytes += message.bytes;
  }
  return pages;
}

const lengths = fc.array(fc.oneof({ weight: 3, arbitrary: fc.nat(200) }, { weight: 2, arbitrary: fc.integer({ min: 100_000, max: 600_000 }) }), { minLength: 1, maxLength: 25 });

describe('pages bounded in bytes', () => {
  it('hold every message once, in order, however they are paged', async () => {
    await fc.assert(
      fc.asyncProperty(lengths, fc.integer({ min: 1, max: 12 }), async (sizes, limit) => {
        const { actor, messages, threadId } = await inboxOf(sizes);
        const all = messages.map(({ id }) => id);
        const byCursor = (more: Partial<ListMessagesInput>) =>
          pagesOf((before) => (before && !before.nextCursor ? Promise.resolve(null) : listMessages({ actor, limit, ...more, ...(before?.nextCursor ? { cursor: before.nextCursor } : {}) })), more.messageIds?.length ?? limit);
        const plain = await byCursor({});
        expect(plain.map((page) => idsOf([page]))).toEqual(modelPages(messages, limit));
        for (const more of [{ q: 'plan' }, { keyword: ben }, { isIncoming: true }]) expect(idsOf(await byCursor(more))).toEqual(all);

        const named = await byCursor({ messageIds: [...all.map(shortId), 'S334', shortId(newId())] });
        expect(idsOf(named)).toEqual(all);
        expect(named.flatMap(({ failedIds }) => failedIds ?? []).filter((id) => id === 'S334')).toHaveLength(1);
        expect(named.flatMap(({ failedIds }) => failedIds ?? [])).toHaveLength(2);

        // An older client adds the `limit` it was told to its offset.
        let offset = 0;
        const byOffset = await pagesOf(async (before) => {
          offset += before?.limit ?? 0;
          return before && !before.nextCursor ? null : listMessages({ actor, limit, offset });
        }, limit);
        expect(idsOf(byOffset)).toEqual(all);

        const read: string[] = [];
        for (let page = await listMessagePage({ actor, threadId }); ; page = await listMessagePage({ actor, threadId, before: read.at(-1) ?? null })) {
          read.push(...page.messages.map(({ messageId }) => messageId).reverse());
          expect(page.messages.slice(1).reduce((sum, message) => sum + bytesOf(message), 0)).toBeLessThan(mostPageBytes);
          if (!page.hasEarlier) break;
        }
        expect(read).toEqual(all);
      }),
      { numRuns: 12 },
    );
  });
});

describe('very long texts', () => {
  let inbox: Inbox;
  beforeAll(async () => {
    inbox = await inboxOf(Array.from({ length: 40 }, () => 500_000));
  });

  it('T28: 500 asked for come as two at a time, not as one answer of many megabytes', async () => {
    const page = await listMessages({ actor: inbox.actor, limit: 500 });
    expect(page.messages).toHaveLength(2);
    expect(page).toMatchObject({ limit: 2 });
    expect(page.nextCursor).not.toBeNull();
  });

  it('a delta holds no texts: all of them fit in one page', async () => {
    const { actor } = inbox;
    const delta = await getDelta({ actor, state: formatState(actor.mailboxId, 0) });
    expect(delta.hasMore).toBe(false);
    expect(delta.delta[0].adds).toHaveLength(inbox.messages.length);
    expect(JSON.stringify(delta).length).toBeLessThan(200 * inbox.messages.length);
  });
});
