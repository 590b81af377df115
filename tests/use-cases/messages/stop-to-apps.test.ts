import { beforeEach, describe, expect, it } from 'vitest';
import type { InboundMessage } from '#lib/carriers/carrier.ts';
import { inSqlTransaction, sql } from '#lib/data/pool.ts';
import { purgeReleasedMailboxes } from '#lib/data/store/released-mailboxes.ts';
import { beginAttempts, claimOutbox } from '#lib/data/store/outbox.ts';
import { env } from '#lib/env.ts';
import { newId } from '#lib/ids.ts';
import { receiveMessage } from '#lib/use-cases/messages/receive-message.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { sweepOutbox } from '#lib/use-cases/messages/sweep-outbox.ts';
import { dispatchOnce } from '#tests/support/dispatch.ts';
import { eventually } from '#tests/support/eventually.ts';
import { type ApiCaller, createCaller, createClient } from '#tests/support/fixtures/app-clients.ts';
import { createFakeCarrier, type FakeCarrier } from '#tests/support/fixtures/fake-carrier.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';

let desk: ApiCaller;
let carrier: FakeCarrier;
const [ben, cleo] = ['+12065550111', '+12065550112'];

beforeEach(async () => {
  await sql.query(`UPDATE "Outbox" SET "state" = 'done' WHERE "state" NOT IN ('done', 'dead', 'cancelled')`);
  desk = await createCaller();
  carrier = createFakeCarrier();
});

interface SentRecipient {
  value: string;
  status: string;
  reason?: string;
  messageId: string;
}

async function appSends(to: string[] = [ben], by: ApiCaller = desk, isGroup = false): Promise<SentRecipient[]> {
  const { status, json } = await by.call('POST', '/myMessages/v2/messages', {
    body: { messageRequest: { addresses: to, text: 'Your parcel is here', ...(isGroup ? { isGroup } : {}) } }, headers: { Prefer: 'return=representation' },
  });
  expect(status).toBe(201);
  return json.recipients;
}
const personSends = (to = ben) => sendMessage({ actor: desk.subscriber, addresses: [to], text: 'Dinner?' });
const texts = (text: string, changes: Partial<InboundMessage> = {}) =>
  receiveMessage({
    inboundKey: newId(), msisdn: desk.subscriber.msisdn, direction: 'in', from: ben, to: [desk.subscriber.msisdn], text, subject: null, isGroup: false, parts: [], sentAt: new Date(), ...changes,
  });
async function dispatchAll() {
  while (await dispatchOnce(carrier));
}
/** An app wrote and its text left. */
async function appWrote(by = desk) {
  await appSends([ben], by);
  await dispatchAll();
}
const answers = async (): Promise<string[]> =>
  (await sql.query<{ text: string }>(`SELECT text FROM "Message" WHERE "mailboxId" = $1::uuid AND origin = 'automatic' ORDER BY "modSeq"`, [desk.subscriber.mailboxId])).map(({ text }) => text);
const events = () => sql.query<{ effect: string; isAnswered: boolean; address: string }>(`SELECT effect, "isAnswered", address FROM "KeywordEvent" WHERE "mailboxId" = $1::uuid ORDER BY at`, [desk.subscriber.mailboxId]);
const statuses = async (to = ben): Promise<string[]> =>
  (await sql.query<{ told: string }>(
    `SELECT concat_ws(' ', r.status, r.reason) AS told FROM "Recipient" r JOIN "Message" m ON m."mailboxId" = r."mailboxId" AND m.id = r."messageId"
     WHERE r."mailboxId" = $1::uuid AND r.address = $2 AND m.direction = 'out' AND m.origin <> 'automatic' ORDER BY m."createdModSeq"`,
    [desk.subscriber.mailboxId, to],
  )).map(({ told }) => told);
const submittedTo = (address: string) => carrier.seen.filter(({ recipient, text }) => recipient === address && text === 'Your parcel is here').length;

