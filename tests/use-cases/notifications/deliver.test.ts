import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { getPrisma } from '#lib/data/prisma.ts';
import { sql } from '#lib/data/pool.ts';
import { parseShortId, shortId } from '#lib/ids.ts';
import { sendMessage } from '#lib/use-cases/messages/send-message.ts';
import { deleteMessages } from '#lib/use-cases/messages/delete-messages.ts';
import { updateMessages } from '#lib/use-cases/messages/update-messages.ts';
import { endConsent } from '#lib/use-cases/consent/end-consent.ts';
import { createNotificationCaller, makeDeliveriesDue, type NotificationCaller, setReceiver, tellAll } from '#tests/support/fixtures/notifications.ts';
import { receive, receiveOwnCode } from '#tests/support/fixtures/stored-messages.ts';
import { createReceiver, type WebhookReceiver } from '#tests/support/fixtures/webhook-receiver.ts';

const receivers: WebhookReceiver[] = [];
let caller: NotificationCaller;
let receiver: WebhookReceiver;
let channelId: string;
let secret: string;

beforeEach(async () => {
  await sql.query(`DELETE FROM "NotificationDelivery"`);
  await sql.query(`UPDATE "NotificationSubscription" SET "endedAt" = now() WHERE "endedAt" IS NULL`);
  caller = await createNotificationCaller();
  receiver = await createReceiver();
  receivers.push(receiver);
  channelId = await caller.createChannel();
  secret = await setReceiver(caller.client.id, receiver.url);
});

afterAll(() => receivers.forEach((each) => each.close()));

const states = async () =>
  (await sql.query<{ state: string; attempts: number }>(`SELECT "state", "attempts" FROM "NotificationDelivery" WHERE "clientId" = $1::uuid ORDER BY "id"`, [caller.client.id])).map(
    ({ state, attempts }) => `${state} ${attempts}`,
  );

describe('what an app is told', () => {
  it('wire 2.14: a message that came in, whole and in the original’s envelope', async () => {
    const { subscriptionId } = await caller.createSubscription(channelId, { callbackData: 'row 7' });
    const id = await receive(caller.subscriber, { text: 'Héllo' });
    await tellAll();
    expect(receiver.posts).toHaveLength(1);
    expect(receiver.posts[0]?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(receiver.posts[0]?.body ?? '')).toEqual({
      messageNotifications: {
        subscriptionNotifications: [
          {
            subscriptionId,
            callbackData: 'row 7',
            notificationEvents: [
              { messageId: shortId(id), conversationThreadId: expect.any(String), eventType: 'add', event: 'TEXT', text: 'Héllo', isTextTruncated: false, isFavorite: false, isUnread: true },
            ],
          },
        ],
      },
    });
    expect(await states()).toEqual(['delivered 1']);
  });

  it('add, update, delete in the order of the changes; a picture message without its text', async () => {
    await caller.createSubscription(channelId);
    const id = await receive(caller.subscriber);
    await tellAll();
    await updateMessages({ actor: caller.subscriber, updates: [{ messageId: shortId(id), isUnread: false }] });
    await tellAll();
    await deleteMessages({ actor: caller.subscriber, messageIds: [shortId(id)] });
    const mms = await receive(caller.subscriber, { subject: 'Picnic', text: 'x' });
    await tellAll();
    const told = receiver.posts.flatMap((_, at) => receiver.eventsOf(at)).map(({ eventType, event, messageId, isUnread, text }) => ({ eventType, event, messageId, isUnread, text }));
    expect(told).toEqual([
      { eventType: 'add', event: 'TEXT', messageId: shortId(id), isUnread: true, text: 'Hello' },
      { eventType: 'update', event: 'TEXT', messageId: shortId(id), isUnread: false, text: 'Hello' },
      { eventType: 'delete', event: 'TEXT', messageId: shortId(id), isUnread: false, text: undefined },
      { eventType: 'add', event: 'MMS', messageId: shortId(mms), isUnread: true, text: undefined },
    ]);
  });

  it('only the events that were asked for, and only from the subscription on', async () => {
    await receive(caller.subscriber, { text: 'before' });
    await caller.createSubscription(channelId, { events: ['MMS'] });
    await receive(caller.subscriber, { text: 'a text' });
    await receive(caller.subscriber, { subject: 'Picture', text: 'x' });
    await tellAll();
    expect(receiver.posts.flatMap((_, at) => receiver.eventsOf(at)).map(({ event }) => event)).toEqual(['MMS']);
  });

  it('E4: never a code that Handset itself texted, not even its deletion', async () => {
    await caller.createSubscription(channelId);
    const code = await receiveOwnCode(caller.subscriber);
    await tellAll();
    await deleteMessages({ actor: caller.subscriber, messageIds: [shortId(code)] });
    await tellAll();
    expect(receiver.posts).toEqual([]);
    expect(await sql.query(`SELECT 1 FROM "NotificationDelivery"`)).toEqual([]);
  });

  it('a burst in batches of the size the channel names, each change once and in order', async () => {
    await caller.createSubscription(channelId);
    const ids: string[] = [];
    for (let at = 0; at < 45; at += 1) ids.push(shortId(await receive(caller.subscriber, { text: `${at}` })));
    await tellAll();
    expect(receiver.posts.map((_, at) => receiver.eventsOf(at).length)).toEqual([20, 20, 5]);
    expect(receiver.posts.flatMap((_, at) => receiver.eventsOf(at)).map(({ messageId }) => messageId)).toEqual(ids);
  });

  it('nothing of what was deleted between the change and the post, and no text of it is kept in the queue', async () => {
    await caller.createSubscription(channelId);
    const id = await receive(caller.subscriber, { text: 'canary-4711' });
    receiver.standard = 500;
    await tellAll();
    expect(JSON.stringify(await sql.query(`SELECT * FROM "NotificationDelivery"`))).not.toContain('canary');
    await deleteMessages({ actor: caller.subscriber, messageIds: [shortId(id)] });
    receiver.standard = 204;
    await makeDeliveriesDue();
    await tellAll();
    expect(receiver.posts.slice(1).map(({ body }) => body).join()).not.toContain('canary');
    expect((await states())[0]).toBe('cancelled 1');
  });

  it('a long text cut between characters, and says so', async () => {
    await caller.createSubscription(channelId);
    await receive(caller.subscriber, { text: 'a'.repeat(700) });
    await sql.query(`UPDATE "Message" SET "route" = 'SMS', "text" = repeat('😎', 501) WHERE "mailboxId" = $1::uuid`, [caller.subscriber.mailboxId]);
    await sql.query(`UPDATE "NotificationSubscription" SET "events" = '{}' WHERE "endedAt" IS NULL`);
    await tellAll();
    expect(receiver.eventsOf(0)[0]).toMatchObject({ text: '😎'.repeat(500), isTextTruncated: true });
  });

  it('T1: changes of one inbox and no other’s', async () => {
    const other = await createNotificationCaller();
    await caller.createSubscription(channelId);
    await receive(other.subscriber, { text: 'not yours' });
    await tellAll();
    expect(receiver.posts).toEqual([]);
  });
});

