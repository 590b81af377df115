import { beforeAll, describe, expect, it } from 'vitest';
import { newId, shortId } from '#lib/ids.ts';
import { channelsPath, createNotificationCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';

let caller: NotificationCaller;
let channelId: string;

beforeAll(async () => {
  caller = await createNotificationCaller();
  channelId = await caller.createChannel();
});

describe('DELETE /notification/v1/channels/{channelId}/subscriptions/{subscriptionId}', () => {
  it('204: by the app’s own token; the second time 404', async () => {
    const { path } = await caller.createSubscription(channelId);
    const answer = await caller.callAsClient('DELETE', path);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await caller.call('GET', path)).status).toBe(404);
    expect((await caller.callAsClient('DELETE', path)).status).toBe(404);
  });

  it('403: a subscriber’s token', async () => {
    const { path } = await caller.createSubscription(channelId);
    expect((await caller.call('DELETE', path)).status).toBe(403);
    expect((await caller.call('GET', path)).status).toBe(200);
  });

  it('404, T1: another app’s is answered byte for byte like none, and stays', async () => {
    const { path } = await caller.createSubscription(channelId);
    const stranger = await createNotificationCaller();
    const foreign = await stranger.callAsClient('DELETE', path);
    const absent = await stranger.callAsClient('DELETE', `${channelsPath}/${channelId}/subscriptions/${shortId(newId())}`);
    expect([foreign.status, foreign.text]).toEqual([404, absent.text]);
    expect((await caller.call('GET', path)).status).toBe(200);
  });
});