describe('STOP to what an app wrote', () => {
  it('ends what apps have queued, is confirmed once, and stops every app of the line and no person', async () => {
    await appWrote();
    await appSends([ben, cleo]);
    await texts('Stop.');
    expect(await statuses()).toEqual(['submitted', 'rejected opted-out']);
    expect(await answers()).toEqual([expect.stringContaining('write to you no more')]);
    const post = await createCaller({ subscriber: desk.subscriber, client: await createClient({ name: 'Post' }) });
    expect((await appSends([ben], post)).map(({ status }) => status)).toEqual(['rejected']);
    await personSends();
    await dispatchAll();
    expect([submittedTo(ben), submittedTo(cleo)]).toEqual([1, 1]);
    expect(carrier.seen.map(({ text }) => text)).toContain('Dinner?');
    expect(await statuses()).toEqual(['submitted', 'rejected opted-out', 'rejected opted-out', 'submitted']);
  });

  it('of a later send only that recipient is rejected, at once, with its history, and nothing of it is queued', async () => {
    await appWrote();
    await texts('STOP');
    const sent = await appSends([ben, cleo]);
    expect(sent.map(({ value, status }) => [value, status])).toEqual([[ben, 'rejected'], [cleo, 'queued']]);
    expect(await sql.query(`SELECT address FROM "Outbox" WHERE "mailboxId" = $1::uuid AND state = 'queued' AND "clientId" IS NOT NULL`, [desk.subscriber.mailboxId])).toEqual([{ address: cleo }]);
    const told = await sql.query(
      `SELECT e.status, e.reason, e.source FROM "StatusEvent" e JOIN "Recipient" r USING ("mailboxId", "messageId", position) WHERE e."mailboxId" = $1::uuid AND r.address = $2 AND r.reason = 'opted-out'`,
      [desk.subscriber.mailboxId, ben],
    );
    expect(told).toEqual([{ status: 'rejected', reason: 'opted-out', source: 'recipient' }]);
    const group = await appSends([ben, cleo], desk, true);
    expect(group.map(({ value, status }) => [value, status])).toEqual([[ben, 'rejected'], [cleo, 'queued']]);
  });

  it('tells the app why, for that recipient alone: in the answer to the send, to its repetition, and of the message', async () => {
    await appWrote();
    await texts('STOP');
    const body = { messageRequest: { addresses: [ben, cleo], text: 'Your parcel is here' } };
    const send = async () => (await desk.call('POST', '/myMessages/v2/messages', { body, headers: { Prefer: 'return=representation', 'Idempotency-Key': 'told-why' } })).json.recipients as SentRecipient[];
    const sent = await send();
    const [toBen, toCleo] = sent;
    expect(sent).toEqual([
      { value: ben, status: 'rejected', reason: 'opted-out', messageId: expect.any(String) },
      { value: cleo, status: 'queued', messageId: expect.any(String) },
    ]);
    expect(await send()).toEqual(sent);
    const read = async (id = '') => (await desk.call('GET', `/myMessages/v2/messages/${id}`)).json.message;
    // What old clients read is what it was.
    expect(await read(toBen?.messageId)).toMatchObject({ recipients: [{ value: ben }], failures: [{ value: ben, status: 'rejected', reason: 'opted-out' }] });
    expect(await read(toCleo?.messageId)).not.toHaveProperty('failures');
    const [inGroup] = await appSends([ben, cleo], desk, true);
    expect((await read(inGroup?.messageId)).failures).toEqual([{ value: ben, status: 'rejected', reason: 'opted-out' }]);
  });

  it('START lifts it with one confirmation; a yes does too, unless a person asked', async () => {
    await appWrote();
    await texts('STOP');
    await texts('start');
    expect((await appSends())[0]?.status).toBe('queued');
    await dispatchAll();
    await texts('STOP');
    await personSends();
    await dispatchAll();
    await texts('Yes!');
    expect((await appSends())[0]?.status).toBe('rejected');
    expect((await events()).map(({ effect, isAnswered }) => [effect, isAnswered])).toEqual([['stopped', true], ['started', true], ['stopped', false]]);
    expect(await answers()).toHaveLength(2);
  });

  it('START and yes of somebody who stopped nothing are texts like any other', async () => {
    await appWrote();
    await texts('START');
    await texts('yes');
    expect([await events(), await answers()]).toEqual([[], []]);
  });

  it('HELP is answered with the apps that wrote, once a day', async () => {
    await appWrote();
    await appWrote(await createCaller({ subscriber: desk.subscriber, client: await createClient({ name: 'Post' }) }));
    await texts('Help?');
    await texts('INFO');
    expect(await answers()).toEqual([expect.stringMatching(/^Post, Desk wrote to you .* Text STOP/)]);
  });

  it('is answered once a day, and again on the next', async () => {
    await appWrote();
    await texts('STOP');
    await texts('STOP');
    expect(await answers()).toHaveLength(1);
    await sql.query(`ALTER TABLE "KeywordEvent" DISABLE TRIGGER "KeywordEvent_append_only"`);
    await sql.query(`UPDATE "KeywordEvent" SET at = at - interval '25 hours'`);
    await sql.query(`ALTER TABLE "KeywordEvent" ENABLE TRIGGER "KeywordEvent_append_only"`);
    await texts('STOP');
    expect(await answers()).toHaveLength(2);
  });

  it('counts against nobody: no app, no consent and no line limit pays for the answer', async () => {
    await appWrote();
    const buckets = () => sql.query(`SELECT key, "tatAt" FROM "RateBucket" WHERE key LIKE 'line:' || $1 || '%' ORDER BY key`, [desk.subscriber.mailboxId]);
    const before = await buckets();
    await texts('STOP');
    expect(await buckets()).toEqual(before);
    expect(await sql.query(`SELECT "clientId", "grantId" FROM "Outbox" WHERE "mailboxId" = $1::uuid AND state = 'queued'`, [desk.subscriber.mailboxId])).toEqual([{ clientId: null, grantId: null }]);
  });

  it('I6: the same text handed over five times at once acts once', async () => {
    await appWrote();
    const inboundKey = newId();
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => texts('STOP', { inboundKey })));
    expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
    await texts('START');
    await texts('STOP', { inboundKey });
    expect((await events()).map(({ effect }) => effect)).toEqual(['stopped', 'started']);
    expect((await appSends())[0]?.status).toBe('queued');
  });

  it('holds for a line that has no inbox, once however often it is handed over', async () => {
    const subscriber = await createSubscriber({ provisioned: false });
    desk = await createCaller({ subscriber, scopes: ['IMMN'] });
    await appWrote();
    const inboundKey = newId();
    expect(await texts('STOP', { inboundKey })).toBe('no-inbox');
    await texts('START');
    await texts('STOP', { inboundKey });
    expect((await events()).map(({ effect }) => effect)).toEqual(['stopped', 'started']);
    await texts('STOP');
    expect((await appSends())[0]?.status).toBe('rejected');
  });

  it('a crash before the commit leaves nothing of it, and the repeat does all of it', async () => {
    await appWrote();
    await appSends();
    await sql.query(`CREATE FUNCTION fail_now() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.origin = 'automatic' THEN RAISE EXCEPTION 'crash'; END IF; RETURN NEW; END $$`);
    await sql.query(`CREATE TRIGGER fail_now BEFORE INSERT ON "Message" FOR EACH ROW EXECUTE FUNCTION fail_now()`);
    const inboundKey = newId();
    await expect(texts('STOP', { inboundKey })).rejects.toThrow('crash');
    await sql.query(`DROP TRIGGER fail_now ON "Message"`);
    await sql.query('DROP FUNCTION fail_now');
    expect([await events(), await statuses()]).toEqual([[], ['submitted', 'queued']]);
    expect(await texts('STOP', { inboundKey })).toBe('stored');
    expect([(await events()).length, (await answers()).length, await statuses()]).toEqual([1, 1, ['submitted', 'rejected opted-out']]);
  });

  it('a history that nobody rewrites; it goes with the mailbox', async () => {
    await appWrote();
    await texts('STOP');
    await expect(sql.query(`UPDATE "KeywordEvent" SET effect = 'flagged'`)).rejects.toThrow('append-only');
    await sql.query(`UPDATE "Mailbox" SET msisdn = 'released:x' WHERE id = $1::uuid`, [desk.subscriber.mailboxId]);
    await sql.query(`UPDATE "Subscriber" SET "releasedAt" = now() - interval '1 hour' WHERE id = $1::uuid`, [desk.subscriber.subscriberId]);
    await purgeReleasedMailboxes();
    expect([await events(), await sql.query(`SELECT 1 FROM "AppOptOut" WHERE "mailboxId" = $1::uuid`, [desk.subscriber.mailboxId])]).toEqual([[], []]);
  });
});

