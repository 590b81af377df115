import { beforeAll, describe, expect, it } from 'vitest';
import { createChannelCaller, type NotificationCaller } from '#tests/support/fixtures/notifications.ts';

let caller: NotificationCaller;
let channelId: string;

beforeAll(async () => {
  ({ caller, channelId } = await createChannelCaller());
});

describe('PUT /notification/v1/channels/{channelId}/subscriptions/{subscriptionId} without the right to', () => {
  it('the app’s own token changes nothing', async () => {
    const { path } = await caller.createSubscription(channelId, { callbackData: 'mine' });
    expect((await caller.callAsClient('PUT', path, { body: { subscription: {} } })).status).toBe(403);
    expect((await caller.call('GET', path)).json.subscription.callbackData).toBe('mine');
  });
});
