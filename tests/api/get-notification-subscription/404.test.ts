import { beforeAll, describe, expect, it } from 'vitest';
import { getPrisma } from '#lib/data/prisma.ts';
import { sql } from '#lib/data/pool.ts';
import { newId, shortId } from '#lib/ids.ts';
import { callApi, createToken } from '#tests/support/fixtures/app-clients.ts';
import { channelsPath, createChannelCaller, createNotificationCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';
import { createSubscriber } from '#tests/support/fixtures/subscribers.ts';
import { expectRefused } from '#tests/support/refusal.ts';

let caller: NotificationCaller;
let channelId: string;

beforeAll(async () => {
  ({ caller, channelId } = await createChannelCaller());
});

describe('GET /notification/v1/channels/{channelId}/subscriptions/{subscriptionId} of what is not there', () => {
  it('T1: of another subscriber, another consent or another app, lapsed or ended: the bytes of one that does not exist', async () => {
    const { path } = await caller.createSubscription(channelId);
    const neighbour = await createToken({ client: caller.client, subscriber: await createSubscriber() });
    const stranger = await createNotificationCaller();
    const lapsed = await caller.createSubscription(channelId, { expiresIn: 3600 });
    await sql.query(`UPDATE "NotificationSubscription" SET "expiresAt" = clock_timestamp() WHERE "expiresAt" IS NOT NULL`);
    const answers = [
      await callApi('GET', path, { token: neighbour.token }),
      await stranger.call('GET', path),
      await caller.call('GET', lapsed.path),
      await caller.call('GET', `${channelsPath}/${channelId}/subscriptions/${shortId(newId())}`),
      await caller.call('GET', `${channelsPath}/${shortId(newId())}/subscriptions/${path.split('/').at(-1)}`),
      await caller.call('GET', `${channelsPath}/${channelId}/subscriptions/nothing`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
    for (const answer of answers) expectRefused(answer, { status: 404, code: 'SVC0002', field: 'subscriptionId', says: 'no such subscription' });
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await caller.call('GET', path)).status).toBe(200);
  });

  it('E3: a consent that was given anew does not find the subscriptions of the ended one', async () => {
    const other = await createNotificationCaller();
    const { path } = await other.createSubscription(await other.createChannel());
    await getPrisma().consentGrant.update({ where: { id: other.grantId }, data: { endedAt: new Date() } });
    expect((await other.call('GET', path)).status).toBe(401);
    const anew = await createToken({ client: other.client, subscriber: other.subscriber });
    expect((await callApi('GET', path, { token: anew.token })).status).toBe(404);
  });
});