describe('whether an app is told', () => {
  it('E3: not after the consent ended, also for what waits already', async () => {
    await caller.createSubscription(channelId);
    receiver.standard = 500;
    await receive(caller.subscriber);
    await tellAll();
    await endConsent({ actor: caller.subscriber, grantId: caller.grantId });
    await receive(caller.subscriber);
    await makeDeliveriesDue();
    await tellAll();
    expect(receiver.posts).toHaveLength(1);
    expect(await states()).toEqual(['cancelled 1']);
  });

  it('not while the consent is paused or the app switched off; afterwards it is told what it missed', async () => {
    await caller.createSubscription(channelId);
    const prisma = getPrisma();
    await receive(caller.subscriber, { text: 'first' });
    receiver.standard = 500;
    await tellAll();
    const pause = (pausedUntil: Date | null) => prisma.consentGrant.update({ where: { id: caller.grantId }, data: { pausedUntil } });
    const disable = (disabledAt: Date | null) => prisma.client.update({ where: { id: caller.client.id }, data: { disabledAt } });
    for (const stop of [() => pause(new Date(Date.now() + 3_600_000)), () => disable(new Date())]) {
      await stop();
      await receive(caller.subscriber, { text: 'while stopped' });
      await makeDeliveriesDue();
      await tellAll();
      expect(receiver.posts).toHaveLength(1);
      await pause(null);
      await disable(null);
    }
    receiver.standard = 204;
    await makeDeliveriesDue();
    await tellAll();
    expect(receiver.posts.slice(1).flatMap((_, at) => receiver.eventsOf(at + 1)).map(({ text }) => text)).toEqual(['first', 'while stopped', 'while stopped']);
    expect((await states())[0]).toBe('delivered 2');
  });

  it('not after the subscription lapsed, or was deleted by the app', async () => {
    const { path } = await caller.createSubscription(channelId);
    const lapsing = await caller.createSubscription(channelId, { expiresIn: 3600 });
    await caller.callAsClient('DELETE', path);
    await sql.query(`UPDATE "NotificationSubscription" SET "expiresAt" = clock_timestamp() WHERE "id" = $1::uuid`, [parseShortId(lapsing.subscriptionId)]);
    await receive(caller.subscriber);
    await tellAll();
    expect(receiver.posts).toEqual([]);
  });

  it('not when the consent no longer reads', async () => {
    await caller.createSubscription(channelId);
    await getPrisma().consentGrant.update({ where: { id: caller.grantId }, data: { scopes: ['IMMN'] } });
    await receive(caller.subscriber);
    await tellAll();
    expect(receiver.posts).toEqual([]);
  });
});

describe('how it is signed', () => {
  it('wire 0.8, Standard Webhooks: an independent library verifies it, and a changed body is refused', async () => {
    await caller.createSubscription(channelId);
    await sendMessage({ actor: caller.subscriber, addresses: ['+12025550123'], text: 'out' });
    await tellAll();
    const [post] = receiver.posts;
    const headers = post?.headers as Record<string, string>;
    expect(headers['webhook-id']).toMatch(/^msg_[\w-]{22}$/);
    expect(() => new Webhook(secret).verify(post?.body ?? '', headers)).not.toThrow();
    expect(() => new Webhook(secret).verify(`${post?.body} `, headers)).toThrow();
    expect(secret).toMatch(/^whsec_/);
  });
});
