import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { sql } from '#lib/data/pool.ts';
import { closeDelivery, claimDeliveries } from '#lib/data/notifications/deliveries.ts';
import { retireWebhookSecrets } from '#lib/data/notifications/endpoints.ts';
import { inSqlTransaction } from '#lib/data/pool.ts';
import { newId } from '#lib/ids.ts';
import { createDeliveryRunner } from '#lib/use-cases/notifications/delivery-runner.ts';
import { collectNotifications } from '#lib/use-cases/notifications/collect-notifications.ts';
import { createWebhookPoster } from '#lib/use-cases/notifications/post-webhook.ts';
import { giveWebhookSecret } from '#lib/use-cases/notifications/webhook-secrets.ts';
import { createNotificationCaller, makeDeliveriesDue, type NotificationCaller, setReceiver, tellAll } from '#tests/support/fixtures/notifications.ts';
import { eventually } from '#tests/support/eventually.ts';
import { receive } from '#tests/support/fixtures/stored-messages.ts';
import { createReceiver, type WebhookReceiver } from '#tests/support/fixtures/webhook-receiver.ts';

const receivers: WebhookReceiver[] = [];
let caller: NotificationCaller;
let receiver: WebhookReceiver;
let secret: string;

async function createApp(): Promise<{ caller: NotificationCaller; receiver: WebhookReceiver; secret: string }> {
  const app = { caller: await createNotificationCaller(), receiver: await createReceiver() };
  receivers.push(app.receiver);
  const given = await setReceiver(app.caller.client.id, app.receiver.url);
  await app.caller.createSubscription(await app.caller.createChannel());
  return { ...app, secret: given };
}

beforeEach(async () => {
  await sql.query(`DELETE FROM "NotificationDelivery"`);
  await sql.query(`UPDATE "NotificationSubscription" SET "endedAt" = now() WHERE "endedAt" IS NULL`);
  ({ caller, receiver, secret } = await createApp());
});

afterAll(() => receivers.forEach((each) => each.close()));

const rows = () =>
  sql.query<{ state: string; attempts: number; waitSeconds: number; giveUpSeconds: number }>(
    `SELECT "state", "attempts", extract(epoch FROM "nextAttemptAt" - clock_timestamp())::float8 AS "waitSeconds",
       extract(epoch FROM "giveUpAt" - clock_timestamp())::float8 AS "giveUpSeconds" FROM "NotificationDelivery" WHERE "clientId" = $1::uuid ORDER BY "id"`,
    [caller.client.id],
  );
const ids = () => receiver.posts.map(({ headers }) => headers['webhook-id']);

describe('a delivery that is not taken', () => {
  it.each([500, 404, 302, 429])('%i: is tried again under the same webhook-id, later each time, and ends with the first 2xx', async (status) => {
    receiver.answers.push(status, status, status);
    await receive(caller.subscriber);
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await makeDeliveriesDue();
      await tellAll();
      waits.push((await rows())[0]?.waitSeconds ?? 0);
    }
    await makeDeliveriesDue();
    await tellAll();
    expect(receiver.posts).toHaveLength(4);
    expect(new Set(ids()).size).toBe(1);
    expect(waits[2]).toBeGreaterThan(waits[1] ?? 0);
    expect(waits[1]).toBeGreaterThan(waits[0] ?? 0);
    expect((await rows()).map(({ state, attempts }) => [state, attempts])).toEqual([['delivered', 4]]);
  });

  it('a redirect is not followed', async () => {
    const elsewhere = (await createApp()).receiver;
    receiver.answers.push((response) => response.writeHead(307, { Location: elsewhere.url }).end());
    await receive(caller.subscriber);
    await tellAll();
    expect(elsewhere.posts).toEqual([]);
    expect((await rows())[0]?.state).toBe('pending');
  });

  it('waits as long as Retry-After says', async () => {
    receiver.answers.push((response) => response.writeHead(503, { 'Retry-After': '600' }).end());
    await receive(caller.subscriber);
    await tellAll();
    expect((await rows())[0]?.waitSeconds).toBeGreaterThan(500);
  });

  it('for 24 hours by the clock of the database, then it has failed, and what came after goes on', async () => {
    receiver.answers.push(500, 500);
    await receive(caller.subscriber, { text: 'first' });
    await tellAll();
    const [row] = await rows();
    expect(row?.giveUpSeconds).toBeGreaterThan(86_000);
    expect(row?.giveUpSeconds).toBeLessThanOrEqual(86_400);
    await receive(caller.subscriber, { text: 'second' });
    await sql.query(`UPDATE "NotificationDelivery" SET "giveUpAt" = clock_timestamp(), "nextAttemptAt" = clock_timestamp()`);
    await tellAll();
    expect((await rows()).map(({ state }) => state)).toEqual(['failed', 'delivered']);
    expect(receiver.eventsOf(2)[0].text).toBe('second');
  });

  it('order: later changes of a subscription wait for it', async () => {
    receiver.answers.push(500);
    await receive(caller.subscriber, { text: 'first' });
    await tellAll();
    await receive(caller.subscriber, { text: 'second' });
    await tellAll();
    expect(receiver.posts).toHaveLength(1);
    await makeDeliveriesDue();
    await tellAll();
    expect(receiver.posts.slice(1).flatMap((_, at) => receiver.eventsOf(at + 1)).map(({ text }) => text)).toEqual(['first', 'second']);
  });

  it('410: its subscription ends, and nothing more is sent', async () => {
    receiver.answers.push(410);
    await receive(caller.subscriber);
    await tellAll();
    await receive(caller.subscriber);
    await tellAll();
    expect(receiver.posts).toHaveLength(1);
    expect((await rows()).map(({ state }) => state)).toEqual(['failed']);
  });

  it('an address that fails for days is switched off with an entry in the audit; nothing is sent to it until it is on again', async () => {
    receiver.standard = 500;
    await receive(caller.subscriber);
    await tellAll();
    await sql.query(`UPDATE "WebhookEndpoint" SET "failingSince" = now() - interval '6 days' WHERE "clientId" = $1::uuid`, [caller.client.id]);
    await makeDeliveriesDue();
    await tellAll();
    expect(await sql.query(`SELECT "disabledReason" FROM "WebhookEndpoint" WHERE "clientId" = $1::uuid`, [caller.client.id])).toEqual([{ disabledReason: 'failing' }]);
    expect(await sql.query(`SELECT 1 FROM "AuditEntry" WHERE "action" = 'webhook.disabled' AND "subjectId" = $1`, [caller.client.id])).toHaveLength(1);
    await makeDeliveriesDue();
    await tellAll();
    expect(receiver.posts).toHaveLength(2);
  });

  it('one success makes an address good again', async () => {
    receiver.answers.push(500, 204);
    await receive(caller.subscriber);
    await tellAll();
    await makeDeliveriesDue();
    await tellAll();
    expect(await sql.query(`SELECT "failingSince" FROM "WebhookEndpoint" WHERE "clientId" = $1::uuid`, [caller.client.id])).toEqual([{ failingSince: null }]);
  });
});