describe('STOP that is not for apps', () => {
  const nothing = async () => {
    expect(await answers()).toEqual([]);
    expect((await appSends())[0]?.status).toBe('queued');
  };

  it('to a person is told and blocks nothing', async () => {
    await appWrote();
    await personSends();
    await dispatchAll();
    await texts('STOP');
    expect((await events()).map(({ effect }) => effect)).toEqual(['flagged']);
    await nothing();
  });

  it('to what the phone itself sent counts as to a person', async () => {
    await appWrote();
    await texts('Call me', { direction: 'out', from: desk.subscriber.msisdn, to: [ben] });
    await texts('STOP');
    expect((await events()).map(({ effect }) => effect)).toEqual(['flagged']);
    await nothing();
  });

  it('in a group, from a stranger, from the own short code, or in a longer text does nothing', async () => {
    await texts('STOP');
    await appWrote();
    await texts('STOP', { isGroup: true, to: [desk.subscriber.msisdn, cleo] });
    await texts('STOP', { from: cleo });
    await texts('STOP', { from: env.OWN_SHORT_CODE });
    await texts('we have got to STOP this bill');
    await texts('Stop. Thank you');
    expect(await events()).toEqual([]);
    await nothing();
  });

  it('to an app that wrote longer ago than a month does nothing', async () => {
    await appWrote();
    const old = '00000000-0000-7000-8000-000000000000';
    await sql.query(`UPDATE "Message" SET id = $2::uuid WHERE "mailboxId" = $1::uuid`, [desk.subscriber.mailboxId, old]);
    await sql.query(`UPDATE "Outbox" SET "messageId" = $2::uuid WHERE "mailboxId" = $1::uuid`, [desk.subscriber.mailboxId, old]);
    await texts('STOP');
    expect(await events()).toEqual([]);
  });

  it('to a short code or abroad stops apps without an answer: none can be sent', async () => {
    await appWrote();
    await sql.query(`UPDATE "Outbox" SET address = '+442079460000' WHERE "mailboxId" = $1::uuid`, [desk.subscriber.mailboxId]);
    await texts('STOP', { from: '+442079460000' });
    expect(await events()).toEqual([{ effect: 'stopped', isAnswered: false, address: '+442079460000' }]);
    expect(await answers()).toEqual([]);
  });
});

