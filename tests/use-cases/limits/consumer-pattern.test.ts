import { beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#lib/data/pool.ts';
import { claimPaced, parkPaced } from '#lib/data/store/paced.ts';
import { measureOutbox } from '#lib/data/store/outbox-sweep.ts';
import { flushUsage, recordAppActivity } from '#lib/data/usage.ts';
import { maskMsisdn } from '#lib/domain/msisdn.ts';
import { newId } from '#lib/ids.ts';
import { findSlowReasons, listFlagEvents, listFlags, listSlowReasonsOfClient } from '#lib/use-cases/limits/list-flags.ts';
import { reviewFlag } from '#lib/use-cases/limits/review-flag.ts';
import { watchLines } from '#lib/use-cases/limits/watch-lines.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { sweepOutbox } from '#lib/use-cases/messages/sweep-outbox.ts';
import { dispatchOnce } from '#tests/support/dispatch.ts';
import { createSupportAgent } from '#tests/support/fixtures/accounts.ts';
import { type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { createFakeCarrier, type FakeCarrier } from '#tests/support/fixtures/fake-carrier.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let loud: ApiCaller;
let carrier: FakeCarrier;

beforeEach(async () => {
  await sql.query(`UPDATE "Outbox" SET "state" = 'done' WHERE "state" NOT IN ('done', 'dead', 'cancelled')`);
  await sql.query(`DELETE FROM "LineFlag"`);
  loud = await createCaller();
  carrier = createFakeCarrier();
});

const mailboxId = () => loud.subscriber.mailboxId;
const appSends = (to: string, text = to, by = loud) => by.call('POST', '/myMessages/v2/messages', { body: { messageRequest: { addresses: [to], text } } });
const number = (at: number) => `+1206555${String(at).padStart(4, '0')}`;

/** What an app sent before: no person writes 61 messages in a minute. */
async function sentBefore(count: number, to = mailboxId()): Promise<void> {
  await sql.query(
    `WITH message AS (
       INSERT INTO "Message" ("mailboxId", id, "threadId", direction, origin, route, "fromAddress", text, "sentAt", "createdModSeq", "modSeq")
       SELECT $1::uuid, id, $1::uuid, 'out', 'app', 'SMS', '', 'Buy now', now() - interval '5 minutes', 0, 0 FROM unnest($2::uuid[]) AS u(id)
       RETURNING "mailboxId", id
     )
     INSERT INTO "Recipient" ("mailboxId", "messageId", position, address, status, "statusAt") SELECT "mailboxId", id, 0, $3, 'delivered', now() FROM message`,
    [to, Array.from({ length: count }, () => newId()), number(0)],
  );
}
/** Whatever apps queued is looked at. */
const watch = () => watchLines(0);
async function flagged(): Promise<void> {
  await sentBefore(61);
  await appSends(number(1));
  await watch();
}
const flag = async () => (await sql.query<{ state: string; times: number }>(`SELECT state, times FROM "LineFlag" WHERE "mailboxId" = $1::uuid`, [mailboxId()]))[0];
const canLeaveNow = () => sql.query(`UPDATE "LineFlag" SET "nextSendAt" = now()`);
const left = () => carrier.seen.map(({ text }) => text);

describe('L2: the guard', () => {
  it('flags a line whose apps send as no person does, with counts and a masked number only', async () => {
    const actor = await createSupportAgent();
    const quiet = await createCaller();
    await sentBefore(3, quiet.subscriber.mailboxId);
    await appSends(number(1), 'Hello', quiet);
    recordAppActivity(mailboxId(), loud.client.id, { sent: 61 });
    await flushUsage();
    await flagged();
    const flags = await listFlags({ actor });
    expect(flags).toHaveLength(1);
    expect(flags[0]).toMatchObject({ state: 'open', apps: ['Desk'], times: 1, waiting: 1, stopped: 0 });
    expect(flags[0]?.signs).toEqual(['Messages in a minute: 61, usual is up to 60', 'Copies of one text in 24 hours: 61, usual is up to 25', 'Hardly any answers: 62 sent, 0 received in 24 hours, usual is at least 1 received for every 10 sent']);
    expect(JSON.stringify(flags)).not.toContain(loud.subscriber.msisdn.slice(1, 8));
    expect(JSON.stringify(flags)).not.toContain('Buy now');
    await watch();
    expect(await flag()).toEqual({ state: 'open', times: 1 });
    expect((await listFlagEvents({ actor })).filter(({ action }) => action === 'line.flagged')).toHaveLength(1);
  });

  it('a person who writes as much is not its business', async () => {
    await sentBefore(61);
    await sql.query(`UPDATE "Message" SET origin = 'web' WHERE "mailboxId" = $1::uuid`, [mailboxId()]);
    await appSends(number(1));
    await watch();
    expect(await flag()).toBeUndefined();
  });

  it('goes on behind the row it has seen, and says when there is more', async () => {
    const { last } = await watch();
    await flagged();
    await sql.query(`DELETE FROM "LineFlag"`);
    expect(await watchLines((await watch()).last)).toMatchObject({ hasMore: false });
    const after = await watchLines(last);
    expect(after.last).toBeGreaterThan(last);
    expect(await flag()).toMatchObject({ state: 'open' });
  });

  it('the app’s page and the subscriber’s say that the line is slow, and why', async () => {
    expect(await findSlowReasons({ actor: loud.subscriber })).toBeNull();
    expect((await listSlowReasonsOfClient({ clientRowId: loud.client.id })).lines).toBe(0);
    await flagged();
    expect((await findSlowReasons({ actor: loud.subscriber }))?.[0]).toBe('Messages in a minute: 61, usual is up to 60');
    expect(await listSlowReasonsOfClient({ clientRowId: loud.client.id })).toEqual({ lines: 1, reasons: ['too many messages in a minute', 'the same text again and again', 'hardly any answers'] });
    expect((await listSlowReasonsOfClient({ clientRowId: (await createCaller()).client.id })).lines).toBe(0);
  });
});

describe('L2: support decides', () => {
  const decide = async (decision: 'reviewed' | 'keep-slow' | 'release') => reviewFlag({ actor: await createSupportAgent(), mailboxId: mailboxId(), decision, note: 'Asked the developer' });
  const becomesPerson = () => sql.query(`DELETE FROM "Message" WHERE "mailboxId" = $1::uuid AND text = 'Buy now'`, [mailboxId()]);

  it('what was done with a flag is told with its line, why, by whom and when, and the flag names who decided', async () => {
    const actor = await createSupportAgent();
    await flagged();
    const shown = async () => (await listFlags({ actor })).find((each) => each.mailboxId === mailboxId());
    expect((await shown())?.decided).toBeNull();
    await reviewFlag({ actor, mailboxId: mailboxId(), decision: 'keep-slow', note: 'Asked the developer' });
    const line = maskMsisdn(loud.subscriber.msisdn);
    expect((await listFlagEvents({ actor })).slice(0, 2)).toEqual([
      { id: expect.any(String), at: expect.any(Date), action: 'line.flag-kept-slow', actorName: actor.name, line, why: 'Asked the developer' },
      { id: expect.any(String), at: expect.any(Date), action: 'line.flagged', actorName: null, line, why: 'too many messages in a minute (61), the same text again and again (61), hardly any answers (62)' },
    ]);
    expect(await shown()).toMatchObject({ state: 'kept_slow', note: 'Asked the developer', decided: { by: actor.name, at: expect.any(Date) } });
  });

  it('released: at full pace at once, counted anew, flagged again when it happens again; each with an audit entry', async () => {
    await flagged();
    await Promise.all([2, 3].map((at) => appSends(number(at))));
    await dispatchOnce(carrier);
    expect(left()).toHaveLength(1);
    await decide('release');
    while (await dispatchOnce(carrier));
    expect(left()).toHaveLength(3);
    await appSends(number(4));
    await watch();
    expect(await flag()).toEqual({ state: 'released', times: 1 });
    await sentBefore(61);
    await watch();
    expect(await flag()).toEqual({ state: 'open', times: 2 });
    const audit = await sql.query<{ action: string; detail: { note?: string } }>(`SELECT action, detail FROM "AuditEntry" WHERE "subjectId" = $1 ORDER BY at, id`, [mailboxId()]);
    expect(audit.map(({ action }) => action)).toEqual(['line.flagged', 'line.flag-released', 'line.flagged']);
    expect(audit[1]?.detail.note).toBe('Asked the developer');
  });

  it('reviewed: stays slow, and ends by itself once the line sends like a person', async () => {
    await flagged();
    await decide('reviewed');
    await watch();
    expect(await flag()).toMatchObject({ state: 'reviewed' });
    await dispatchOnce(carrier);
    await appSends(number(2));
    expect(await dispatchOnce(carrier)).toBe(false);
    await becomesPerson();
    await watch();
    expect(await flag()).toMatchObject({ state: 'released' });
    expect(await dispatchOnce(carrier)).toBe(true);
  });

  it('L2 looks at all lines, also at those that one statement does not hold', async () => {
    await appSends(number(1));
    const reviewed: string[] = [];
    // With the line above one more than the hundred of a statement.
    for (let at = 0; at < 100; at += 1) reviewed.push((await createSubscriber()).mailboxId);
    await sql.query(`INSERT INTO "LineFlag" ("mailboxId", state, signs, "reviewedAt") SELECT id, 'reviewed', '[]', now() FROM unnest($1::uuid[]) AS u(id)`, [reviewed]);
    await watch();
    expect(await sql.query(`SELECT state, count(*) FROM "LineFlag" WHERE "mailboxId" = ANY($1::uuid[]) GROUP BY 1`, [reviewed])).toEqual([{ state: 'released', count: 100 }]);
  });

  it('kept slow: stays so when the line sends like a person, until it is released', async () => {
    await flagged();
    await decide('keep-slow');
    await becomesPerson();
    await watch();
    expect(await flag()).toMatchObject({ state: 'kept_slow' });
    await decide('release');
    await expect(decide('keep-slow')).rejects.toMatchObject({ code: 'conflict' });
  });

  it('figures that were read before a release flag nothing', async () => {
    await flagged();
    await sql.query(`UPDATE "LineFlag" SET state = 'released', "countsFrom" = now() + interval '1 minute'`);
    await watch();
    expect(await flag()).toMatchObject({ state: 'released' });
  });
});

describe('L2: a flagged line is paced', () => {
  it('one text at a time, oldest first, nothing dropped; a person and other lines go at once', async () => {
    await flagged();
    for (const at of [2, 3, 4]) await appSends(number(at));
    const other = await createCaller();
    await appSends(number(9), 'other line', other);
    await sendMessage({ actor: loud.subscriber, addresses: [number(4)], text: 'person, behind an app to the same' });
    await sendMessage({ actor: loud.subscriber, addresses: [number(5)], text: 'person' });
    while (await dispatchOnce(carrier));
    expect(left().filter((text) => text.startsWith('+'))).toEqual([number(1)]);
    expect(new Set(left())).toEqual(new Set([number(1), 'other line', 'person, behind an app to the same', 'person']));
    for (const at of [2, 3, 4]) {
      await canLeaveNow();
      while (await dispatchOnce(carrier));
      expect(left().at(-1)).toBe(number(at));
    }
    expect(left()).toHaveLength(7);
  });

  it('eight workers at once keep one pace, by the clock of the database', async () => {
    await flagged();
    for (let at = 2; at < 8; at += 1) await appSends(number(at));
    const claims = () => Promise.all(Array.from({ length: 8 }, () => claimPaced(newId(), { leaseSeconds: 30, everySeconds: 4, limit: 64 })));
    for (let turn = 1; turn < 6; turn += 1) {
      const before = Date.now();
      expect((await claims()).flat().map(({ address }) => address)).toEqual([number(turn)]);
      const [{ wait } = { wait: 0 }] = await sql.query<{ wait: number }>(`SELECT extract(epoch FROM "nextSendAt" - clock_timestamp())::float8 AS wait FROM "LineFlag" WHERE "mailboxId" = $1::uuid`, [mailboxId()]);
      expect(wait).toBeLessThanOrEqual(4);
      expect(wait).toBeGreaterThan(4 - (Date.now() - before) / 1000 - 0.01);
      expect((await claims()).flat()).toEqual([]);
      await canLeaveNow();
    }
  });

  it('what waits is not due for anybody, is no delay of the queue, and is due again once the line is released meanwhile', async () => {
    await flagged();
    for (const at of [2, 3]) await appSends(number(at));
    await dispatchOnce(carrier);
    const due = async () => (await sql.query<{ due: boolean }>(`SELECT "nextAttemptAt" < 'infinity' AS due FROM "Outbox" WHERE "mailboxId" = $1::uuid AND state = 'queued'`, [mailboxId()])).map((row) => row.due);
    expect(await due()).toEqual([false, false]);
    expect(await measureOutbox()).toMatchObject({ queued: 0, paced: 2, oldestQueuedSeconds: 0 });
    const actor = await createSupportAgent();
    await Promise.all([parkPaced(), reviewFlag({ actor, mailboxId: mailboxId(), decision: 'release', note: 'ok' }), parkPaced()]);
    expect(await due()).toEqual([true, true]);
  });

  it('keeps the pause that a carrier asked for, and lets the next recipient go meanwhile', async () => {
    await flagged();
    await appSends(number(2));
    carrier.answers.push({ outcome: 'throttled', retryAfterMs: 600_000 });
    await dispatchOnce(carrier);
    await canLeaveNow();
    await dispatchOnce(carrier);
    expect(left()).toEqual([number(1), number(2)]);
  });

  it('what waits too long expires as ever', async () => {
    await flagged();
    await appSends(number(2));
    await dispatchOnce(carrier);
    await sql.query(`UPDATE "Outbox" SET "validUntil" = now() - interval '1 second' WHERE "mailboxId" = $1::uuid AND state = 'queued'`, [mailboxId()]);
    await sweepOutbox();
    const rows = await sql.query(`SELECT status, reason FROM "Recipient" WHERE "mailboxId" = $1::uuid AND address = $2`, [mailboxId(), number(2)]);
    expect(rows).toEqual([{ status: 'expired', reason: 'expired' }]);
  });

  it('goes with the mailbox of a former owner', async () => {
    const gone = await createSubscriber();
    await sql.query(`INSERT INTO "LineFlag" ("mailboxId", signs) VALUES ($1::uuid, '[]')`, [gone.mailboxId]);
    const { purgeReleasedMailboxes } = await import('#lib/data/store/released-mailboxes.ts');
    await sql.query(`UPDATE "Mailbox" SET msisdn = 'released:y' WHERE id = $1::uuid`, [gone.mailboxId]);
    await sql.query(`UPDATE "Subscriber" SET "releasedAt" = now() - interval '1 hour' WHERE id = $1::uuid`, [gone.subscriberId]);
    await purgeReleasedMailboxes();
    expect(await sql.query(`SELECT 1 FROM "LineFlag" WHERE "mailboxId" = $1::uuid`, [gone.mailboxId])).toEqual([]);
  });
});
