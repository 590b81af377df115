import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { readChanges } from '#lib/data/store/delta.ts';
import { newId } from '#lib/ids.ts';
import { DeltaStore } from '#tests/support/models/delta-store.ts';
import { createFilledMailbox } from '#tests/support/fixtures/inboxes.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

const histories = fc.array(fc.record({ kind: fc.constantFrom('add' as const, 'mark' as const, 'delete' as const), at: fc.nat(20), flags: fc.nat(3) }), { minLength: 1, maxLength: 40 });

describe('the statement of the delta', () => {
  it('I3: answers as its model does, from every state and with every size of page', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const { mailboxId } = await createSubscriber();
        const store = new DeltaStore();
        for (const { kind, at, flags } of history) {
          const message = store.messages[at % Math.max(1, store.messages.length)];
          if (kind === 'add') store.add();
          else if (message && kind === 'mark') store.mark(message, { isUnread: flags % 2 === 1, isFavorite: flags > 1 });
          else if (message) store.delete(message);
        }
        const ids = new Map(store.messages.map(({ id }) => [id, newId()]));
        await sql.query(
          `INSERT INTO "Message" ("mailboxId", id, "threadId", direction, origin, route, "fromAddress", "sentAt", "isUnread", "isFavorite", "createdModSeq", "modSeq", "deletedAt")
           SELECT $1::uuid, r.id, $1::uuid, 'in', 'carrier', 'SMS', '', now(), r."isUnread", r."isFavorite", r."createdModSeq", r."modSeq", CASE WHEN r."isDeleted" THEN now() END
           FROM json_to_recordset($2::json) AS r(id uuid, "isUnread" boolean, "isFavorite" boolean, "isDeleted" boolean, "createdModSeq" int8, "modSeq" int8)`,
          [mailboxId, JSON.stringify(store.messages.map((message) => ({ ...message, id: ids.get(message.id) })))],
        );
        await sql.query(`UPDATE "Mailbox" SET "modSeq" = $2 WHERE id = $1::uuid`, [mailboxId, store.modSeq]);
        for (const [since, limit] of [[0, 1], [0, 100], [Math.floor(store.modSeq / 2), 3], [store.modSeq, 5]] as const) {
          const page = await readChanges(mailboxId, since, limit);
          const model = store.page(since, limit);
          expect(page.upTo).toBe(model.upTo);
          const told = page.rows.map(({ messageId, isUnread, isFavorite, isDeleted, createdModSeq, modSeq }) => ({ id: messageId, isUnread, isFavorite, isDeleted, createdModSeq: Number(createdModSeq), modSeq: Number(modSeq) }));
          const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
          expect(told.sort(byId)).toEqual(model.rows.map((row) => ({ ...row, id: ids.get(row.id) ?? '' })).sort(byId));
        }
      }),
      { numRuns: 300 },
    );
  }, 0);

  it('A4: keeps its plan, in a filled mailbox and in an empty one beside it', async () => {
    const mailboxes = [await createFilledMailbox(), (await createSubscriber()).mailboxId];
    const plans = async () => (await sql.query<{ kept: number; made: number }>(`SELECT sum(generic_plans)::int AS kept, sum(custom_plans)::int AS made FROM pg_prepared_statements WHERE name = 'read-changes'`))[0];
    // PostgreSQL makes a plan for the values of each of the first five calls of a connection.
    for (let call = 0; call < 12; call += 1) await readChanges(mailboxes[call % 2] ?? '', 1_990, 500);
    const before = await plans();
    for (let call = 0; call < 8; call += 1) await readChanges(mailboxes[call % 2] ?? '', 1_990, 500);
    expect(await plans()).toEqual({ kept: (before?.kept ?? 0) + 8, made: before?.made });
  });
});
