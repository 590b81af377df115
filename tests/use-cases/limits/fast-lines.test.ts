import { beforeEach, describe, expect, it } from 'vitest';
import { readLinePatterns } from '#lib/data/consumer-pattern.ts';
import { sql } from '#lib/data/pool.ts';
import { claimPaced } from '#lib/data/store/paced.ts';
import { pacedEverySeconds } from '#lib/domain/consumer-pattern.ts';
import { lineLimits } from '#lib/domain/rate-limit.ts';
import { newId } from '#lib/ids.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { dispatchOnce } from '#tests/support/dispatch.ts';
import { type ApiAnswer, type ApiCaller, createCaller } from '#tests/support/fixtures/app-clients.ts';
import { createFakeCarrier } from '#tests/support/fixtures/fake-carrier.ts';

let app: ApiCaller;
beforeEach(async () => {
  app = await createCaller();
});

const mailboxId = () => app.subscriber.mailboxId;
const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, at) => `+1206555${String(from + at).padStart(4, '0')}`);
const send = (addresses: string[], { by = app, isGroup = false }: { by?: ApiCaller; isGroup?: boolean } = {}): Promise<ApiAnswer> =>
  by.call('POST', '/myMessages/v2/messages', { body: { messageRequest: { addresses, text: newId(), isGroup } } });
const queued = async () => (await sql.query(`SELECT 1 FROM "Outbox" WHERE "mailboxId" = $1::uuid`, [mailboxId()])).length;
const signs = async () => (await sql.query<{ signs: { key: string; value: number }[] }>(`SELECT signs FROM "LineFlag" WHERE "mailboxId" = $1::uuid AND state = 'open'`, [mailboxId()]))[0]?.signs;
/** What the line may send again after some time, without the time. */
const refill = (free: number) =>
  sql.query(`UPDATE "RateBucket" SET "tatAt" = clock_timestamp() + make_interval(secs => $2::int) WHERE key = $1`, [`line:${mailboxId()}:minute`, lineLimits.perMinute - free]);
const usedSeconds = async () =>
  (await sql.query<{ used: number }>(`SELECT extract(epoch FROM "tatAt" - clock_timestamp())::float8 AS used FROM "RateBucket" WHERE key = $1`, [`line:${mailboxId()}:minute`]))[0]?.used;

describe('T21, L2: an app’s message to ten is ten texts', () => {
  it.each([['one by one', false], ['as a group', true]])('four apps that write to ten each, %s, send together what one line may send', async (_, isGroup) => {
    const apps = [app, ...(await Promise.all([1, 2, 3].map(() => createCaller({ subscriber: app.subscriber }))))];
    const startedAt = performance.now();
    const answers = await Promise.all(apps.flatMap((by) => Array.from({ length: 4 }, () => send(numbers(10), { by, isGroup }))));
    const most = lineLimits.perMinute + Math.ceil((performance.now() - startedAt) / 1000);
    expect(await queued()).toBeGreaterThanOrEqual(lineLimits.perMinute);
    expect(await queued()).toBeLessThanOrEqual(most);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 429]));
  });

  it('all of it goes or none: what does not fit is refused, costs nothing, and says when it will fit', async () => {
    await send(numbers(1));
    await refill(5);
    const refused = await send(numbers(10));
    expect(refused.status).toBe(429);
    const seconds = Number(refused.headers.get('Retry-After'));
    expect(seconds).toBeGreaterThan(1);
    expect(seconds).toBeLessThanOrEqual(5);
    expect(await queued()).toBe(1);
    await refill(5);
    expect((await send(numbers(5))).status).toBe(201);
  });

  it('what the day refuses is given back to the minute, all ten of it', async () => {
    await sql.query(`INSERT INTO "RateBucket" (key, "tatAt") VALUES ($1, clock_timestamp() + interval '1 day')`, [`line:${mailboxId()}:day`]);
    expect((await send(numbers(10))).status).toBe(429);
    expect(await usedSeconds()).toBeLessThanOrEqual(0);
  });

  it('a person who writes to a group has written once', async () => {
    await sendMessage({ actor: app.subscriber, addresses: numbers(10), text: 'Dinner?', isGroup: true });
    expect(await usedSeconds()).toBeLessThanOrEqual(1);
  });

  it('the watcher counts a group of ten as ten, in any minute, wherever it begins', async () => {
    for (let at = 0; at < 6; at += 1) expect((await send(numbers(10), { isGroup: true })).status).toBe(201);
    await sql.query(
      `UPDATE "Message" m SET "sentAt" = date_trunc('minute', now()) + make_interval(secs => (CASE WHEN n % 2 = 0 THEN -10 ELSE 10 END)::int)
       FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM "Message" WHERE "mailboxId" = $1::uuid) o WHERE m."mailboxId" = $1::uuid AND m.id = o.id`,
      [mailboxId()],
    );
    const quiet = await createCaller();
    await send(numbers(10), { by: quiet });
    const watched = [quiet.subscriber.mailboxId, mailboxId()].map((each) => ({ mailboxId: each, since: new Date(0) }));
    expect(await readLinePatterns(watched, { few: 59 })).toEqual([null, { sent: 60, received: 0, recipients: 10, busiestMinute: 60, busiestTenMinutes: 60, repeated: 10 }]);
    expect(await readLinePatterns(watched, { few: 60 })).toEqual([null, null]);
  });
});

describe('L2: a line that passes a minute’s bound is slow from then on', () => {
  beforeEach(async () => {
    await sql.query(`UPDATE "Outbox" SET state = 'done'`);
    for (let at = 0; at < 6; at += 1) await send(numbers(10, 10 * at), { isGroup: at % 2 === 0 });
    await refill(1);
  });

  it('it is flagged by the very send that passes it, before the app hears of it and before any worker looks', async () => {
    expect(await signs()).toBeUndefined();
    expect((await send(numbers(1, 99))).status).toBe(201);
    expect(await signs()).toContainEqual(expect.objectContaining({ key: 'busiestMinute', value: 61 }));
  });

  it('what it queues waits for its turn, and nothing of it is dropped', async () => {
    await send(numbers(1, 99));
    const carrier = createFakeCarrier();
    while (await dispatchOnce(carrier));
    expect(carrier.seen).toHaveLength(1);
    expect(await claimPaced(newId(), { leaseSeconds: 60, everySeconds: pacedEverySeconds, limit: 10 })).toEqual([]);
    const [left] = await sql.query(`SELECT count(*)::int AS waiting FROM "Outbox" WHERE "mailboxId" = $1::uuid AND state = 'queued'`, [mailboxId()]);
    expect(left).toEqual({ waiting: 60 });
  });

  it('the sixtieth is still a person’s', async () => {
    await sql.query(`DELETE FROM "Recipient" WHERE "mailboxId" = $1::uuid AND address = $2`, [mailboxId(), numbers(1)[0]]);
    await send(numbers(1, 99));
    expect(await signs()).toBeUndefined();
  });
});