describe('STOP and a worker', () => {
  it('claimed and not begun: nothing leaves', async () => {
    await appWrote();
    await appSends();
    const rows = await claimOutbox(newId(), 30, 8);
    expect(rows).toHaveLength(1);
    await texts('STOP');
    expect([...(await beginAttempts(rows))]).toEqual([]);
    await dispatchAll();
    expect(submittedTo(ben)).toBe(1);
    expect(await statuses()).toEqual(['submitted', 'rejected opted-out']);
  });

  it('on its way and not taken by the carrier: not tried again', async () => {
    await appWrote();
    await appSends();
    carrier.answers.push(async () => {
      await texts('STOP');
      return { outcome: 'throttled', retryAfterMs: 0 };
    });
    await dispatchAll();
    expect(submittedTo(ben)).toBe(2);
    expect(await statuses()).toEqual(['submitted', 'rejected opted-out']);
  });

  it('stored by another process that had not seen it: rejected instead of begun', async () => {
    await appWrote();
    await appSends();
    // What a send leaves whose statement began before the STOP was committed.
    await sql.query(`INSERT INTO "AppOptOut" ("mailboxId", address) VALUES ($1::uuid, $2)`, [desk.subscriber.mailboxId, ben]);
    await dispatchAll();
    expect(submittedTo(ben)).toBe(1);
    expect(await statuses()).toEqual(['submitted', 'rejected opted-out']);
  });

  it('a beginning that has not committed is waited for, and stays what it is: its outcome is not known', async () => {
    await appWrote();
    await appSends();
    const [row] = await claimOutbox(newId(), 30, 8);
    if (!row) throw new Error('nothing was claimed');
    let stop: Promise<unknown> | undefined;
    await inSqlTransaction(async (tx) => {
      // What `beginAttempts` does, held before its commit.
      await tx.query(`UPDATE "Outbox" SET attempts = attempts + 1 WHERE id = $1`, [row.outboxId]);
      await tx.query(`INSERT INTO "Attempt" ("mailboxId", "outboxId", number, "leaseToken", "startedAt") VALUES ($1::uuid, $2, 1, $3::uuid, now())`, [row.mailboxId, row.outboxId, row.leaseToken]);
      stop = texts('STOP');
      await eventually(async () => {
        const waiting = await sql.query(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%"clientId" IS NOT NULL%FOR UPDATE%'`);
        expect(waiting).toHaveLength(1);
      });
    });
    await stop;
    expect(await statuses()).toEqual(['submitted', 'queued']);
    await sql.query(`UPDATE "Outbox" SET "leaseUntil" = now() - interval '1 second' WHERE id = $1`, [row.outboxId]);
    await sweepOutbox();
    expect(await sql.query(`SELECT state FROM "Outbox" WHERE id = $1`, [row.outboxId])).toEqual([{ state: 'in_doubt' }]);
  });

  it('no submit begins after a STOP was taken in: eight lines, two dispatchers, sends all the while', async () => {
    const late: string[] = [];
    const stopped = new Set<string>();
    carrier.free = { free: 64, againInMs: 0 };
    const submit = carrier.submit.bind(carrier);
    carrier.submit = (submission) => {
      if (stopped.has(submission.recipient) && submission.text === 'Your parcel is here') late.push(submission.recipient);
      return submit(submission);
    };
    const people = Array.from({ length: 8 }, (_, at) => `+1206555012${at}`);
    await appSends(people);
    await dispatchAll();
    let isOver = false;
    const working = [1, 2].map(async () => {
      while (!isOver) await dispatchOnce(carrier);
    });
    for (const [at, person] of people.entries()) {
      // Two of them at a time: to all of them it would be more than one line may send in a minute.
      const both = [person, people[(at + 1) % people.length] as string];
      const sending = Promise.all([appSends(both), appSends(both)]);
      await texts('STOP', { from: person });
      stopped.add(person);
      await sending;
      await appSends([person]);
    }
    isOver = true;
    await Promise.all(working);
    await dispatchAll();
    expect(late).toEqual([]);
    expect(stopped.size).toBe(8);
    const waiting = await sql.query(`SELECT 1 FROM "Outbox" WHERE "mailboxId" = $1::uuid AND state IN ('queued', 'claimed')`, [desk.subscriber.mailboxId]);
    expect(waiting).toEqual([]);
  });
});
