import { describe, expect, it } from 'vitest';
import { inSqlTransaction, sql } from '#lib/data/pool.ts';
import { lockMailboxes } from '#lib/data/store/mailbox-lock.ts';
import type { SendToStore } from '#lib/data/store/send-batch.ts';
import { storeSend } from '#lib/data/store/send-queue.ts';
import { lineLimits } from '#lib/domain/rate-limit.ts';
import type { SubscriberActor } from '#lib/domain/actor.ts';
import { newId } from '#lib/ids.ts';
import { eventually } from '#tests/support/eventually.ts';
import { createCaller } from '#tests/support/fixtures/app-clients.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

function sendBy(actor: SubscriberActor, changes: { to?: string; text?: string; key?: string; fingerprint?: string; grantId?: string } = {}): SendToStore {
  const to = changes.to ?? '+12025550123';
  const { mailboxId } = actor;
  const key = changes.key ? { scope: 'web', key: changes.key, fingerprint: changes.fingerprint ?? 'f' } : null;
  const sendId = newId();
  return {
    mailboxId,
    sendId,
    grantId: changes.grantId ?? null,
    key,
    messages: [
      {
        mailboxId, messageId: newId(), thread: { key: to, participants: [to], snippet: 'Hi' }, sendId, direction: 'out', origin: 'web', clientId: null, clientName: null,
        route: 'SMS', isGroup: false, subject: null, text: changes.text ?? 'Hi', reasons: [], segmentEncoding: 'GSM-7', segmentCount: 1, sizeBytes: 2, isUnread: false,
        isOwnCode: false, possibleDuplicate: false, sentAt: new Date(), inboundKey: null, recipients: [to], recipientStatus: 'queued', parts: [],
        queue: { priority: 1, validForSeconds: 60, grantId: null },
      },
    ],
  };
}

const messagesOf = (actor: SubscriberActor) =>
  sql.query<{ id: string; modSeq: number; text: string }>(`SELECT id, "modSeq", text FROM "Message" WHERE "mailboxId" = $1::uuid ORDER BY "modSeq"`, [actor.mailboxId]);

