import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { sql } from '#lib/data/pool.ts';
import type { DeveloperActor } from '#lib/domain/actor.ts';
import { newId, parseShortId } from '#lib/ids.ts';
import { getWebhook, pingWebhook, replayDelivery, replayFailed } from '#lib/use-cases/notifications/delivery-log.ts';
import { createWebhookPoster } from '#lib/use-cases/notifications/post-webhook.ts';
import { endWebhookSecret, rotateWebhookSecret, setCallbackUrl, switchWebhook } from '#lib/use-cases/notifications/webhook-settings.ts';
import { createDeveloper } from '#tests/support/fixtures/accounts.ts';
import { createNotificationCaller, makeDeliveriesDue, type NotificationCaller, tellAll } from '#tests/support/fixtures/notifications.ts';
import { receive } from '#tests/support/fixtures/stored-messages.ts';
import { createReceiver, type WebhookReceiver } from '#tests/support/fixtures/webhook-receiver.ts';

const receivers: WebhookReceiver[] = [];
let caller: NotificationCaller;
let actor: DeveloperActor;
let clientId: string;
let receiver: WebhookReceiver;

beforeEach(async () => {
  await sql.query(`DELETE FROM "NotificationDelivery"`);
  await sql.query(`UPDATE "NotificationSubscription" SET "endedAt" = now() WHERE "endedAt" IS NULL`);
  caller = await createNotificationCaller();
  actor = { kind: 'developer', accountId: caller.client.accountId, name: 'Dev', sessionId: newId() };
  clientId = `hs_${caller.client.id}`;
  receiver = await createReceiver();
  receivers.push(receiver);
});

afterAll(() => receivers.forEach((each) => each.close()));

/** As a developer sets it; then to this machine, which the rules for people refuse. */
async function connect(): Promise<string> {
  const { secret } = await setCallbackUrl({ actor, input: { clientId, url: 'https://hooks.example.com/handset' } });
  await sql.query(`UPDATE "WebhookEndpoint" SET "url" = $2 WHERE "clientId" = $1::uuid`, [caller.client.id, receiver.url]);
  return secret ?? '';
}
const view = () => getWebhook({ actor, clientId });

describe('the address', () => {
  it('comes with a secret that is shown once and kept sealed', async () => {
    const secret = await connect();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await setCallbackUrl({ actor, input: { clientId, url: 'https://hooks.example.com/other' } })).toEqual({ secret: null });
    expect(JSON.stringify(await view())).not.toContain(secret.slice(6));
    expect(JSON.stringify(await sql.query(`SELECT * FROM "WebhookSecret"`))).not.toContain(secret.slice(6));
  });

  it.each(['http://hooks.example.com/', 'https://127.0.0.1/', 'https://10.0.0.8/', 'https://localhost/', 'https://u:p@hooks.example.com/', 'https://hooks.example.com:22/', 'nonsense', receiverLike()])(
    'SSRF: %s is refused with a sentence',
    async (url) => {
      await expect(setCallbackUrl({ actor, input: { clientId, url } })).rejects.toMatchObject({ code: 'invalid-input', field: 'url' });
      expect((await view()).endpoint).toBeNull();
    },
  );

  it('T1: another developer’s app is not there, for any act', async () => {
    await connect();
    const stranger = await createDeveloper();
    const input = { clientId };
    const acts = [
      () => getWebhook({ actor: stranger, clientId }),
      () => setCallbackUrl({ actor: stranger, input: { clientId, url: 'https://evil.example/' } }),
      () => switchWebhook({ actor: stranger, input, on: false }),
      () => rotateWebhookSecret({ actor: stranger, input: { clientId, overlapSeconds: 0 } }),
      () => endWebhookSecret({ actor: stranger, input: { clientId, secretId: newId() } }),
      () => pingWebhook({ actor: stranger, input }),
      () => replayDelivery({ actor: stranger, input: { clientId, deliveryId: newId() } }),
      () => replayFailed({ actor: stranger, input }),
    ];
    for (const act of acts) await expect(act()).rejects.toMatchObject({ code: 'not-found', message: 'There is no such app.' });
  });

  it('switched off, nothing is sent; switched on, what was missed is', async () => {
    await connect();
    await caller.createSubscription(await caller.createChannel());
    await switchWebhook({ actor, input: { clientId }, on: false });
    await expect(switchWebhook({ actor, input: { clientId }, on: false })).rejects.toMatchObject({ code: 'conflict' });
    await receive(caller.subscriber, { text: 'missed' });
    await tellAll();
    expect(receiver.posts).toEqual([]);
    await switchWebhook({ actor, input: { clientId }, on: true });
    await tellAll();
    expect(receiver.eventsOf(0)[0].text).toBe('missed');
  });

  it('I9: each change leaves its row in the audit', async () => {
    await connect();
    await rotateWebhookSecret({ actor, input: { clientId, overlapSeconds: 3600 } });
    await switchWebhook({ actor, input: { clientId }, on: false });
    const rows = await sql.query<{ action: string }>(`SELECT "action" FROM "AuditEntry" WHERE "subjectId" = $1 ORDER BY "id"`, [caller.client.id]);
    expect(rows.map(({ action }) => action)).toEqual(['webhook.address-set', 'webhook.secret-rotated', 'webhook.disabled']);
  });
});