describe('while a secret is rotated', () => {
  it('signs with both, newest first, and with the new one alone afterwards', async () => {
    const next = await inSqlTransaction(async (tx) => {
      await retireWebhookSecrets(tx, caller.client.id, 3600);
      return giveWebhookSecret(tx, caller.client.id);
    });
    await receive(caller.subscriber);
    await tellAll();
    const [first] = receiver.posts;
    expect(String(first?.headers['webhook-signature']).split(' ')).toHaveLength(2);
    for (const each of [secret, next]) expect(() => new Webhook(each).verify(first?.body ?? '', first?.headers as Record<string, string>)).not.toThrow();
    await sql.query(`UPDATE "WebhookSecret" SET "expiresAt" = clock_timestamp() WHERE "expiresAt" IS NOT NULL`);
    await receive(caller.subscriber);
    await tellAll();
    const second = receiver.posts[1];
    expect(() => new Webhook(secret).verify(second?.body ?? '', second?.headers as Record<string, string>)).toThrow();
    expect(() => new Webhook(next).verify(second?.body ?? '', second?.headers as Record<string, string>)).not.toThrow();
  });
});

describe('many addresses and many workers', () => {
  it('F32: one that does not answer holds up nobody, and takes no more than its places', async () => {
    const slow = await createNotificationCaller();
    const hanging: (() => void)[] = [];
    const stuck = await createReceiver();
    receivers.push(stuck);
    stuck.standard = (response) => void hanging.push(() => response.writeHead(204).end());
    await setReceiver(slow.client.id, stuck.url);
    const channelId = await slow.createChannel();
    for (let at = 0; at < 5; at += 1) await slow.createSubscription(channelId);
    await receive(slow.subscriber);
    await receive(caller.subscriber);
    await collectNotifications(null);
    const runner = createDeliveryRunner({ post: createWebhookPoster({ loopback: true }) });
    expect(await runner.start()).toBe(5);
    await eventually(() => expect([receiver.posts.length, stuck.posts.length]).toEqual([1, 4]));
    expect(await runner.start()).toBe(0);
    await receive(caller.subscriber);
    await eventually(async () => {
      await collectNotifications(null);
      await runner.start();
      expect(receiver.posts).toHaveLength(2);
    });
    expect(stuck.posts).toHaveLength(4);
    stuck.standard = 204;
    hanging.forEach((answer) => answer());
    await runner.settled();
    await runner.start();
    await runner.settled();
    expect(stuck.posts).toHaveLength(5);
  });

  it('several workers at once: each change is told once', async () => {
    for (let at = 0; at < 30; at += 1) await receive(caller.subscriber, { text: `${at}` });
    await Promise.all([tellAll(), tellAll(), tellAll()]);
    await tellAll();
    expect(receiver.posts.flatMap((_, at) => receiver.eventsOf(at)).map(({ text }) => text)).toEqual(Array.from({ length: 30 }, (_, at) => `${at}`));
  });

  it('F12: a worker that lost its lease changes nothing any more', async () => {
    await receive(caller.subscriber);
    await collectNotifications(null);
    const claim = () => claimDeliveries({ leaseToken: newId(), leaseSeconds: 45, limit: 10, perEndpoint: 4 });
    const [old] = await claim();
    await sql.query(`UPDATE "NotificationDelivery" SET "leaseUntil" = clock_timestamp() - interval '1 second'`);
    await createDeliveryRunner({ post: createWebhookPoster({ loopback: true }) }).sweep();
    const [fresh] = await claim();
    if (!old || !fresh) throw new Error('nothing was claimed');
    expect(await inSqlTransaction((tx) => closeDelivery(tx, old, 'failed'))).toBe(false);
    expect(await inSqlTransaction((tx) => closeDelivery(tx, fresh, 'delivered'))).toBe(true);
  });
});