describe('the send queue', () => {
  it('I1, I3: many sends of many lines at once: each stored once with its outbox row, numbered without gap in their order', async () => {
    const actors = await Promise.all(Array.from({ length: 5 }, () => createSubscriber()));
    const sends = Array.from({ length: 200 }, (_, n) => sendBy(actors[n % 5] as SubscriberActor, { text: String(n), to: `+1202555010${n % 3}` }));
    const stored = await Promise.all(sends.map((send) => storeSend(send)));
    expect(new Set(stored.map(({ outcome }) => outcome))).toEqual(new Set(['stored']));
    for (const [at, actor] of actors.entries()) {
      const messages = await messagesOf(actor);
      expect(messages.map(({ modSeq }) => Number(modSeq))).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
      expect(messages.map(({ text }) => Number(text))).toEqual(Array.from({ length: 40 }, (_, n) => n * 5 + at));
      const [counts] = await sql.query(
        `SELECT (SELECT count(*)::int FROM "Outbox" WHERE "mailboxId" = $1::uuid) AS outbox, (SELECT sum("messageCount")::int FROM "Thread" WHERE "mailboxId" = $1::uuid) AS counted,
           (SELECT "modSeq"::int FROM "Mailbox" WHERE id = $1::uuid) AS "modSeq", (SELECT count(*)::int FROM "StatusEvent" WHERE "mailboxId" = $1::uuid) AS events`,
        [actor.mailboxId],
      );
      expect(counts).toEqual({ outbox: 40, counted: 40, modSeq: 40, events: 40 });
    }
  });

  it('A1: the statement is planned once a connection, not for each send', async () => {
    const actor = await createSubscriber();
    const plans = async () => (await sql.query<{ kept: number; made: number }>(`SELECT sum(generic_plans)::int AS kept, sum(custom_plans)::int AS made FROM pg_prepared_statements WHERE name = 'store-sends'`))[0];
    const before = await plans();
    for (let call = 0; call < 8; call += 1) await storeSend(sendBy(actor));
    expect(await plans()).toEqual({ kept: (before?.kept ?? 0) + 8, made: 0 });
  });

  it('the newest of several messages of one conversation is the one its thread shows', async () => {
    const actor = await createSubscriber();
    const sends = Array.from({ length: 20 }, () => sendBy(actor));
    const stored = await Promise.all(sends.map((send) => storeSend(send)));
    expect(new Set(stored.flatMap((each) => (each.outcome === 'stored' ? each.threadIds : []))).size).toBe(1);
    const [thread] = await sql.query<{ lastMessageId: string }>(`SELECT "lastMessageId" FROM "Thread" WHERE "mailboxId" = $1::uuid`, [actor.mailboxId]);
    expect(thread?.lastMessageId).toBe(sends.at(-1)?.messages[0]?.messageId);
  });

  it('a value that PostgreSQL refuses fails its own send and no other', async () => {
    const actors = await Promise.all(Array.from({ length: 4 }, () => createSubscriber()));
    const sends = actors.flatMap((actor, at) => [sendBy(actor), sendBy(actor, { text: at === 2 ? 'a\u0000b' : 'b' })]);
    const stored = await Promise.allSettled(sends.map((send) => storeSend(send)));
    expect(stored.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(await messagesOf(actors[2] as SubscriberActor)).toHaveLength(1);
  });

  it('T28: texts of a size that no statement could hold together are written apart, and nobody else fails', async () => {
    const [large, small] = await Promise.all([createSubscriber(), createSubscriber()]);
    const text = '\u0001'.repeat(1_000_000);
    const wide = (): SendToStore => {
      const send = sendBy(large, { text });
      return { ...send, messages: Array.from({ length: 10 }, (_, n) => ({ ...(send.messages[0] as SendToStore['messages'][number]), messageId: newId(), thread: { key: `+1202555010${n}`, participants: [`+1202555010${n}`], snippet: '' } })) };
    };
    const sends = Array.from({ length: 12 }, (_, n) => (n % 3 === 0 ? wide() : sendBy(small)));
    const stored = await Promise.all(sends.map((send) => storeSend(send)));
    expect(stored.map(({ outcome }) => outcome)).toEqual(sends.map(() => 'stored'));
    expect(await messagesOf(small)).toHaveLength(8);
  });

  it('whatever else goes wrong in a batch, each send of it is tried alone', async () => {
    const [good, odd] = await Promise.all([createSubscriber(), createSubscriber()]);
    const broken = sendBy(odd);
    Object.defineProperty(broken.messages[0], 'subject', { enumerable: true, get: () => { throw new RangeError('Invalid string length'); } });
    const stored = await Promise.allSettled([storeSend(sendBy(good)), storeSend(sendBy(good)), storeSend(broken), storeSend(sendBy(good))]);
    expect(stored.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  });

  it('F16: a mailbox that somebody else holds keeps nobody waiting but its own sends', async () => {
    const [held, free] = await Promise.all([createSubscriber(), createSubscriber()]);
    const gate = Promise.withResolvers<null>();
    const locked = Promise.withResolvers<null>();
    const holder = inSqlTransaction(async (tx) => {
      await lockMailboxes(tx, [held.mailboxId]);
      locked.resolve(null);
      await gate.promise;
    });
    await locked.promise;
    let isHeldDone = false;
    const waiting = [1, 2].map((n) => storeSend(sendBy(held, { text: String(n) })).then((stored) => ((isHeldDone = true), stored)));
    for (let n = 0; n < 20; n += 1) expect((await storeSend(sendBy(free))).outcome).toBe('stored');
    expect(isHeldDone).toBe(false);
    gate.resolve(null);
    await holder;
    expect((await Promise.all(waiting)).map(({ outcome }) => outcome)).toEqual(['stored', 'stored']);
    expect((await messagesOf(held)).map(({ text }) => text)).toEqual(['1', '2']);
  });

  it('S7: one key: the copy under way is told, the later one learns of the first', async () => {
    const actor = await createSubscriber();
    const first = sendBy(actor, { key: 'k' });
    const [stored, copy] = await Promise.all([storeSend(first), storeSend(sendBy(actor, { key: 'k' }))]);
    expect([stored.outcome, copy.outcome]).toEqual(['stored', 'running']);
    expect(await storeSend(sendBy(actor, { key: 'k', fingerprint: 'g' }))).toEqual({ outcome: 'known', sendId: first.sendId, fingerprint: 'f' });
    expect(await messagesOf(actor)).toHaveLength(1);
  });

  it('I7: a send under a consent that has ended is refused beside others that are stored', async () => {
    const [one, other] = await Promise.all([createSubscriber(), createSubscriber()]);
    const stored = await Promise.all([storeSend(sendBy(one)), storeSend(sendBy(other, { grantId: newId() })), storeSend(sendBy(one)), storeSend(sendBy(one))]);
    expect(stored.map(({ outcome }) => outcome)).toEqual(['stored', 'grant-ended', 'stored', 'stored']);
    expect(await messagesOf(other)).toHaveLength(0);
  });

  it('T21: one line sends no more than 60 a minute, whatever app asks; what is refused is not stored', async () => {
    const actor = await createSubscriber();
    const startedAt = performance.now();
    const stored = await Promise.all(Array.from({ length: 100 }, (_, n) => storeSend(sendBy(actor, { text: String(n) }))));
    // One more may have become free for each second the sends took.
    const most = lineLimits.perMinute + Math.ceil((performance.now() - startedAt) / 1000);
    const count = stored.filter(({ outcome }) => outcome === 'stored').length;
    expect(count).toBeGreaterThanOrEqual(lineLimits.perMinute);
    expect(count).toBeLessThanOrEqual(most);
    const refused = stored.find((each) => each.outcome === 'line-full');
    expect(refused?.outcome === 'line-full' && refused.buckets).toMatchObject([{ bucket: 'minute', granted: false }]);
    expect(await messagesOf(actor)).toHaveLength(count);
  });

  it('L2: a text that an app sends now and then is stored without counting any other', async () => {
    const { subscriber, grantId } = await createCaller();
    const lastMinuteOf = async () => {
      const stored = await storeSend(sendBy(subscriber, { grantId }));
      return stored.outcome === 'stored' ? stored.lastMinute : stored;
    };
    expect(await lastMinuteOf()).toBeNull();
    expect(await lastMinuteOf()).toBe(1);
    await sql.query(`UPDATE "RateBucket" SET "tatAt" = clock_timestamp()`);
    expect(await lastMinuteOf()).toBeNull();
  });

  it('T21: a line that has used up its day is refused, its minute is not charged, and its key stays free', async () => {
    const actor = await createSubscriber();
    const key = (name: string) => `line:${actor.mailboxId}:${name}`;
    await sql.query(`INSERT INTO "RateBucket" (key, "tatAt") VALUES ($1, clock_timestamp() + interval '1 day')`, [key('day')]);
    const refused = await storeSend(sendBy(actor, { key: 'k' }));
    expect(refused.outcome === 'line-full' && refused.buckets).toMatchObject([{ bucket: 'minute', granted: true }, { bucket: 'day', granted: false }]);
    expect(await sql.query(`SELECT 1 FROM "RateBucket" WHERE key = $1 AND "tatAt" > clock_timestamp()`, [key('minute')])).toEqual([]);
    await sql.query(`DELETE FROM "RateBucket" WHERE key = $1`, [key('day')]);
    expect((await storeSend(sendBy(actor, { key: 'k' }))).outcome).toBe('stored');
  });

  it('what is stored is told as stored, also where a refused line cannot be given back its share', async () => {
    const [full, good] = await Promise.all([createSubscriber(), createSubscriber()]);
    await sql.query(`INSERT INTO "RateBucket" (key, "tatAt") VALUES ($1, clock_timestamp() + interval '1 day')`, [`line:${full.mailboxId}:day`]);
    await sql.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END'`);
    await sql.query(`CREATE TRIGGER refuse BEFORE UPDATE ON "RateBucket" FOR EACH ROW WHEN (NEW."tatAt" < OLD."tatAt") EXECUTE FUNCTION refuse()`);
    const stored = await Promise.all([storeSend(sendBy(full)), storeSend(sendBy(good))]);
    await sql.query(`DROP FUNCTION refuse CASCADE`);
    expect(stored.map(({ outcome }) => outcome)).toEqual(['line-full', 'stored']);
    expect(await messagesOf(good)).toHaveLength(1);
  });

  it('S7: a key that another process commits while this one waits for the mailbox is known, and costs the line nothing', async () => {
    const actor = await createSubscriber();
    const first = newId();
    const locked = Promise.withResolvers<null>();
    const gate = Promise.withResolvers<null>();
    const other = inSqlTransaction(async (tx) => {
      await lockMailboxes(tx, [actor.mailboxId]);
      await tx.query(`INSERT INTO "IdempotencyKey" ("mailboxId", scope, key, fingerprint, "sendId") VALUES ($1::uuid, 'web', 'k', 'f', $2::uuid)`, [actor.mailboxId, first]);
      locked.resolve(null);
      await gate.promise;
    });
    await locked.promise;
    const waiting = storeSend(sendBy(actor, { key: 'k' }));
    await eventually(async () => expect(await sql.query(`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%IdempotencyKey%'`)).toHaveLength(1));
    gate.resolve(null);
    await other;
    expect(await waiting).toEqual({ outcome: 'known', sendId: first, fingerprint: 'f' });
    expect(await messagesOf(actor)).toHaveLength(0);
    expect(await sql.query(`SELECT 1 FROM "RateBucket" WHERE key LIKE $1 AND "tatAt" > clock_timestamp()`, [`line:${actor.mailboxId}:%`])).toEqual([]);
  });

  it('S7: a key of more than 72 hours ago is free again', async () => {
    const actor = await createSubscriber();
    await storeSend(sendBy(actor, { key: 'k' }));
    await sql.query(`UPDATE "IdempotencyKey" SET "createdAt" = now() - interval '73 hours' WHERE "mailboxId" = $1::uuid`, [actor.mailboxId]);
    expect((await storeSend(sendBy(actor, { key: 'k', fingerprint: 'g' }))).outcome).toBe('stored');
  });

  it('half a surrogate pair becomes U+FFFD, as on the wire', async () => {
    const actor = await createSubscriber();
    await storeSend(sendBy(actor, { text: 'a\ud83d' }));
    expect((await messagesOf(actor))[0]?.text).toBe('a\ufffd');
  });
});