describe('the secret', () => {
  it('rotates with an overlap: never more than two sign; the old one can be ended, the new one cannot', async () => {
    const first = await connect();
    const second = (await rotateWebhookSecret({ actor, input: { clientId, overlapSeconds: 3600 } })).secret;
    const third = (await rotateWebhookSecret({ actor, input: { clientId, overlapSeconds: 3600 } })).secret;
    const { secrets } = await view();
    expect(secrets.map(({ lastFour }) => lastFour)).toEqual([third, second].map((secret) => secret.slice(-5, -1)));
    await pingWebhook({ actor, input: { clientId } });
    await tellAll();
    const [post] = receiver.posts;
    const verifies = (secret: string) => {
      try {
        return Boolean(new Webhook(secret).verify(post?.body ?? '', post?.headers as Record<string, string>));
      } catch {
        return false;
      }
    };
    expect([first, second, third].map(verifies)).toEqual([false, true, true]);
    await expect(endWebhookSecret({ actor, input: { clientId, secretId: secrets[0]?.id } })).rejects.toMatchObject({ code: 'not-found' });
    await endWebhookSecret({ actor, input: { clientId, secretId: secrets[1]?.id } });
    expect((await view()).secrets).toHaveLength(1);
  });

  it('rotates at the same time from two windows: two sign at most', async () => {
    await connect();
    await Promise.all(Array.from({ length: 4 }, () => rotateWebhookSecret({ actor, input: { clientId, overlapSeconds: 3600 } })));
    expect((await view()).secrets).toHaveLength(2);
  });
});

describe('the log', () => {
  it('a test is posted once without events, and its failure is the answer', async () => {
    await connect();
    receiver.standard = 500;
    await pingWebhook({ actor, input: { clientId } });
    await expect(pingWebhook({ actor, input: { clientId } })).rejects.toMatchObject({ code: 'conflict' });
    await tellAll();
    expect(JSON.parse(receiver.posts[0]?.body ?? '')).toEqual({ messageNotifications: { subscriptionNotifications: [] } });
    await makeDeliveriesDue();
    await tellAll();
    expect(receiver.posts).toHaveLength(1);
    expect((await view()).deliveries).toMatchObject([{ isPing: true, state: 'failed', status: 500, attempts: 1 }]);
  });

  it('shows state, attempts, answer and time, and never a text or a number', async () => {
    await connect();
    await caller.createSubscription(await caller.createChannel(), { callbackData: 'row' });
    receiver.answers.push(503);
    await receive(caller.subscriber, { text: 'canary-4711', from: '+12065550199' });
    await tellAll(createWebhookPoster({ loopback: true }));
    const shown = await view();
    expect(shown.deliveries).toMatchObject([{ isPing: false, eventCount: 1, state: 'pending', attempts: 1, outcome: 'answered', status: 503, latencyMs: expect.any(Number) }]);
    expect(shown.deliveries[0]?.nextAttemptAt.getTime()).toBeGreaterThan(shown.deliveries[0]?.createdAt.getTime() ?? Infinity);
    expect(JSON.stringify(shown)).not.toMatch(/canary|2065550199/);
    expect([shown.subscriptions, shown.channelId]).toEqual([1, expect.any(String)]);
  });

  it('replays one, or all that failed, under the ids they had', async () => {
    await connect();
    await caller.createSubscription(await caller.createChannel());
    for (const text of ['first', 'second']) {
      receiver.answers.push(500);
      await receive(caller.subscriber, { text });
      await tellAll();
      await sql.query(`UPDATE "NotificationDelivery" SET "state" = 'failed', "finishedAt" = now() WHERE "state" = 'pending'`);
    }
    expect((await view()).failed).toBe(2);
    expect(await replayFailed({ actor, input: { clientId } })).toEqual({ replayed: 2 });
    await tellAll();
    const ids = receiver.posts.map(({ headers }) => headers['webhook-id']);
    expect(ids.slice(2)).toEqual(ids.slice(0, 2));
    expect(receiver.posts.slice(2).map((_, at) => receiver.eventsOf(at + 2)[0].text)).toEqual(['first', 'second']);
    const [newest] = (await view()).deliveries;
    await replayDelivery({ actor, input: { clientId, deliveryId: newest?.id } });
    await expect(replayDelivery({ actor, input: { clientId, deliveryId: newest?.id } })).rejects.toMatchObject({ code: 'not-found' });
    await tellAll();
    expect(receiver.posts.at(-1)?.headers['webhook-id']).toBe(newest?.webhookId);
  });

  it('E3: what belongs to an ended subscription is not replayed', async () => {
    await connect();
    const { path, subscriptionId } = await caller.createSubscription(await caller.createChannel());
    await receive(caller.subscriber);
    await tellAll();
    await caller.callAsClient('DELETE', path);
    const [row] = await sql.query<{ id: string }>(`SELECT "id" FROM "NotificationDelivery" WHERE "subscriptionId" = $1::uuid`, [parseShortId(subscriptionId)]);
    await expect(replayDelivery({ actor, input: { clientId, deliveryId: row?.id } })).rejects.toMatchObject({ code: 'not-found' });
  });
});

/** What a receiver on this machine is called; the tests' own settings do not allow it. */
function receiverLike(): string {
  return 'http://127.0.0.1:4000/hook';
}
