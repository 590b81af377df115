import { beforeAll, describe, expect, it } from 'vitest';
import { newId, shortId } from '#lib/ids.ts';
import { channelsPath, createChannelCaller, createNotificationCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';
import { expectRefused } from '#tests/support/refusal.ts';

let caller: NotificationCaller;
let channelId: string;

beforeAll(async () => {
  ({ caller, channelId } = await createChannelCaller());
});

describe('DELETE /notification/v1/channels/{channelId}/subscriptions/{subscriptionId} of what is not there', () => {
  it('T1: another app’s is answered byte for byte like none, and stays', async () => {
    const { path } = await caller.createSubscription(channelId);
    const stranger = await createNotificationCaller();
    const foreign = await stranger.callAsClient('DELETE', path);
    const absent = await stranger.callAsClient('DELETE', `${channelsPath}/${channelId}/subscriptions/${shortId(newId())}`);
    expectRefused(foreign, { status: 404, code: 'SVC0002', field: 'subscriptionId', says: 'no such subscription' });
    expect([foreign.status, foreign.text]).toEqual([404, absent.text]);
    expect((await caller.call('GET', path)).status).toBe(200);
  });
});
