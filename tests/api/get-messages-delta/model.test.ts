import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { shortId } from '#lib/ids.ts';
import { deleteMessages } from '#lib/use-cases/messages/delete-messages.ts';
import { getDelta } from '#lib/use-cases/messages/get-delta.ts';
import { formatState } from '#lib/use-cases/messages/mailbox-state.ts';
import { updateMessages } from '#lib/use-cases/messages/update-messages.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';
import { buildIndex, receive } from '#tests/support/fixtures/stored-messages.ts';

/** A client that keeps a copy of the inbox by delta alone, and checks each page against what it may say. */
class Reader {
  readonly copy = new Map<string, { isUnread: boolean; isFavorite: boolean }>();
  private readonly gone = new Set<string>();
  private readonly actor: SubscriberActor;
  private readonly pageSize: number;
  private state: string;

  constructor(actor: SubscriberActor, pageSize: number) {
    this.actor = actor;
    this.pageSize = pageSize;
    this.state = formatState(actor.mailboxId, 0);
  }

  /** One page; returns whether there is more. */
  async read(): Promise<boolean> {
    const page = await getDelta({ actor: this.actor, state: this.state, limit: this.pageSize });
    const named = new Set<string>();
    for (const { adds, updates, deletes } of page.delta) {
      expect(adds.length + updates.length + deletes.length).toBeLessThanOrEqual(this.pageSize);
      for (const { messageId, ...flags } of adds) {
        expect(this.gone.has(messageId), 'what was deleted never comes back').toBe(false);
        expect(this.copy.has(messageId), 'an add comes once').toBe(false);
        this.copy.set(messageId, flags);
        named.add(messageId);
      }
      for (const { messageId, ...flags } of updates) {
        expect(this.copy.has(messageId), 'no update before its add').toBe(true);
        expect(named.has(messageId), 'a message stands in a page once').toBe(false);
        this.copy.set(messageId, flags);
        named.add(messageId);
      }
      for (const { messageId } of deletes) {
        expect(named.has(messageId), 'a message stands in a page once').toBe(false);
        this.copy.delete(messageId);
        this.gone.add(messageId);
      }
    }
    this.state = page.state;
    return page.hasMore;
  }
}

type Step = { kind: 'add' } | { kind: 'mark'; at: number; isUnread: boolean; isFavorite: boolean } | { kind: 'delete'; at: number } | { kind: 'read'; reader: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant({ kind: 'add' as const }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('mark' as const), at: fc.nat(20), isUnread: fc.boolean(), isFavorite: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), at: fc.nat(20) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('read' as const), reader: fc.nat(1) }) },
  ),
  { minLength: 5, maxLength: 25 },
);

const run = async (script: Step[], pageSizes: [number, number], concurrent: boolean) => {
  const actor = await createSubscriber();
  await buildIndex(actor);
  const readers = pageSizes.map((size) => new Reader(actor, size));
  const live: string[] = [];
  const take = async (step: Step) => {
    if (step.kind === 'add') live.push(await receive(actor));
    else if (step.kind === 'read') await readers[step.reader]?.read();
    else {
      const id = live[step.at % Math.max(1, live.length)];
      if (id === undefined) return;
      const short = shortId(id);
      if (step.kind === 'mark') await updateMessages({ actor, updates: [{ messageId: short, isUnread: step.isUnread, isFavorite: step.isFavorite }] }).catch(ifGone);
      else {
        live.splice(live.indexOf(id), 1);
        await deleteMessages({ actor, messageIds: [short] }).catch(ifGone);
      }
    }
  };
  if (concurrent) {
    // Writers in parallel; each reader stays one after the other with itself, as a client does.
    const writers = script.filter(({ kind }) => kind !== 'read').map(take);
    await Promise.all([...writers, ...readers.map(async (reader) => { for (let at = 0; at < 4; at += 1) await reader.read(); })]);
  } else for (const step of script) await take(step);
  for (const reader of readers) while (await reader.read());

  const stored = await sql.query<{ id: string; isUnread: boolean; isFavorite: boolean }>(
    `SELECT "id", "isUnread", "isFavorite" FROM "Message" WHERE "mailboxId" = $1::uuid AND "deletedAt" IS NULL ORDER BY "id"`,
    [actor.mailboxId],
  );
  const truth = stored.map(({ id, ...flags }) => [id, flags]);
  for (const reader of readers) expect([...reader.copy].toSorted(([a], [b]) => (a < b ? -1 : 1))).toEqual(truth);
  const [box] = await sql.query<{ unread: number; messages: number }>(
    `SELECT coalesce(sum("unreadCount"), 0)::int AS unread, coalesce(sum("messageCount"), 0)::int AS messages FROM "Thread" WHERE "mailboxId" = $1::uuid`,
    [actor.mailboxId],
  );
  expect(box).toEqual({ unread: stored.filter(({ isUnread }) => isUnread).length, messages: stored.length });
};

const ifGone = (error: { code?: string }) => {
  if (error.code !== 'not-found') throw error;
};

describe('delta model (I3)', () => {
  const pageSizes = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 30 }));

  it('every reader ends equal to the store, whatever the order of writes and reads and the size of pages', async () => {
    await fc.assert(fc.asyncProperty(steps, pageSizes, (script, sizes) => run(script, sizes, false)), { numRuns: 150 });
  }, 0);

  it('every reader ends equal to the store while many write at once', async () => {
    await fc.assert(fc.asyncProperty(steps, pageSizes, (script, sizes) => run(script, sizes, true)), { numRuns: 100 });
  }, 0);
});
